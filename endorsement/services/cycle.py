"""The cycles of an endorsement: how one begins, waits, and goes on."""

from datetime import date

from django.db import transaction

from endorsement.models import Endorsement, RenewalCycle
from endorsement.rules import renewal as rules


def begin_cycle(
    *, endorsement: Endorsement, rule: rules.RenewalRule, number: int = 1
) -> RenewalCycle:
    """Insert the cycle with this number, counted from the day of the award."""
    cycle = rules.cycle_for(rule, awarded_on=endorsement.awarded_on, number=number)
    return RenewalCycle.objects.create(
        endorsement=endorsement,
        number=cycle.number,
        starts_on=cycle.starts_on,
        opens_on=cycle.opens_on,
        due_on=cycle.due_on,
        late_from_on=cycle.late_from_on,
        grace_through=cycle.grace_through,
        removed_on=cycle.removed_on,
        next_rung_on=rules.next_look(cycle, rule.ladder),
        next_status_on=rules.next_change(cycle),
    )


@transaction.atomic
def hold(*, endorsement: Endorsement) -> None:
    """Let the open cycle wait: no reminder goes out, and its days bring nothing about."""
    endorsement.cycles.filter(state=RenewalCycle.State.OPEN).update(
        next_rung_on=None, next_status_on=None
    )


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
    RenewalCycle.objects.filter(pk=cycle.pk, state=RenewalCycle.State.OPEN).update(
        next_status_on=cycle.next_status_on
    )


def days_of(cycle: RenewalCycle) -> rules.Cycle:
    """The days of a row, as the rules see them."""
    return rules.Cycle(
        number=cycle.number,
        starts_on=cycle.starts_on,
        opens_on=cycle.opens_on,
        due_on=cycle.due_on,
        late_from_on=cycle.late_from_on,
        grace_through=cycle.grace_through,
        removed_on=cycle.removed_on,
    )
