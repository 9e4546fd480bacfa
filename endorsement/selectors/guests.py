"""Guests of other associations: which applications an invitation opens, and to whom.

Somebody is a guest as long as they have the role somewhere: it ends with their own association's.
"""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from endorsement.models import Application, GuestInvitation, Membership, Person
from endorsement.permissions import in_force


def invited(application: Application, role: str, on: date) -> QuerySet[GuestInvitation]:
    """The application's invitations of that role in force on the day."""
    rows = application.guests.filter(
        role=role, from_on__lte=on, through_on__gte=on, ended_at__isnull=True
    )
    return rows.filter(_serving(role, on))


def open_to(person: Person, role: str, at: datetime | None = None) -> list[int]:
    """Keys of the applications that are open to a guest now, each by the day of its association.

    One query; what is fetched for a guest is filtered by these keys.
    """
    at = at or timezone.now()
    mine = person.invitations.filter(_serving(role, at.date()), role=role, ended_at__isnull=True)
    return [
        one.application_id
        for one in mine.select_related("application__association")
        if one.from_on <= one.application.association.day_of(at) <= one.through_on
    ]


def opens(person: Person, application: Application, role: str) -> bool:
    """Whether the person is a guest with this role at the application today."""
    today = application.association.day_of(timezone.now())
    return invited(application, role, today).filter(person=person).exists()


def all_of(application: Application) -> QuerySet[GuestInvitation]:
    """Every invitation that has not been ended, for the desk."""
    open_ones = application.guests.filter(ended_at__isnull=True)
    return open_ones.select_related("person", "invited_by").order_by("invited_at", "pk")


def _serving(role: str, on: date) -> Exists:
    roles = Membership.objects.filter(person=OuterRef("person"), role=role)
    return Exists(in_force(roles, on))
