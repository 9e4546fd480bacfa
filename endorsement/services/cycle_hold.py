"""A cycle waits while its holder has a break, and goes on afterwards."""

import json
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Endorsement, Event, RenewalCycle
from endorsement.refusals import Refused
from endorsement.rules import renewal as rules
from endorsement.selectors import cycle_rules, renewals
from endorsement.services import event
from endorsement.services.cycle import DAYS, days_of, put, settle
from endorsement.services.cycle_sweep import KINDS, happened

State = RenewalCycle.State


@transaction.atomic
def hold(*, endorsement: Endorsement) -> None:
    """Let the open cycle wait: no reminder goes out, and its days bring nothing about."""
    endorsement.cycles.filter(state=State.OPEN).update(next_rung_on=None, next_status_on=None)


@transaction.atomic
def resume(
    *, endorsement: Endorsement, due_on: date | None, today: date, at: datetime
) -> RenewalCycle | None:
    """Let a held cycle go on; None where none is open.

    Who comes back after its due day gets until `due_on`, else until the next due day of the edition: no
    day ever moves backwards, and what was not done while it waited is not held against anybody. What was
    handed in before the break and waits for a decision keeps its days.

    Effects, in order: what a sweep does on the first day of a cycle, where that day fell into the break;
    the days of the cycle.

    :raises Refused: for a day that is over.
    """
    cycle = endorsement.cycles.filter(state=State.OPEN).order_by("-number").first()
    if cycle is None:
        return None
    cycle.endorsement = endorsement
    _begin_late(cycle, today, at)
    was, rule, waits = days_of(cycle), cycle_rules.rule_of(cycle), renewals.waiting(cycle)
    if due_on is None and today > was.due_on and rule is not None and not waits:
        due_on = rules.taken_up(
            rule, awarded_on=endorsement.awarded_on, on=today, number=cycle.number
        ).due_on
    due_on = max(due_on or was.due_on, was.due_on)
    if due_on < today and not waits:
        raise Refused(_("Choose a day that is still to come."), field="due_on")
    days = rules.extended(
        was, due_on=due_on, grace_through=due_on + (was.grace_through - was.due_on)
    )
    put(cycle, days)
    cycle.save(update_fields=["edition", *DAYS])
    return cycle


def release(*, cycle: RenewalCycle, day: date) -> None:
    """Let the days of a held cycle bring about again what falls on the day or later.

    A lapse is made up for if its day was earlier; that a window opened or a renewal was late is not.
    """
    cycle.next_status_on = min(
        (
            on
            for change, on in rules.changes(days_of(cycle))
            if on >= day or change is rules.Change.LAPSED
        ),
        default=None,
    )
    RenewalCycle.objects.filter(pk=cycle.pk, state=State.OPEN).update(
        next_status_on=cycle.next_status_on
    )


def _begin_late(cycle: RenewalCycle, today: date, at: datetime) -> None:
    """One that follows another goes by the edition in force on its first day, also when nobody swept then.

    One by which somebody was reinstated, or brought here, began as it was made.
    """
    follows = cycle.endorsement.cycles.filter(number=cycle.number - 1).exists()
    if follows and not cycle.reinstated and cycle.starts_on <= today and not _begun(cycle):
        settle(cycle)
        event.record_all([happened(rules.Change.BEGUN, cycle, cycle.starts_on)], at=at)


def _begun(cycle: RenewalCycle) -> bool:
    """Whether a sweep has seen its first day."""
    known = Event.objects.filter(
        stream=cycle.endorsement.stream, kind=KINDS[rules.Change.BEGUN]
    ).values_list("payload", flat=True)
    return any(json.loads(said)["cycle"] == cycle.number for said in known)
