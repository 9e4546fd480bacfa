"""Renewals: whose they are, when they are possible, and what is still missing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.http import Http404
from django.shortcuts import get_object_or_404

from endorsement.models import Endorsement, Person, RenewalCycle
from endorsement.rules.criteria import Criterion, Group, Signatures, Window
from endorsement.rules.evaluate import Tenure, evaluate
from endorsement.rules.facts import Portfolio
from endorsement.rules.scheme import Category, Edition
from endorsement.rules.verdict import Verdict
from endorsement.selectors import editions, frameworks, portfolio
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
class Renewal:
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
    def missing(self) -> list[Verdict]:
        """What is not met (yet), right below the top."""
        return [one for one in self.verdict.children if one.applies and not one.met]

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

    def names(self) -> Names:
        """Names for sentences: of the edition and of the frameworks it reads."""
        return {**frameworks.names(self.edition.frameworks), **self.edition.names()}


def for_holder(person: Person, public_id: str) -> RenewalCycle:
    """The latest cycle of the person's own endorsement.

    :raises Http404: for anybody else's, and for an endorsement that is never renewed.
    """
    endorsement = get_object_or_404(
        Endorsement.objects.select_related("association", "edition__scheme", "person"),
        person=person,
        public_id=public_id,
    )
    cycle = endorsement.cycles.order_by("-number").first()
    if cycle is None:
        raise Http404
    cycle.endorsement = endorsement
    return cycle


def timing(cycle: RenewalCycle, on: date) -> Timing:
    """Where the day lies for the cycle; a lapsed cycle is over whatever the day."""
    if on > cycle.grace_through or cycle.state == RenewalCycle.State.LAPSED:
        return Timing.LATE
    if on < cycle.opens_on:
        return Timing.EARLY
    return Timing.OPEN if on <= cycle.due_on else Timing.GRACE


def judged(cycle: RenewalCycle, on: date) -> Renewal:
    """Judge the holder's portfolio as of the day by the edition they were endorsed under."""
    endorsement = cycle.endorsement
    edition = editions.parsed(endorsement.edition)
    category = edition.categories[endorsement.category]
    requirement = requirement_of(category)
    known = portfolio.facts(endorsement.person, endorsement.association, on)
    verdict = evaluate(
        requirement,
        known,
        on,
        period=(cycle.starts_on, cycle.due_on),
        tenure=Tenure(
            endorsed_on=endorsement.awarded_on,
            number=cycle.number,
            cycle_years=edition.renewal.years if edition.renewal else 1,
        ),
    )
    return Renewal(cycle, on, edition, category, requirement, known, verdict)


def requirement_of(category: Category) -> Criterion:
    """The category's renewal tree; without one, what the award had signed is signed again."""
    if category.renewal is not None:
        return category.requirement("renewal")
    again = (replace(one, within=Window(cycle=True)) for one in _signatures(category.award))
    return Group(id="renewal", label={}, children=tuple(again))


def _signatures(tree: Criterion) -> Iterator[Signatures]:
    return (one for one in tree.walk() if isinstance(one, Signatures))
