"""When modules of a cohort are due, who is behind, and whom to remind."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules.pace import RUNGS, Pace, latest, pace, rungs, spread

DUE = date(2026, 6, 10)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def test_due_days_are_spread_evenly_through_the_last_day() -> None:
    assert spread(date(2026, 6, 1), date(2026, 6, 30), 3) == [
        date(2026, 6, 10),
        date(2026, 6, 20),
        date(2026, 6, 30),
    ]


@given(DAYS, st.integers(0, 400), st.integers(1, 40))
@settings(max_examples=60)
def test_due_days_lie_in_order_within_the_days_and_end_on_the_last(from_on, length, count) -> None:
    through_on = from_on + timedelta(days=length)
    days = spread(from_on, through_on, count)
    assert (len(days), days, days[-1]) == (count, sorted(days), through_on)
    assert days[0] >= from_on


@pytest.mark.parametrize(
    ("due_on", "done", "today", "expected"),
    [
        (DUE, False, DUE, Pace.ON_TIME),
        (DUE, False, DUE + timedelta(days=1), Pace.BEHIND),
        (DUE, True, DUE + timedelta(days=1), Pace.DONE),
        (None, False, date(2030, 1, 1), Pace.ON_TIME),
    ],
)
def test_module_is_late_on_the_day_after_it_was_due(due_on, done, today, expected) -> None:
    assert pace(due_on, done=done, today=today) == expected


@pytest.mark.parametrize(
    ("joined", "days", "expected"),
    [
        (-30, 0, []),
        (-30, 1, [1]),
        (-30, 6, [1]),
        (-30, 7, [1, 7]),
        (-30, 400, [1, 7, 21]),
        # Whoever joins after a reminder's day is not reminded for it.
        (1, 7, [7]),
        (0, 7, [1, 7]),
        (30, 400, []),
    ],
)
def test_reminders_come_due_one_after_the_other_and_none_before_joining(
    joined, days, expected
) -> None:
    found = rungs(DUE, joined_on=DUE + timedelta(days=joined), today=DUE + timedelta(days=days))
    assert found == expected


@given(st.lists(st.sampled_from(RUNGS), min_size=1, unique=True))
@settings(max_examples=20)
def test_of_several_reminders_the_latest_is_sent_and_the_others_are_overtaken(owed) -> None:
    sent, overtaken = latest(owed)
    assert sent == max(owed)
    assert sorted([*overtaken, sent]) == sorted(owed)
