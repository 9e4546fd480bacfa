"""A person leaves for good: what others wait for ends first, then everything about them is emptied."""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from endorsement.models import (
    Advising,
    Application,
    ConfirmationLine,
    ConfirmationRequest,
    Person,
    Reference,
    Review,
    Scoring,
)
from endorsement.refusals import Refused
from endorsement.rules.workflow import MOVES, Action, Role
from endorsement.services import application as applications
from endorsement.services import membership as memberships
from endorsement.services import person as people
from endorsement.services import review as reviews


@transaction.atomic
def erase(*, person: Person, at: datetime) -> None:
    """Erase a person at their own wish.

    Effects, in order: open applications are withdrawn where the rules allow it; advice ends; reviews
    and scores they were asked for go back to the coordinator; links to raters, and to them as a rater,
    stop working, and so do links to confirm hours; they leave their groups, and the groups they lead
    end; their roles end; everything about them is emptied (`person.erase`).

    :raises Refused: for the only administrator of the installation.
    """
    _refuse_the_last_administrator(person)
    for application in person.applications.exclude(state__in=Application.CLOSED):
        if Action.WITHDRAW in MOVES.actions(application.state, Role.APPLICANT):
            applications.withdraw(application=application, person=person, at=at)
    Advising.objects.filter(
        Q(advisor=person) | Q(application__person=person), ended_at__isnull=True
    ).update(ended_at=at)
    for review in person.reviews.filter(state__in=Review.OPEN):
        reviews.recuse(review=review, at=at)
    person.scorings.filter(state=Scoring.State.ASSIGNED).delete()
    for references in (person.references, person.ratings):
        references.filter(state=Reference.State.REQUESTED).update(
            state=Reference.State.CANCELED, code_hmac=None
        )
    for requests in (person.confirmation_requests, person.confirmations_asked):
        _withdraw(requests.all(), at=at)
    person.group_memberships.filter(left_at__isnull=True).update(left_at=at)
    person.supervision_groups.filter(ended_at__isnull=True).update(ended_at=at, token_expires_at=at)
    person.invitations.filter(ended_at__isnull=True).update(ended_at=at)
    _end_roles(person, at=at)
    people.erase(person=person, at=at)


def _withdraw(requests: QuerySet[ConfirmationRequest], *, at: datetime) -> None:
    lines = ConfirmationLine.objects.filter(request__in=requests, state=ConfirmationLine.State.OPEN)
    lines.update(state=ConfirmationLine.State.WITHDRAWN)
    requests.update(token_expires_at=at)


def _end_roles(person: Person, *, at: datetime) -> None:
    """Yesterday was the last day; a role that begins later never was."""
    for membership in person.memberships.select_related("association"):
        yesterday = membership.association.day_of(at) - timedelta(days=1)
        if membership.from_on > yesterday:
            membership.delete()
        elif membership.through_on is None or membership.through_on > yesterday:
            memberships.end(membership=membership, through_on=yesterday)


def _refuse_the_last_administrator(person: Person) -> None:
    if person.user is None or not person.user.is_superuser:
        return
    others = get_user_model().objects.filter(is_superuser=True, is_active=True)
    if not others.exclude(pk=person.user.pk).exists():
        raise Refused(
            _(
                "You are the only administrator. Make somebody else an administrator first, "
                "then erase your record."
            )
        )
