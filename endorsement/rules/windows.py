"""Arithmetic with calendar days: months back and forth, unions of intervals.

"n months before D" is the same day number, clamped to the month's end, and itself excluded; D is
included. Intervals are pairs of days, inclusive on both ends.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

Interval = tuple[date, date]

ONE_DAY = timedelta(days=1)
DAYS_OF_A_BROKEN_MONTH = 31


def add_months(on: date, months: int) -> date:
    """The same day number so many months later (or earlier), clamped to the month's end."""
    year, month0 = divmod(on.year * 12 + on.month - 1 + months, 12)
    return clamped(year, month0 + 1, on.day)


def clamped(year: int, month: int, day: int) -> date:
    """A day of a month, or the month's last day if it is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))


def window_start(as_of: date, months: int) -> date:
    """The first day that still lies within the last `months` months."""
    return add_months(as_of, -months) + ONE_DAY


def merge(intervals: Iterable[Interval]) -> list[Interval]:
    """The union of intervals as separate ones in order; neighboring days join."""
    merged: list[Interval] = []
    for first, last in sorted(intervals):
        if merged and first <= merged[-1][1] + ONE_DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def whole_months(interval: Interval) -> tuple[int, int]:
    """Whole months in an interval, and the days left over."""
    first, last = interval
    after = last + ONE_DAY
    months = (after.year - first.year) * 12 + after.month - first.month
    if add_months(first, months) > after:
        months -= 1
    return months, (after - add_months(first, months)).days


def months_in(intervals: Iterable[Interval]) -> int:
    """Months covered by the union of intervals.

    Each separate stretch gives its whole calendar months; days left over from several stretches
    add up, and 31 of them make a month, so that nothing is rounded up.
    """
    counted = [whole_months(interval) for interval in merge(intervals)]
    left_over = sum(days for _, days in counted)
    return sum(months for months, _ in counted) + left_over // DAYS_OF_A_BROKEN_MONTH


def first_gap(intervals: Iterable[Interval], wanted: Interval) -> date | None:
    """The first day of `wanted` that the intervals leave open, or None if they cover it all."""
    day = wanted[0]
    for first, last in merge(intervals):
        if first <= day <= last:
            if last >= wanted[1]:
                return None
            day = last + ONE_DAY
    return day
