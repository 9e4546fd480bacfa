"""A person's plan, and when each category would be met by it.

The only place where planned items become facts. Those facts join a copy of the portfolio for the
outlook; whatever judges, applies or exports reads the ledger and never comes here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.shortcuts import get_object_or_404

from endorsement.models import Association, Edition, LedgerEntry, Person, PlannedItem, TrainingOffer
from endorsement.rules import facts as f
from endorsement.rules import planning
from endorsement.rules import scheme as rules
from endorsement.rules.criteria import AttributeIs, Criterion
from endorsement.rules.criteria.conditions import conditions_in
from endorsement.rules.planning import PLANNED, Fact, Outlook
from endorsement.selectors import editions, offers, portfolio, providers
from endorsement.selectors.measure import Measure, Standing
from endorsement.selectors.portfolio import hundredths
from endorsement.selectors.trials import KEPT_SECONDS, digest, of_facts

Kind = PlannedItem.Kind


@dataclass(frozen=True)
class Prospect:
    """A category, where it stands today, and when the plan would meet it.

    `edition`: the one of the day that is told, where it asks for something else than today's.
    """

    standing: Standing
    outlook: Outlook
    edition: Edition | None = None


def items(person: Person) -> list[PlannedItem]:
    """Everything planned, the earliest day first."""
    return list(person.planned_items.select_related("person", "provider"))


def for_owner(person: Person, public_id: str) -> PlannedItem:
    """An item of the person's own plan.

    :raises Http404: for everybody else's.
    """
    rows = PlannedItem.objects.filter(person=person).select_related("person", "provider")
    return get_object_or_404(rows, public_id=public_id)


def entry_of(person: Person, public_id: str) -> LedgerEntry | None:
    """The draft that a planned item has become."""
    key = f"own:{person.ref}:plan-{public_id}"
    return LedgerEntry.objects.filter(person=person, source_key=key).first()


def modules_of(rows: Sequence[PlannedItem]) -> dict[str, TrainingOffer]:
    """The modules of a plan by code, as they are offered now; one no longer offered is missing."""
    codes = {row.code for row in rows if row.kind == Kind.MODULE}
    return {row.code: row for row in TrainingOffer.objects.filter(code__in=codes, live=True)}


def facts(
    rows: Sequence[PlannedItem], association: Association, modules: dict[str, TrainingOffer]
) -> list[tuple[date, Fact]]:
    """What the plan would put into the portfolio, each with its day.

    A planned provider is looked up as a real one is; one not known yet leaves a question open.
    """
    known = providers.standings(association, {row.provider_id for row in rows if row.provider_id})
    accepted = portfolio.acceptances(association)
    found: list[tuple[date, Fact]] = []
    for row in rows:
        fact = _fact(row, modules, accepted, known)
        if fact is not None:
            found.append((row.on, fact))
    return found


def prospects(
    found: Measure,
    planned: Sequence[tuple[date, Fact]],
    today: date,
    *,
    coming: Sequence[Edition] = (),
    provides_from: date | None = None,
) -> list[Prospect]:
    """Every category of the measure; the one met first comes first.

    `coming` are the editions that will be in force later: each day is judged by that of the day.
    """
    facts = of_facts(fact for _on, fact in planned)
    days = ",".join(on.isoformat() for on, _fact in planned)
    later = ",".join(f"{one.effective_from}:{one.sha256}" for one in coming)
    gives = provides_from.isoformat() if provides_from else ""
    known = digest(found.facts, facts, days, found.edition.sha256, today.isoformat(), later, gives)
    ahead = _Ahead(found, planned, today, tuple(coming), provides_from, known)
    return sorted((ahead.prospect(one) for one in found.standings), key=_place)


def asks_who_provides(criteria: rules.Edition) -> bool:
    """Whether an award of the edition depends on giving reflective supervision."""
    return any(
        part.attribute == planning.PROVIDES
        for category in criteria.categories.values()
        for one in category.award.walk()
        for condition in one.conditions()
        for part in conditions_in(condition)
        if isinstance(part, AttributeIs)
    )


def provides_from(rows: Sequence[PlannedItem], today: date) -> date | None:
    """From which day on the person means to give supervision."""
    days = [row.on for row in rows if row.kind == Kind.PROVIDES and row.on >= today]
    return min(days, default=None)


@dataclass(frozen=True)
class _Ahead:
    """Everything that the outlook of each category depends on; `known` is its digest."""

    found: Measure
    planned: Sequence[tuple[date, Fact]]
    today: date
    coming: tuple[Edition, ...]
    provides_from: date | None
    known: str

    def prospect(self, one: Standing) -> Prospect:
        outlook = self._outlook(one)
        begun = [row for row in self.coming if row.effective_from <= outlook.told_for]
        then = begun[-1] if begun else None
        if then is not None and self._award(then, one) == one.category.award:
            then = None
        return Prospect(one, outlook, then)

    def _outlook(self, one: Standing) -> Outlook:
        """The outlook; its days are kept, as finding them takes an evaluation for every planned day."""
        key = f"outlook:{one.category.code}:{self.known}"
        changes = [
            planning.Change(row.effective_from, self._award(row, one)) for row in self.coming
        ]
        tree, facts, gives = one.category.award, self.found.facts, self.provides_from
        kept = cache.get(key)
        if kept is None:
            outlook = planning.outlook(
                tree, facts, self.planned, self.today, changes=changes, provides_from=gives
            )
            cache.set(key, (outlook.met_on, outlook.open_on, outlook.end), KEPT_SECONDS)
            return outlook
        met_on, open_on, end = kept
        ahead = [(on, fact) for on, fact in self.planned if on >= self.today]
        at_end = planning.verdict_on(tree, facts, ahead, end, changes=changes, provides_from=gives)
        return Outlook(met_on, open_on, end, at_end)

    def _award(self, edition: Edition, one: Standing) -> Criterion | None:
        category = editions.parsed(edition).categories.get(one.category.code)
        return category.award if category else None


def _place(one: Prospect) -> tuple[date, date, float]:
    far = date.max
    at_end = one.outlook.at_end
    missing = float(planning.distance(at_end)) if at_end else 1.0
    return one.outlook.met_on or far, one.outlook.open_on or far, missing


def _fact(
    row: PlannedItem,
    modules: dict[str, TrainingOffer],
    accepted: portfolio.Spans,
    known: providers.Standings,
) -> Fact | None:
    key = PLANNED + row.public_id
    match row.kind:
        case Kind.MODULE:
            if row.code not in modules:
                return None
            answer = offers.accepted_on(accepted, row.code, row.on)
            return offers.fact(modules[row.code], key=key, on=row.on, accepted=answer)
        case Kind.PROVIDES:
            return None
        case Kind.DOCUMENT:
            return f.Signature(document=row.code, signed_on=row.on)
        case Kind.REFERENCE:
            trusted = bool(row.attributes.get("endorsed"))
            return f.Reference(
                key=key,
                role=row.code,
                completed_on=row.on,
                rater_endorsed=trusted,
                rater_vetted=None,
            )
    return _entry(row, key, known)


def _entry(row: PlannedItem, key: str, known: providers.Standings) -> f.Entry:
    said = row.attributes
    kinds = {
        Kind.TRAINING: f.Kind.TRAINING,
        Kind.RSC: f.Kind.RSC_RECEIVED,
        Kind.RSC_GIVEN: f.Kind.RSC_GIVEN,
        Kind.WORK: f.Kind.WORK,
        Kind.EDUCATION: f.Kind.EDUCATION,
    }
    return f.Entry(
        key=key,
        kind=kinds[Kind(row.kind)],
        first_on=row.from_on or row.on,
        last_on=row.on,
        hours=None if row.hours is None else hundredths(row.hours),
        accepted=True if row.kind == Kind.TRAINING else None,
        covers=frozenset(row.covers),
        topics={topic: hundredths(hours) for topic, hours in row.topics.items()},
        delivery=f.Delivery(said["delivery"]) if said.get("delivery") else None,
        format=f.RscFormat(said["format"]) if said.get("format") else None,
        focus=f.RscFocus(said["focus"]) if said.get("focus") else None,
        provider=_provider(row, known),
        paid=said.get("paid"),
        families=said.get("families"),
        people=frozenset(portfolio.people(said)),
        level=f.EducationLevel(said["level"]) if said.get("level") else None,
        field_code=portfolio.field_of(said),
    )


def _provider(row: PlannedItem, known: providers.Standings) -> f.Provider | None:
    if row.provider is None:
        return None
    return f.Provider(ref=str(row.provider.ref), standings=known.get(row.provider.pk))
