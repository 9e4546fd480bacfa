from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.rules.live_credit import FULL, MEETINGS, PROPORTIONAL, Rule, Time, credited, scaled


@pytest.mark.parametrize(
    ("credit", "minimum", "late", "times", "hours"),
    [
        # All or none: 80 percent of two hours are 96 minutes.
        (FULL, 80, 0, [(120, 96)], "2.0"),
        (FULL, 80, 0, [(120, 95)], "0"),
        (FULL, 100, 10, [(120, 110)], "2.0"),
        (FULL, 100, 10, [(120, 109)], "0"),
        # By time, in tenths rounded down: 95 of 120 minutes of two hours are 1.58.
        (PROPORTIONAL, 50, 0, [(120, 95)], "1.5"),
        (PROPORTIONAL, 50, 0, [(120, 60)], "1.0"),
        (PROPORTIONAL, 50, 0, [(120, 59)], "0"),
        # Ten minutes late is all of it, eleven is not.
        (PROPORTIONAL, 50, 10, [(120, 110)], "2.0"),
        (PROPORTIONAL, 50, 10, [(120, 109)], "1.8"),
        # Who was not there at all was not ten minutes late.
        (PROPORTIONAL, 1, 30, [(20, 0)], "0"),
        # A series: one of two meetings; the long one counts for more.
        (MEETINGS, 80, 0, [(60, 60), (60, 0)], "1.0"),
        (MEETINGS, 80, 0, [(60, 60), (60, 47)], "1.0"),
        (MEETINGS, 80, 0, [(60, 60), (60, 48)], "2.0"),
        (MEETINGS, 80, 0, [(90, 90), (30, 0)], "1.5"),
        (MEETINGS, 80, 0, [(60, 20), (60, 20)], "0"),
        (PROPORTIONAL, 50, 0, [(60, 60), (60, 0)], "1.0"),
        (FULL, 80, 0, [(60, 60), (60, 0)], "0"),
        # More than there was is all of it; less than nothing is nothing.
        (PROPORTIONAL, 50, 0, [(120, 500)], "2.0"),
        (PROPORTIONAL, 50, 0, [(120, -5)], "0"),
        (PROPORTIONAL, 50, 0, [], "0"),
    ],
)
def test_hours_for_the_time_somebody_was_there(credit, minimum, late, times, hours) -> None:
    found = credited([Time(*one) for one in times], Rule(credit, minimum, late), Decimal("2.0"))
    assert found == Decimal(hours)


TIMES = st.lists(
    st.tuples(st.integers(10, 300), st.integers(0, 300)).map(lambda one: Time(*one)),
    min_size=1,
    max_size=6,
)
RULES = st.builds(
    Rule, st.sampled_from([FULL, PROPORTIONAL, MEETINGS]), st.integers(1, 100), st.integers(0, 60)
)
HOURS = st.integers(1, 400).map(lambda tenths: Decimal(tenths) / 10)


@settings(max_examples=60)
@given(TIMES, RULES, HOURS)
def test_hours_are_tenths_never_above_the_module_s_and_never_less_for_more_time(
    times, rule, hours
) -> None:
    found = credited(times, rule, hours)
    assert 0 <= found <= hours
    assert (found * 10) % 1 == 0
    longer = [Time(time.minutes, time.attended + 1) for time in times]
    assert credited(longer, rule, hours) >= found


@settings(max_examples=60)
@given(st.lists(st.integers(1, 100), min_size=1, max_size=5), st.integers(1, 500))
def test_shares_of_a_part_never_add_up_to_more_than_the_part(shares, tenths) -> None:
    split = {f"area-{n}": Decimal(one) / 10 for n, one in enumerate(shares)}
    whole = sum(split.values())
    part = min(Decimal(tenths) / 10, whole)
    assert sum(scaled(split, part, whole).values()) <= part


def test_shares_are_cut_in_proportion_and_nothing_is_left_out() -> None:
    split = {"core:foundations": Decimal("1.5"), "core:reflection": Decimal("0.5")}
    assert scaled(split, Decimal("1.0"), Decimal("2.0")) == {
        "core:foundations": Decimal("0.75"),
        "core:reflection": Decimal("0.25"),
    }
    assert scaled({"iecmh": Decimal("0.1")}, Decimal("0.1"), Decimal("2.0")) == {}
    assert scaled(split, Decimal("2.0"), Decimal("2.0")) == split
