from datetime import UTC, datetime, timedelta

import pytest

from courses.rules import time_limit

NINE = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("limit", "percent", "minutes"),
    [(0, 0, 0), (0, 100, 0), (30, 0, 30), (30, 50, 45), (25, 25, 32)],
)
def test_extra_time_is_a_share_of_the_limit_rounded_up(limit, percent, minutes) -> None:
    assert time_limit.minutes(limit, percent) == minutes
    due = NINE + timedelta(minutes=minutes) if minutes else None
    assert time_limit.deadline(NINE, limit, percent) == due


@pytest.mark.parametrize(
    ("seconds", "late", "over"),
    [(-1, False, False), (0, False, False), (1, True, False), (30, True, False), (31, True, True)],
)
def test_a_paper_on_its_way_has_thirty_seconds(seconds, late, over) -> None:
    at = NINE + timedelta(seconds=seconds)
    assert (time_limit.is_late(NINE, at), time_limit.is_over(NINE, at)) == (late, over)
    assert not time_limit.is_over(None, at)
