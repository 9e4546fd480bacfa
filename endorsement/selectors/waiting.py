"""What waits for a person: reviews, a desk, an answer, a renewal, hours to confirm.

Whoever has no part in it has none.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from endorsement.models import (
    Application,
    Association,
    ConfirmationRequest,
    Membership,
    Person,
    Renewal,
    RenewalCycle,
    Review,
)
from endorsement.permissions import memberships_today
from endorsement.selectors import applications, confirmations, providers, renewal_desk, renewals

State = Application.State
# In these the next step is the coordinator's; drafts and questions are the applicant's.
AT_THE_DESK = (
    *(State.REGISTRATION_ASKED, State.SUBMITTED, State.COMPLETE, State.AWAITING_DECISION),
    *(State.EXAM_PASSED, State.APPEALED),
)
AT_THE_APPLICANT = (
    *(State.DRAFT, State.IN_PROGRESS, State.MORE_INFORMATION),
    *(State.ON_HOLD, State.APPROVED_FOR_EXAM),
)
AT_THE_HOLDER = (Renewal.State.BEGUN, Renewal.State.RETURNED, Renewal.State.TAKEN_BACK)


@dataclass(frozen=True)
class Desk:
    """An association's desk and how many applications wait at it, by state, and what else does."""

    association: Association
    counts: dict[str, int]
    renewals: int = 0
    providers: int = 0

    @property
    def registrations(self) -> int:
        """How many ask to be registered; they wait on a page of their own."""
        return self.counts.get(State.REGISTRATION_ASKED, 0)

    @property
    def total(self) -> int:
        """How many of those that were handed in wait."""
        return sum(self.counts.values()) - self.registrations

    @property
    def waits(self) -> bool:
        return bool(self.counts or self.renewals or self.providers)


@dataclass(frozen=True)
class Waiting:
    """What waits for one person. `answers` are their own applications; `under_way` wait for others."""

    reviews: list[Review]
    desks: list[Desk]
    answers: list[Application]
    under_way: list[Application]
    renewals: list[RenewalCycle]
    confirmations: list[ConfirmationRequest]

    @property
    def for_them(self) -> bool:
        """Whether the next step of anything is this person's."""
        return bool(
            self.reviews or self.desks or self.answers or self.renewals or self.confirmations
        )


def waiting_for(person: Person, at: datetime) -> Waiting:
    """Everything that waits for the person at the moment, with a constant number of queries.

    Days end at midnight in each association's time zone.
    """
    own = [one for one in applications.of_person(person) if one.state not in Application.CLOSED]
    return Waiting(
        reviews=list(applications.reviews_of(person).filter(state=Review.State.ASSIGNED)),
        desks=_desks(person),
        answers=[one for one in own if one.state in AT_THE_APPLICANT],
        under_way=[one for one in own if one.state not in AT_THE_APPLICANT],
        renewals=_renewals(person, at),
        confirmations=list(confirmations.waiting_for(person)),
    )


def _desks(person: Person) -> list[Desk]:
    coordinated = [
        one.association
        for one in memberships_today(person.user)
        if one.role == Membership.Role.COORDINATOR
    ]
    return [one for one in at_desks(coordinated, person) if one.waits] if coordinated else []


def at_desks(coordinated: list[Association], person: Person) -> list[Desk]:
    """What waits at these desks; a person's own application is not theirs to handle."""
    rows: Any = (
        Application.objects.filter(association__in=coordinated, state__in=AT_THE_DESK)
        .exclude(person=person)
        .values_list("association_id", "state")
        .annotate(count=Count("pk"))
        .order_by("association_id", "state")
    )
    counts: dict[int, dict[str, int]] = {}
    for association_id, state, count in rows:
        counts.setdefault(association_id, {})[state] = count
    renewing = renewal_desk.waiting_at(coordinated, person)
    vetting = providers.waiting_at(coordinated)
    return [
        Desk(one, counts.get(one.pk, {}), renewing.get(one.pk, 0), vetting.get(one.pk, 0))
        for one in coordinated
    ]


def _renewals(person: Person, at: datetime) -> list[RenewalCycle]:
    cycles = RenewalCycle.objects.filter(
        endorsement__person=person,
        endorsement__state="active",
        state=RenewalCycle.State.OPEN,
    ).select_related("endorsement__association", "endorsement__edition__scheme")
    theirs = Q(renewal__isnull=True) | Q(renewal__state__in=AT_THE_HOLDER)
    return [
        one
        for one in cycles.filter(theirs).order_by("due_on", "pk")
        if renewals.timing(one, one.endorsement.association.day_of(at)).possible
    ]
