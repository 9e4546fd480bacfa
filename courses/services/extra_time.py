"""Giving a person more time in a module's post-test, and taking it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from courses.models import Attempt, ExtraTime
from courses.rules import time_limit
from courses.selectors import extra_time as selector
from endorsement.models import Association, Person
from endorsement.refusals import Refused


@transaction.atomic
def give(
    *, association: Association, email: str, code: str, percent: int, by: Person, at: datetime
) -> ExtraTime:
    """Give the person with this address more time in a module, or change what was given.

    Effects, in order: the one row of association, person and module; an attempt that is open gets
    a later deadline at once, never an earlier one.

    :raises Refused: for a module that is not on the association's list, and for somebody the
        association has no reason to know; whether there is an account is not told.
    """
    if code not in dict(selector.module_choices(association)):
        raise Refused(_("This module is not on your association's list."), field="code")
    person = selector.learner_of(association, email, code)
    if person is None:
        raise Refused(
            _(
                "Nobody of your association signs in with this address. Ask the person which address "
                "they use here; whoever applied, is a member or takes a module of yours can be given "
                "extra time."
            ),
            field="email",
        )
    row, _created = ExtraTime.objects.update_or_create(
        association=association,
        person=person,
        code=code,
        defaults={"percent": percent, "given_by": by, "given_at": at},
    )
    _prolong(person, code)
    return row


def _prolong(person: Person, code: str) -> None:
    percent = selector.percent_for(person, code)
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


@transaction.atomic
def take_back(*, association: Association, ref: str, code: str) -> int:
    """Take back what the association gave; how many rows. An attempt that is open keeps its time."""
    rows = ExtraTime.objects.filter(association=association, person__ref=ref, code=code)
    return rows.delete()[0]
