"""While the association has something to decide, the days of a cycle bring nothing about."""

from datetime import date, datetime

from endorsement.models import Renewal, RenewalCycle
from endorsement.rules import renewal as rules
from endorsement.rules.windows import ONE_DAY
from endorsement.selectors import cycle_rules
from endorsement.services.cycle import days_of, release


def stand_still(cycle: RenewalCycle) -> None:
    """Handed in on time is on time: nobody lapses while a decision takes long, or is told to renew."""
    RenewalCycle.objects.filter(pk=cycle.pk).update(next_rung_on=None, next_status_on=None)


def go_on(renewal: Renewal, *, at: datetime, possible_through: date | None = None) -> None:
    """It is the holder's turn again, or nobody's: the days do what they do.

    `possible_through` moves the last day of grace, if it comes after it. A lapse that would have come
    about meanwhile does so with the next sweep; of the reminders only those still ahead go out.
    """
    cycle = renewal.cycle
    if possible_through is not None and possible_through > cycle.grace_through:
        cycle.removed_on = max(cycle.removed_on, possible_through + ONE_DAY)
        cycle.grace_through = possible_through
    rule = cycle_rules.rule_of(cycle)
    today = renewal.association.day_of(at)
    cycle.next_rung_on = rules.next_look(days_of(cycle), rule.ladder if rule else (), after=today)
    cycle.save(update_fields=["grace_through", "removed_on", "next_rung_on"])
    release(cycle=cycle, day=today)
