"""How long somebody sat with a lesson: what of a stretch of time counts.

A person has one clock over all modules. It stands at the instant through which time is counted, and
only moves forward; whatever counts lies between there and now. So the sum can never exceed the time
on the wall, two tabs do not double, and no minute counts by the browser and by the server.

* A page whose script reports counts what the browser saw: the tab visible, somebody active.
* A page that never reported counts from when it was opened to the next act in a lesson, up to a limit:
  nobody knows whether a reader is still there, and who reads slowly, or in a second language, needs
  about twice the stated minutes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

LEAST, MOST = timedelta(minutes=5), timedelta(minutes=60)
WITHOUT_STATED_MINUTES = timedelta(minutes=20)


@dataclass(frozen=True)
class Counted:
    """Seconds that are added, and the instant at which the clock stands afterwards."""

    seconds: int
    through: datetime


def limit_without_script(minutes: int | None) -> timedelta:
    """The most that one stretch counts for a page that reports nothing: twice the stated minutes."""
    if not minutes:
        return WITHOUT_STATED_MINUTES
    return min(MOST, max(LEAST, 2 * timedelta(minutes=minutes)))


def between_acts(through: datetime, seen: datetime, at: datetime, limit: timedelta) -> Counted:
    """From the page's opening, or the last act in it, to this act; idle time beyond the limit is lost."""
    since = max(through, seen)
    if at <= since:
        return Counted(0, through)
    return Counted(_whole(min(at - since, limit)), at)


def reported(through: datetime, at: datetime, *, more: int, ago: int = 0) -> Counted:
    """Seconds that a browser counted since its last report, the last of them `ago` seconds back.

    Time that was kept without a connection arrives late and is counted where it was spent.
    """
    end = at - timedelta(seconds=max(0, ago))
    if more <= 0 or end <= through:
        return Counted(0, through)
    return Counted(min(more, _whole(end - through)), end)


def minutes_missing(minimum: int, seconds: int) -> int:
    """Whole minutes that are left until the minimum; a begun minute is left."""
    return max(0, -((seconds - minimum * 60) // 60))


def _whole(length: timedelta) -> int:
    return int(length.total_seconds())
