"""What counts as time in a lesson, as a table; and that no order of reports counts more than the wall."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules.seat_time import (
    between_acts,
    limit_without_script,
    minutes_missing,
    reported,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("stated", "limit"), [(None, 20), (0, 20), (1, 5), (2, 5), (7, 14), (30, 60), (90, 60)]
)
def test_limit_is_twice_the_stated_minutes_within_bounds(stated: int | None, limit: int) -> None:
    assert limit_without_script(stated) == timedelta(minutes=limit)


@pytest.mark.parametrize(
    ("through", "seen", "now", "counts", "stands"),
    [
        pytest.param(0, 0, 90, 90, 90, id="from the opening to the next act"),
        pytest.param(0, 60, 90, 30, 90, id="what lies before the opening is nothing"),
        pytest.param(80, 60, 90, 10, 90, id="what is counted already is not counted again"),
        pytest.param(0, 0, 4000, 600, 4000, id="idle time beyond the limit is lost"),
        pytest.param(90, 0, 90, 0, 90, id="nothing is left"),
        pytest.param(100, 0, 90, 0, 100, id="the clock never goes back"),
        pytest.param(0, 0, 0.9, 0, 0.9, id="less than a second"),
    ],
)
def test_between_acts(through: float, seen: float, now: float, counts: int, stands: float) -> None:
    found = between_acts(at(through), at(seen), at(now), timedelta(minutes=10))
    assert (found.seconds, found.through) == (counts, at(stands))


@pytest.mark.parametrize(
    ("through", "now", "more", "ago", "counts", "stands"),
    [
        pytest.param(0, 60, 30, 0, 30, 60, id="what the browser saw"),
        pytest.param(0, 60, 9999, 0, 60, 60, id="never more than the wall"),
        pytest.param(0, 60, 0, 0, 0, 0, id="a report of nothing leaves the clock"),
        pytest.param(0, 60, -5, 0, 0, 0, id="less than before is nothing"),
        pytest.param(0, 3600, 600, 3000, 600, 600, id="kept offline, counted where it was spent"),
        pytest.param(600, 3600, 500, 2400, 500, 1200, id="the next one kept offline follows it"),
        pytest.param(1200, 3600, 600, 3000, 0, 1200, id="a late one is counted less, never more"),
        pytest.param(60, 60, 30, 0, 0, 60, id="two tabs do not double"),
        pytest.param(0, 60, 30, -100, 30, 60, id="nobody reads in the future"),
        pytest.param(0, 60, 30, 100, 0, 0, id="nor before the clock began"),
    ],
)
def test_reported(through: int, now: int, more: int, ago: int, counts: int, stands: int) -> None:
    found = reported(at(through), at(now), more=more, ago=ago)
    assert (found.seconds, found.through) == (counts, at(stands))


@pytest.mark.parametrize(
    ("minimum", "seconds", "missing"),
    [
        (30, 0, 30),
        (30, 1, 30),
        (30, 60, 29),
        (30, 1799, 1),
        (30, 1800, 0),
        (30, 9999, 0),
        (0, 0, 0),
    ],
)
def test_minutes_missing(minimum: int, seconds: int, missing: int) -> None:
    assert minutes_missing(minimum, seconds) == missing


ACTS = st.tuples(
    st.booleans(), st.integers(0, 4000), st.integers(-50, 9999), st.integers(-50, 9999)
)


@settings(max_examples=60)
@given(acts=st.lists(ACTS, max_size=12))
def test_sum_never_exceeds_the_time_on_the_wall(acts: list[tuple[bool, int, int, int]]) -> None:
    through, now, total = NOON, NOON, 0
    for by_browser, passed, more, ago in acts:
        opened, now = now, now + timedelta(seconds=passed)
        if by_browser:
            counted = reported(through, now, more=more, ago=ago)
        else:
            counted = between_acts(through, opened, now, timedelta(minutes=20))
        assert counted.seconds >= 0
        assert through <= counted.through <= now
        through, total = counted.through, total + counted.seconds
        assert total <= (through - NOON).total_seconds()
