"""A person's plan, and when each category would be met by it.

The only place where planned items become facts. Those facts join a copy of the portfolio for the
outlook; whatever judges, applies or exports reads the ledger and never comes here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.shortcuts import get_object_or_404

from endorsement.models import Association, LedgerEntry, Person, PlannedItem, TrainingOffer
from endorsement.rules import facts as f
from endorsement.rules import planning
from endorsement.rules.evaluate import evaluate
from endorsement.rules.planning import PLANNED, Fact, Outlook
from endorsement.selectors import offers, portfolio, providers
from endorsement.selectors.measure import Measure, Standing
from endorsement.selectors.portfolio import hundredths
from endorsement.selectors.trials import KEPT_SECONDS, digest, of_facts

Kind = PlannedItem.Kind


@dataclass(frozen=True)
class Prospect:
    """A category, where it stands today, and when the plan would meet it."""

    standing: Standing
    outlook: Outlook


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


def prospects(found: Measure, planned: Sequence[tuple[date, Fact]], today: date) -> list[Prospect]:
    """Every category of the measure; the one met first comes first."""
    facts = of_facts(fact for _on, fact in planned)
    days = ",".join(on.isoformat() for on, _fact in planned)
    known = digest(found.facts, facts, days, found.edition.sha256, today.isoformat())
    listed = [Prospect(one, _outlook(one, found, planned, today, known)) for one in found.standings]
    return sorted(listed, key=_place)


def _outlook(
    one: Standing, found: Measure, planned: Sequence[tuple[date, Fact]], today: date, known: str
) -> Outlook:
    """The outlook; its days are kept, as finding them takes an evaluation for every planned day."""
    tree, key = one.category.award, f"outlook:{one.category.code}:{known}"
    kept = cache.get(key)
    if kept is None:
        outlook = planning.outlook(tree, found.facts, planned, today)
        cache.set(key, (outlook.met_on, outlook.open_on, outlook.end), KEPT_SECONDS)
        return outlook
    met_on, open_on, end = kept
    ahead = planning.with_facts(found.facts, [fact for on, fact in planned if on >= today])
    return Outlook(met_on, open_on, end, evaluate(tree, ahead, end))


def _place(one: Prospect) -> tuple[date, date, float]:
    far = date.max
    missing = float(planning.distance(one.outlook.at_end))
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
        Kind.WORK: f.Kind.WORK,
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
    )


def _provider(row: PlannedItem, known: providers.Standings) -> f.Provider | None:
    if row.provider is None:
        return None
    return f.Provider(ref=str(row.provider.ref), standings=known.get(row.provider.pk))
