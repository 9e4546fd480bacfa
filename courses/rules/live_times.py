"""Clock times of an association as instants, and when a reminder of a meeting is due."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST = timedelta(hours=12)


def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


class NoSuchTime(ValueError):
    """The clocks skip this time on that day."""


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The instant at which the clocks of the zone show this time; of two, the first.

    :raises NoSuchTime: in the hour that is skipped when daylight saving time begins.
    """
    local = datetime.combine(day, clock, tzinfo=zone)
    found = local.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NoSuchTime(f"{day} {clock}")
    return found


def meeting(day: date, begins: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Both ends of a meeting; one that ends before it begins ends on the next day.

    :raises NoSuchTime: for a time that the clocks skip.
    """
    last = day if ends > begins else day + timedelta(days=1)
    return instant(day, begins, zone), instant(last, ends, zone)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Midnight after the day."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone).astimezone(UTC)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


WEEK, DAY, TODAY = "week", "day", "today"
#: Earliest first. The week's is for the first meeting of a session only.
REMINDERS: Sequence[tuple[str, timedelta]] = (
    (WEEK, timedelta(days=7)),
    (DAY, timedelta(days=1)),
    (TODAY, timedelta(hours=3)),
)
FARTHEST = REMINDERS[0][1]
_PLACES = {"": -1, **{kind: place for place, (kind, _before) in enumerate(REMINDERS)}}


def due_at(kind: str, starts_at: datetime) -> datetime:
    return starts_at - dict(REMINDERS)[kind]


def due_reminder(
    starts_at: datetime, at: datetime, *, first: bool, reminded: str = ""
) -> str | None:
    """The reminder to send now: the last that is due, none that was overtaken, none once it began."""
    if at >= starts_at:
        return None
    due = [
        kind
        for kind, before in REMINDERS
        if starts_at - before <= at
        and (first or kind != WEEK)
        and _PLACES[kind] > _PLACES[reminded]
    ]
    return due[-1] if due else None
