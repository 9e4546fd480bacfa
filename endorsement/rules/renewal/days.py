"""One period of an endorsement as days, and what happens to it when nobody renews.

All days are calendar days and inclusive: an endorsement is good through the end of `due_on`, may
still be renewed through the end of `grace_through`, and has lapsed the day after.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from endorsement.rules.windows import ONE_DAY, Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One period of an endorsement; number 1 is the first after the award."""

    number: int
    starts_on: date
    opens_on: date
    due_on: date
    grace_through: date
    removed_on: date
    late_from_on: date | None = None

    @property
    def period(self) -> Interval:
        """The days whose hours count for this renewal, for `evaluate(period=...)`."""
        return self.starts_on, self.due_on

    def late(self, on: date) -> bool:
        """Whether a renewal on the day is late."""
        return self.late_from_on is not None and on >= self.late_from_on


def extended(cycle: Cycle, *, due_on: date, grace_through: date) -> Cycle:
    """The cycle with more time: being late and leaving the registry move along.

    :raises ValueError: when a day would come earlier, or the days were out of order.
    """
    if due_on < cycle.due_on or grace_through < max(cycle.grace_through, due_on):
        raise ValueError("an extension never takes a day away")
    late = cycle.late_from_on and cycle.late_from_on + (due_on - cycle.due_on)
    return replace(
        cycle,
        due_on=due_on,
        grace_through=grace_through,
        late_from_on=late if late and late <= grace_through else None,
        removed_on=max(cycle.removed_on + (grace_through - cycle.grace_through), due_on + ONE_DAY),
    )


class Change(StrEnum):
    """What happens to a cycle by a day alone, in the order in which it happens on one day."""

    BEGUN = "begun"
    OPENED = "opened"
    LATE = "late"
    LAPSED = "lapsed"
    REMOVED = "removed"


def changes(cycle: Cycle) -> list[tuple[Change, date]]:
    """What happens to a cycle that nobody renews, with the day of each, in order.

    The first cycle begins with the award and needs no day to do so.
    """
    days = {
        Change.BEGUN: cycle.starts_on if cycle.number > 1 else None,
        Change.OPENED: cycle.opens_on,
        Change.LATE: cycle.late_from_on,
        Change.LAPSED: cycle.grace_through + ONE_DAY,
        Change.REMOVED: cycle.removed_on,
    }
    order = list(Change)
    found = [(change, on) for change, on in days.items() if on is not None]
    return sorted(found, key=lambda one: (one[1], order.index(one[0])))


def next_change(cycle: Cycle, *, after: date | None = None) -> date | None:
    """The day of the next change after `after`, or None when the cycle is over."""
    days = (on for _change, on in changes(cycle))
    return min((on for on in days if after is None or on > after), default=None)
