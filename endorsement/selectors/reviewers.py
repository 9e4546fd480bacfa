"""An association's reviewers, with what they have open, how much they take on and when they are away."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import Http404

from endorsement.models import Absence, Application, Association, Membership, Person, Review
from endorsement.selectors import memberships


@dataclass(frozen=True)
class Reviewer:
    """`away` holds the absences that are not over yet."""

    person: Person
    load: int
    late: int
    at_most: int | None
    away: list[Absence]

    @property
    def full(self) -> bool:
        return self.at_most is not None and self.load >= self.at_most


def of(association: Association, on: date) -> list[Reviewer]:
    """By name, in four queries; open reviews are those of every association."""
    reviewing = memberships.in_role(association, Membership.Role.REVIEWER, on)
    people = {one.person_id: one.person for one in reviewing.select_related("person__capacity")}
    rows: Any = (
        Review.objects.filter(reviewer__in=people, state__in=Review.OPEN)
        .exclude(application__state__in=Application.CLOSED)
        .order_by()
        .values_list("reviewer")
        .annotate(open=Count("pk"), late=Count("pk", filter=Q(state="assigned", due_on__lt=on)))
    )
    loads = {pk: (load, late) for pk, load, late in rows}
    away: dict[int, list[Absence]] = {}
    for one in Absence.objects.filter(person__in=people, through_on__gte=on):
        away.setdefault(one.person_id, []).append(one)
    return [
        Reviewer(
            person,
            *loads.get(pk, (0, 0)),
            at_most=_at_most(person),
            away=away.get(pk, []),
        )
        for pk, person in people.items()
    ]


def one(association: Association, ref: str, on: date) -> Person:
    """:raises Http404: for somebody who is no reviewer of the association today."""
    found = memberships.in_role(association, Membership.Role.REVIEWER, on).filter(person__ref=ref)
    membership = found.first()
    if membership is None:
        raise Http404
    return membership.person


def _at_most(person: Person) -> int | None:
    capacity = getattr(person, "capacity", None)
    return capacity.at_most if capacity else None
