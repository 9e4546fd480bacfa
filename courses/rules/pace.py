"""When each module of a cohort is due, who is behind, and whom to remind. Pure: days in, facts out.

Days are the association's and inclusive: a module is late on the day after it was due.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

#: How many days after a module was due somebody who lacks it is reminded.
RUNGS = (1, 7, 21)
#: Days after the last day of a cohort on which its facilitators still see it.
SEEN_AFTER = timedelta(days=30)


class Pace(StrEnum):
    DONE = "done"
    BEHIND = "behind"
    ON_TIME = "on_time"


def spread(from_on: date, through_on: date, count: int) -> list[date]:
    """Due days for so many modules, evenly over the days; the last is due on the last day."""
    days = (through_on - from_on).days
    return [from_on + timedelta(days=days * number // count) for number in range(1, count + 1)]


def pace(due_on: date | None, *, done: bool, today: date) -> Pace:
    """How somebody stands in one module. Without a day nobody is behind."""
    if done:
        return Pace.DONE
    return Pace.BEHIND if due_on is not None and due_on < today else Pace.ON_TIME


def rungs(due_on: date, *, joined_on: date, today: date) -> list[int]:
    """Reminders that have come due by today, the latest last.

    A day that was past when somebody joined reminds nobody.
    """
    return [rung for rung in RUNGS if joined_on < due_on + timedelta(days=rung) <= today]


def latest(rungs_owed: Iterable[int]) -> tuple[int, Sequence[int]]:
    """Of several reminders the one to send, and those it overtakes."""
    *overtaken, last = sorted(rungs_owed)
    return last, overtaken
