"""Quiet hours: mail leaves between two hours of the day where its reader is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Hours:
    """From the first hour through the minute before the last; 24 is midnight."""

    from_hour: int = 8
    until_hour: int = 20


def narrowest(hours: Iterable[Hours]) -> Hours:
    """What several associations agree on; the usual hours where they leave none."""
    listed = list(hours)
    first = max((one.from_hour for one in listed), default=Hours().from_hour)
    last = min((one.until_hour for one in listed), default=Hours().until_hour)
    return Hours(first, last) if first < last else Hours()


def may_leave_at(
    at: datetime, zone: ZoneInfo, hours: Hours, *, today_at_the_latest: bool = False
) -> datetime:
    """The first instant from `at` on at which mail may leave; `at` itself when it may now.

    What helps nobody tomorrow leaves in the evening too, until midnight; the morning is soon enough for
    everything.
    """
    local = at.astimezone(zone)
    if local.hour < hours.from_hour:
        return begin_of(local.date(), zone, hours)
    if local.hour < hours.until_hour or today_at_the_latest:
        return at
    return begin_of(local.date() + timedelta(days=1), zone, hours)


def begin_of(day: date, zone: ZoneInfo, hours: Hours) -> datetime:
    """When mail may begin to leave on a day."""
    return datetime.combine(day, time(hours.from_hour), zone).astimezone(ZoneInfo("UTC"))
