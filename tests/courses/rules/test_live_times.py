from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from courses.rules import live_times

CHICAGO = "America/Chicago"


@pytest.mark.parametrize(
    ("zone", "day", "begins", "ends", "starts_at", "ends_at"),
    [
        # Winter and summer, by the clocks of the association.
        (CHICAGO, date(2026, 12, 3), time(14), time(16), "2026-12-03T20:00", "2026-12-03T22:00"),
        (CHICAGO, date(2026, 7, 2), time(14), time(16), "2026-07-02T19:00", "2026-07-02T21:00"),
        # Over New Year: the evening belongs to the old year here, and to the new one in Greenwich.
        (CHICAGO, date(2026, 12, 31), time(22), time(0, 30), "2027-01-01T04:00", "2027-01-01T06:30"),
        ("Pacific/Honolulu", date(2026, 12, 31), time(20), time(21), "2027-01-01T06:00", "2027-01-01T07:00"),
        ("Pacific/Auckland", date(2027, 1, 1), time(9), time(10), "2026-12-31T20:00", "2026-12-31T21:00"),
        # Clocks go back in the night of 1 November 2026: half past one comes twice, the first is meant.
        (CHICAGO, date(2026, 11, 1), time(1, 30), time(3), "2026-11-01T06:30", "2026-11-01T09:00"),
        # Clocks go forward in the night of 14 March 2027: an hour is missing between one and four.
        (CHICAGO, date(2027, 3, 14), time(1), time(4), "2027-03-14T07:00", "2027-03-14T09:00"),
        # Where the clocks never change.
        ("America/Phoenix", date(2027, 3, 14), time(2, 30), time(4), "2027-03-14T09:30", "2027-03-14T11:00"),
    ],
)  # fmt: skip
def test_meeting_is_held_by_the_clocks_of_the_association(
    zone, day, begins, ends, starts_at, ends_at
) -> None:
    found = live_times.meeting(day, begins, ends, ZoneInfo(zone))
    assert found == tuple(
        datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (starts_at, ends_at)
    )


def test_time_that_the_clocks_skip_is_refused() -> None:
    with pytest.raises(live_times.NoSuchTime):
        live_times.instant(date(2027, 3, 14), time(2, 30), ZoneInfo(CHICAGO))


def test_day_ends_at_midnight_of_the_zone_also_when_it_has_25_hours() -> None:
    zone = ZoneInfo(CHICAGO)
    day = date(2026, 11, 1)
    length = live_times.end_of_day(day, zone) - live_times.start_of_day(day, zone)
    assert length == timedelta(hours=25)


STARTS = datetime(2026, 12, 10, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "first", "reminded", "due"),
    [
        (timedelta(days=7, minutes=1), True, "", None),
        (timedelta(days=7), True, "", "week"),
        (timedelta(days=7), True, "week", None),
        # A week before is for the first meeting of a series only.
        (timedelta(days=7), False, "", None),
        (timedelta(days=1), True, "week", "day"),
        (timedelta(days=1), False, "", "day"),
        (timedelta(hours=3), True, "day", "today"),
        # After an outage: only the last one that is due.
        (timedelta(hours=2), True, "", "today"),
        (timedelta(hours=20), True, "", "day"),
        (timedelta(minutes=1), True, "today", None),
        # Nothing once it began.
        (timedelta(0), True, "", None),
        (timedelta(days=-3), True, "", None),
    ],
)
def test_reminder_that_is_due(before, first, reminded, due) -> None:
    found = live_times.due_reminder(STARTS, STARTS - before, first=first, reminded=reminded)
    assert found == due
