"""Months back and forth over short months and leap years; unions of intervals."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement.rules.windows import add_months, first_gap, merge, months_in, window_start

D = date.fromisoformat
days = st.dates(D("2015-01-01"), D("2030-12-31"))
intervals = st.lists(
    st.tuples(days, st.integers(0, 500)).map(lambda one: (one[0], one[0] + timedelta(one[1]))),
    max_size=5,
)


@pytest.mark.parametrize(
    ("on", "months", "result"),
    [
        ("2026-11-20", -12, "2025-11-20"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-02-29", -12, "2023-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-01-15", -1, "2025-12-15"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2026-05-05", 0, "2026-05-05"),
    ],
)
def test_months_clamp_to_the_end(on: str, months: int, result: str) -> None:
    assert add_months(D(on), months) == D(result)


@pytest.mark.parametrize(
    ("as_of", "months", "first"),
    [
        ("2026-11-20", 12, "2025-11-21"),
        ("2026-12-31", 12, "2026-01-01"),
        ("2026-03-31", 1, "2026-03-01"),
    ],
)
def test_window_excludes_the_day_it_counts_back_to(as_of: str, months: int, first: str) -> None:
    assert window_start(D(as_of), months) == D(first)


@pytest.mark.parametrize(
    ("spans", "months"),
    [
        ([], 0),
        ([("2024-01-01", "2025-12-31")], 24),
        ([("2024-01-01", "2025-12-30")], 23),
        ([("2024-02-01", "2024-02-29")], 1),
        ([("2024-02-01", "2024-02-28")], 0),
        ([("2024-01-31", "2024-02-28")], 1),
        ([("2026-01-01", "2026-01-30")], 0),
        ([("2026-01-01", "2026-01-31"), ("2026-02-01", "2026-02-28")], 2),
        ([("2026-01-01", "2026-06-30"), ("2026-03-01", "2026-08-31")], 8),
        ([("2026-01-01", "2026-01-16"), ("2026-03-01", "2026-03-15")], 1),
        ([("2026-01-01", "2026-01-15"), ("2026-03-01", "2026-03-15")], 0),
    ],
)
def test_months_of_a_union(spans: list[tuple[str, str]], months: int) -> None:
    assert months_in((D(first), D(last)) for first, last in spans) == months


@given(intervals)
def test_union_holds_the_same_days(spans: list[tuple[date, date]]) -> None:
    def covered(listed: list[tuple[date, date]]) -> set[int]:
        return {
            day for first, last in listed for day in range(first.toordinal(), last.toordinal() + 1)
        }

    merged = merge(spans)
    assert covered(merged) == covered(spans)
    assert all(later[0] - earlier[1] > timedelta(1) for earlier, later in pairwise(merged))


@pytest.mark.parametrize(
    ("spans", "gap"),
    [
        ([], "2026-01-10"),
        ([("2026-01-01", "2026-01-31")], None),
        ([("2026-01-01", "2026-01-12")], "2026-01-13"),
        ([("2026-01-11", "2026-01-31")], "2026-01-10"),
        ([("2026-01-01", "2026-01-12"), ("2026-01-13", "2026-01-20")], None),
        ([("2026-01-01", "2026-01-12"), ("2026-01-14", "2026-01-31")], "2026-01-13"),
        ([("2025-01-01", "2025-12-31")], "2026-01-10"),
    ],
)
def test_first_gap_names_the_first_open_day(spans: list[tuple[str, str]], gap: str | None) -> None:
    listed = [(D(first), D(last)) for first, last in spans]
    wanted = (D("2026-01-10"), D("2026-01-20"))
    assert first_gap(listed, wanted) == (D(gap) if gap else None)
