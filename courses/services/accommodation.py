"""Giving a learner more time in a post-test or a shorter minimum time, and taking it back."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Accommodation, Attempt, Enrollment
from courses.rules import time_limit
from courses.selectors import accommodation as selector
from courses.selectors.module import version_of
from courses.services.completion import complete
from endorsement.models import Association, Person
from endorsement.refusals import Refused


@transaction.atomic
def give(
    *,
    association: Association,
    email: str,
    code: str,
    by: Person,
    at: datetime,
    extra_percent: int | None = None,
    minimum_minutes: int | None = None,
    reason: str = "",
    through_on: date | None = None,
) -> Accommodation:
    """Let other times hold for a learner of a module; giving it again replaces what was given.

    Effects, in order: the one row of association, person and module; an attempt that is open gets a
    later deadline at once, never an earlier one; completion of the module where nothing but the
    minimum time was missing.

    :raises Refused: for a module that is not on the association's list, for a minimum time where its
        module asks for none, for a day that is over, and for somebody the association has no reason
        to know; whether there is an account is not told.
    """
    _check(association, code, minimum_minutes, through_on, at)
    person = selector.learner_of(association, email, code)
    if person is None:
        raise Refused(
            _(
                "Nobody of your association signs in with this address. Ask the person which address "
                "they use here; whoever applied, is a member or takes a module of yours can be given "
                "an accommodation."
            ),
            field="email",
        )
    row, _created = Accommodation.objects.update_or_create(
        association=association,
        person=person,
        code=code,
        defaults={
            "extra_percent": extra_percent,
            "minimum_minutes": minimum_minutes,
            "reason": reason,
            "through_on": through_on,
            "given_by": by,
            "given_at": at,
        },
    )
    _prolong(person, code, at)
    _complete_if_due(person, code, at)
    return row


def _check(
    association: Association, code: str, minimum: int | None, through_on: date | None, at: datetime
) -> None:
    if code not in dict(selector.module_choices(association)):
        raise Refused(_("This module is not on your association's list."), field="code")
    if minimum is not None and not selector.has_a_minimum(association, code):
        raise Refused(
            _(
                "This module asks for no minimum time of your association. Leave this empty; more "
                "time in the post-test can be given."
            ),
            field="minimum_minutes",
        )
    if through_on is not None and through_on < association.day_of(at):
        raise Refused(_("This day is over. Choose a later one, or none."), field="through_on")


@transaction.atomic
def take_back(*, accommodation: Accommodation) -> None:
    """The module's own times hold again. What was completed stays completed, and an attempt that is
    open keeps its time.
    """
    accommodation.delete()


def _prolong(person: Person, code: str, at: datetime) -> None:
    percent = selector.extra_percent(person, code, at)
    attempts = Attempt.objects.filter(
        enrollment__person=person,
        enrollment__code=code,
        handed_in_at__isnull=True,
        time_limit__gt=0,
    )
    for attempt in attempts:
        later = time_limit.deadline(attempt.started_at, attempt.time_limit, percent)
        Attempt.objects.filter(pk=attempt.pk, handed_in_at__isnull=True, deadline__lt=later).update(
            deadline=later
        )


def _complete_if_due(person: Person, code: str, at: datetime) -> None:
    begun = Enrollment.objects.filter(person=person, code=code)
    for enrollment in begun.filter(completed_at__isnull=True, switched_at__isnull=True):
        module = version_of(enrollment.code, enrollment.version)
        if module is not None and module.minimum_minutes:
            complete(enrollment=enrollment, module=module, at=at)
