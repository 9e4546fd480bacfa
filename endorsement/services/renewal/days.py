"""While the association has something to decide, the days of a cycle bring nothing about."""

from datetime import date, datetime

from endorsement.models import Endorsement, Renewal, RenewalCycle
from endorsement.rules import renewal as rules
from endorsement.rules.windows import ONE_DAY
from endorsement.selectors import cycle_rules
from endorsement.services.cycle import days_of
from endorsement.services.cycle_hold import release


def stand_still(cycle: RenewalCycle) -> None:
    """Handed in on time is on time: nobody lapses while a decision takes long, or is told to renew."""
    RenewalCycle.objects.filter(pk=cycle.pk).update(next_rung_on=None, next_status_on=None)


def go_on(renewal: Renewal, *, at: datetime, possible_through: date | None = None) -> None:
    """It is the holder's turn again, or nobody's: the days do what they do.

    `possible_through` moves the last day of grace, if it comes after it. A lapse that would have come
    about meanwhile does so with the next sweep, and the holder hears of it; of the other reminders only
    those still ahead go out. A cycle that is over, and one that waits for a break to end, stays as it is.
    """
    cycle = renewal.cycle
    if possible_through is not None and possible_through > cycle.grace_through:
        cycle.removed_on = max(cycle.removed_on, possible_through + ONE_DAY)
        cycle.grace_through = possible_through
        cycle.save(update_fields=["grace_through", "removed_on"])
    rule = cycle_rules.rule_of(cycle)
    today = renewal.association.day_of(at)
    following = rules.next_look(days_of(cycle), rule.ladder if rule else (), after=today)
    # A condition of the row itself: somebody may set the endorsement inactive at this moment.
    runs = RenewalCycle.objects.filter(
        pk=cycle.pk,
        state=RenewalCycle.State.OPEN,
        endorsement__state=Endorsement.State.ACTIVE,
    )
    if runs.update(next_rung_on=today if today > cycle.grace_through else following):
        release(cycle=cycle, day=today)
