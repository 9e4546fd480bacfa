"""Who may do what: the only place that reads Memberships for a role.

A day ends at midnight in the association's time zone, so "today" is asked per association.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from endorsement.models import Association, Membership, Person

View = Callable[..., HttpResponseBase]
WRITERS = frozenset({Membership.Role.AUTHOR, Membership.Role.MODERATOR})


class PersonRequest(HttpRequest):
    """The request that a view behind `signed_in` gets."""

    person: Person


def today_in(association: Association, at: datetime | None = None) -> date:
    """The calendar day in the association's time zone."""
    return association.day_of(at or timezone.now())


def person_of(user: Any) -> Person:
    """The person behind a signed-in user, whom signing in made (`receivers.find_person`).

    :raises Http404: for a visitor without an account.
    """
    person = Person.objects.filter(user=user).first() if user.is_authenticated else None
    if person is None:
        raise Http404
    return person


def in_force(memberships: QuerySet[Membership], on: date) -> QuerySet[Membership]:
    """Those of the memberships that hold on the day; both ends are inclusive."""
    return memberships.filter(from_on__lte=on).filter(
        Q(through_on__isnull=True) | Q(through_on__gte=on)
    )


def memberships_on(person: Person, on: date) -> QuerySet[Membership]:
    """The person's roles in force on a day."""
    return in_force(person.memberships.all(), on)


def roles_of(person: Person, on: date) -> set[tuple[int, str]]:
    """Pairs of association and role in force on a day."""
    return set(memberships_on(person, on).values_list("association_id", "role"))


def has_role(person: Person, association: Association, role: str, *, on: date) -> bool:
    return memberships_on(person, on).filter(association=association, role=role).exists()


def works_for_an_association(user: Any) -> bool:
    """Whether the user has any role today, or administers the installation."""
    if user.is_superuser:
        return True
    return bool(memberships_today(user))


def memberships_today(user: Any) -> list[Membership]:
    """The user's roles in force today, each by its association's calendar, in one query.

    A visitor has none, nor does an account that was closed, nor (as None) a person without one.
    """
    if user is None or not (user.is_authenticated and user.is_active):
        return []
    memberships = Membership.objects.filter(person__user=user).select_related("association")
    return [membership for membership in memberships if _in_force(membership)]


def association_for_coordinator(person: Person, slug: str) -> Association:
    """The association in which the person is a coordinator today.

    :raises Http404: for everybody else; an association's existence is no secret, its desk is.
    """
    return association_for(person, slug, Membership.Role.COORDINATOR)


def association_for(person: Person, slug: str, role: str) -> Association:
    """The association in which the person has the role today.

    :raises Http404: otherwise.
    """
    association = Association.objects.filter(slug=slug).first()
    if association and has_role(person, association, role, on=today_in(association)):
        return association
    raise Http404


def signed_in(view: View) -> View:
    """A view of a signed-in person: `request.person` is set, and what a page says of an instant is on
    their clock; a visitor is asked to sign in.
    """

    @login_required
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.person = person_of(request.user)  # type: ignore[attr-defined]
        with timezone.override(ZoneInfo(request.person.time_zone)):  # type: ignore[attr-defined]
            return view(request, *args, **kwargs)

    return inner


def _in_force(membership: Membership) -> bool:
    today = today_in(membership.association)
    return membership.from_on <= today and (
        membership.through_on is None or membership.through_on >= today
    )


def administers(user: Any) -> bool:
    """Whether the user administers the installation, and so its criteria."""
    return bool(user.is_active and user.is_superuser)


def coordinates(user: Any) -> list[Association]:
    """The associations whose letters the user edits: as a coordinator of them today."""
    roles = memberships_today(user)
    return [one.association for one in roles if one.role == Membership.Role.COORDINATOR]


def writes_for(user: Any, *roles: str) -> set[int]:
    """Associations in which the user has one of the roles today: author or moderator by default."""
    wanted = set(roles) or WRITERS
    return {one.association_id for one in memberships_today(user) if one.role in wanted}


def moderates(user: Any) -> list[Association]:
    """The associations in which the user is a moderator today: whose criteria they may approve."""
    roles = memberships_today(user)
    return [one.association for one in roles if one.role == Membership.Role.MODERATOR]
