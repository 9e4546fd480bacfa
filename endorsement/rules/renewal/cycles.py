"""Renewal cycles: arithmetic with days and nothing else.

Due days are reckoned from the day of the year or from the award, never from the due day before, so
that a leap day stays one and an extension shifts nothing after it.
"""

from __future__ import annotations

from datetime import date, timedelta

from endorsement.rules.renewal.days import Cycle
from endorsement.rules.renewal.rule import CycleKind, FirstPeriod, RenewalRule, last_day, next_day
from endorsement.rules.windows import ONE_DAY, Interval, add_months, clamped


def cycle_for(rule: RenewalRule, *, awarded_on: date, number: int = 1) -> Cycle:
    """The cycle with this number (1 is the first) of an endorsement awarded on this day.

    :raises ValueError: when the number is below 1.
    """
    if number < 1:
        raise ValueError("cycles are counted from 1")
    cycle = _cycle(rule, 1, _first_period(rule, awarded_on))
    while cycle.number < number:
        cycle = following(rule, awarded_on=awarded_on, after=cycle.due_on, number=cycle.number + 1)
    return cycle


def cycle_on(rule: RenewalRule, *, awarded_on: date, on: date) -> Cycle:
    """The cycle in which a day falls; the first one for days before it."""
    cycle = cycle_for(rule, awarded_on=awarded_on)
    while cycle.due_on < on:
        cycle = following(rule, awarded_on=awarded_on, after=cycle.due_on, number=cycle.number + 1)
    return cycle


def following(rule: RenewalRule, *, awarded_on: date, after: date, number: int) -> Cycle:
    """The cycle that begins the day after one is due, which may have been extended or gone by another
    rule."""
    return _cycle(rule, number, (after + ONE_DAY, _next_due(rule, awarded_on, after)))


def taken_up(rule: RenewalRule, *, awarded_on: date, on: date, number: int) -> Cycle:
    """The cycle of somebody who comes back on a day: to the first due day whose window is not open yet."""
    cycle = _cycle(rule, number, (on, _next_due(rule, awarded_on, on)))
    while cycle.opens_on <= on:
        cycle = _cycle(rule, number, (on, _next_due(rule, awarded_on, cycle.due_on)))
    return cycle


def _cycle(rule: RenewalRule, number: int, period: Interval) -> Cycle:
    starts_on, due_on = period
    grace_through = due_on + timedelta(days=rule.grace_days)
    if rule.grace_through:
        grace_through = next_day(rule.grace_through, due_on)
    late = rule.late.begins.day(due_on) if rule.late else None
    return Cycle(
        number=number,
        starts_on=starts_on,
        opens_on=max(_opens_on(rule, due_on), starts_on),
        due_on=due_on,
        late_from_on=late if late and late <= grace_through else None,
        grace_through=grace_through,
        removed_on=rule.removed.day(due_on)
        if rule.removed.month_day
        else rule.removed.day(grace_through + ONE_DAY),
    )


def _opens_on(rule: RenewalRule, due_on: date) -> date:
    if rule.opens_on:
        return last_day(rule.opens_on, due_on)
    opens_on = add_months(due_on, -rule.opens_months_before)
    return opens_on - timedelta(days=rule.opens_days_before)


def _first_period(rule: RenewalRule, awarded_on: date) -> Interval:
    due_on = _next_due(rule, awarded_on, awarded_on)
    if rule.kind is CycleKind.FIXED_DATE and rule.first_period is FirstPeriod.EXEMPT:
        return due_on + ONE_DAY, _next_due(rule, awarded_on, due_on)
    # An anniversary has no part of a cycle that could be left out; it is good through the day itself.
    return awarded_on, due_on


def _next_due(rule: RenewalRule, awarded_on: date, after: date) -> date:
    """The first due day after a day."""
    if rule.kind is CycleKind.ANNIVERSARY:
        months = 12 * rule.years
        count = max(1, (after.year - awarded_on.year) // rule.years)
        while (due_on := add_months(awarded_on, months * count)) <= after:
            count += 1
        return due_on
    year = after.year
    while (year - rule.anchor) % rule.years or clamped(year, rule.month, rule.day) <= after:
        year += 1
    return clamped(year, rule.month, rule.day)
