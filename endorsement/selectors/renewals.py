"""Renewals: whose they are, when they are possible, what they ask for and what is handed in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.http import Http404

from endorsement.models import (
    Endorsement,
    Person,
    Renewal,
    RenewalCycle,
    RenewalDocument,
)
from endorsement.rules import attesting
from endorsement.rules.circumstances import Decisions
from endorsement.rules.criteria import Criterion, Group, Signatures, Window
from endorsement.rules.evaluate import Tenure, evaluate
from endorsement.rules.facts import Portfolio
from endorsement.rules.renewal import Evidence
from endorsement.rules.renewal.exempting import exempting
from endorsement.rules.scheme import Category, Edition
from endorsement.rules.verdict import Verdict
from endorsement.selectors import (
    cycle_rules,
    decided_since,
    editions,
    frameworks,
    overlays,
    papers,
    portfolio,
)
from endorsement.wording import Names


class Timing(StrEnum):
    """Where a day lies: before the window, in it, in the days of grace, or after them."""

    EARLY = "early"
    OPEN = "open"
    GRACE = "grace"
    LATE = "late"

    @property
    def possible(self) -> bool:
        return self in (Timing.OPEN, Timing.GRACE)


@dataclass(frozen=True)
class Judged:
    """A cycle on a day: what its renewal asks for, the evidence, the verdict."""

    cycle: RenewalCycle
    on: date
    edition: Edition
    category: Category
    requirement: Criterion
    portfolio: Portfolio
    verdict: Verdict

    @property
    def timing(self) -> Timing:
        return timing(self.cycle, self.on)

    @property
    def evidence(self) -> Evidence:
        """How much the edition wants to see."""
        return self.edition.renewal.evidence if self.edition.renewal else Evidence()

    @property
    def asks_sanctions(self) -> bool:
        """Whether holders attest that no licensing board has acted against them."""
        return self.edition.renewal is not None and self.edition.renewal.no_sanction

    @property
    def standing(self) -> attesting.Standing:
        """What stands between it and handing in."""
        return attesting.standing(self.verdict, attest=self.evidence.attested)

    @property
    def documents(self) -> list[str]:
        """Codes of what is to be signed, in the edition's order, each once."""
        wanted = _signatures(self.requirement)
        return list(dict.fromkeys(code for one in wanted for code in one.documents))

    @property
    def signed(self) -> dict[str, date]:
        """The documents signed in the cycle, with the last day."""
        return {
            one.document: one.signed_on
            for one in sorted(self.portfolio.signatures, key=lambda one: one.signed_on)
            if self.cycle.starts_on <= one.signed_on <= self.on
        }

    @property
    def counted(self) -> frozenset[str]:
        """The keys of all that was counted."""
        return frozenset(used.key for one in self.verdict.walk() for used in one.used)

    def names(self) -> Names:
        """Names for sentences: of the edition and of the frameworks it reads."""
        return {**frameworks.names(self.edition.frameworks), **self.edition.names()}


def of_holder(person: Person) -> QuerySet[RenewalCycle]:
    """The cycles of the person's endorsements, newest first, with what was handed in for each."""
    return (
        RenewalCycle.objects.filter(endorsement__person=person)
        .select_related(
            "renewal__audit",
            "edition__scheme",
            "endorsement__association__overlay",
            "endorsement__edition__scheme",
            "endorsement__person",
        )
        .order_by("-number")
    )


def for_holder(person: Person, public_id: str) -> RenewalCycle:
    """The latest cycle of the person's own endorsement.

    :raises Http404: for anybody else's, and for an endorsement that is never renewed.
    """
    cycle = of_holder(person).filter(endorsement__public_id=public_id).first()
    if cycle is None:
        raise Http404
    return cycle


def current(person: Person) -> list[RenewalCycle]:
    """The latest cycle of each active endorsement, the one due first coming first."""
    latest: dict[int, RenewalCycle] = {}
    for cycle in of_holder(person).filter(endorsement__state=Endorsement.State.ACTIVE):
        latest.setdefault(cycle.endorsement_id, cycle)
    return sorted(latest.values(), key=lambda one: (one.due_on, one.pk))


def renewal_of(cycle: RenewalCycle) -> Renewal | None:
    """What was handed in for the cycle, if anything was begun."""
    found: Renewal | None = getattr(cycle, "renewal", None)
    return found


def rounds(renewal: Renewal) -> list[RenewalDocument]:
    """What was handed in and not taken back, oldest first, each time that it was."""
    return list(renewal.documents.standing().order_by("number"))


def document_of(renewal: Renewal) -> RenewalDocument | None:
    """What was handed in last and not taken back: what is decided about."""
    return renewal.documents.standing().last()


def waiting(cycle: RenewalCycle) -> bool:
    """Whether the association has something to decide: nobody lapses or is reminded meanwhile."""
    return Renewal.objects.filter(cycle=cycle, state=Renewal.State.HANDED_IN).exists()


def timing(cycle: RenewalCycle, on: date) -> Timing:
    """Where the day lies for the cycle; a lapsed cycle is over whatever the day."""
    if on > cycle.grace_through or cycle.state == RenewalCycle.State.LAPSED:
        return Timing.LATE
    if on < cycle.opens_on:
        return Timing.EARLY
    return Timing.OPEN if on <= cycle.due_on else Timing.GRACE


def judged(cycle: RenewalCycle, on: date) -> Judged:
    """Judge the holder's portfolio as it is, as of the day."""
    endorsement = cycle.endorsement
    known = portfolio.facts(endorsement.person, endorsement.association, on)
    return _judged(cycle, known, on)


def judged_document(cycle: RenewalCycle, renewal: Renewal, document: RenewalDocument) -> Judged:
    """Judge what was handed in as of its day; what the association decided since is filled in.

    :raises DocumentError: when what was handed in has been erased.
    """
    known = portfolio.from_snapshot(document.snapshot)
    known = decided_since.filled_in_since(
        known,
        decided_since.HandedIn(
            person_id=renewal.person_id,
            association=renewal.association,
            decided_at=renewal.decided_at,
            papers=papers.shown_by(renewal.person, renewal.association, document.handed_in_at),
        ),
    )
    return _judged(cycle, known, document.as_of_on)


def judged_facts(cycle: RenewalCycle, known: Portfolio, on: date) -> Judged:
    """Judge a portfolio that was kept, as of the day."""
    return _judged(cycle, known, on)


def category_of(cycle: RenewalCycle) -> Category:
    """The category of the endorsement, under the association's own name if it has one."""
    return _edition_of(cycle).categories[cycle.endorsement.category]


def _edition_of(cycle: RenewalCycle) -> Edition:
    own = overlays.overlay_of(cycle.endorsement.association)
    return overlays.named(editions.parsed(cycle.governing_edition), own.labels if own else None)


def _judged(cycle: RenewalCycle, known: Portfolio, on: date) -> Judged:
    endorsement = cycle.endorsement
    edition = _edition_of(cycle)
    category = edition.categories[endorsement.category]
    rule = cycle_rules.rule_of(cycle)
    requirement = exempting(requirement_of(category), rule.first_exempts if rule else ())
    verdict = evaluate(
        requirement,
        known,
        on,
        period=(cycle.starts_on, cycle.due_on),
        tenure=tenure(cycle),
        decisions=_counted_elsewhere(cycle, edition),
    )
    return Judged(cycle, on, edition, category, requirement, known, verdict)


def tenure(cycle: RenewalCycle) -> Tenure:
    """Since when the endorsement is held, and which of its renewals this is."""
    rule = cycle_rules.rule_of(cycle)
    return Tenure(
        endorsed_on=cycle.endorsement.awarded_on,
        number=cycle.number,
        cycle_years=rule.years if rule else 1,
        resumed_on=cycle.starts_on if cycle.reinstated else None,
    )


def requirement_of(category: Category) -> Criterion:
    """The category's renewal tree; without one, what the award had signed is signed again."""
    if category.renewal is not None:
        return category.requirement("renewal")
    again = (replace(one, within=Window(cycle=True)) for one in _signatures(category.award))
    return Group(id="renewal", label={}, children=tuple(again))


def _signatures(tree: Criterion) -> Iterator[Signatures]:
    return (one for one in tree.walk() if isinstance(one, Signatures))


def _counted_elsewhere(cycle: RenewalCycle, edition: Edition) -> Decisions | None:
    """Where each hour renews once: what other renewals of the holder have counted, if anything."""
    if edition.shared_by_renewals:
        return None
    others = (
        RenewalDocument.objects.standing()
        .filter(
            renewal__person=cycle.endorsement.person_id,
            renewal__association=cycle.endorsement.association_id,
            renewal__state__in=[Renewal.State.HANDED_IN, Renewal.State.APPROVED],
        )
        .exclude(renewal__cycle__endorsement=cycle.endorsement_id)
    )
    counted = {key for keys in others.values_list("counted", flat=True) for key in keys}
    return Decisions(elsewhere=frozenset(counted)) if counted else None
