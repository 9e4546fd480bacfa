"""Renewal cycles and the ladder of reminders: arithmetic with days and nothing else.

All days are calendar days and inclusive: an endorsement is good through the end of `due_on`, may
still be renewed late through the end of `grace_through`, and has lapsed the day after.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from endorsement.rules.windows import ONE_DAY, Interval, add_months, clamped


class CycleKind(StrEnum):
    """A fixed day of the year (calendar or fiscal year), or the anniversary of the award."""

    FIXED_DATE = "fixed_date"
    ANNIVERSARY = "anniversary"


class FirstPeriod(StrEnum):
    """What happens to the part of a fixed cycle in which the award falls.

    FULL: the first due day after the award counts. EXEMPT: it is skipped.
    """

    FULL = "full"
    EXEMPT = "exempt"


class Rung(StrEnum):
    """A step of the reminder ladder, in the order in which they come."""

    WINDOW_OPENS = "window_opens"
    DUE_90 = "due_90"
    DUE_60 = "due_60"
    DUE_30 = "due_30"
    DUE_7 = "due_7"
    DUE = "due"
    GRACE = "grace"
    LAPSED = "lapsed"


DAYS_BEFORE_DUE = {Rung.DUE_90: 90, Rung.DUE_60: 60, Rung.DUE_30: 30, Rung.DUE_7: 7, Rung.DUE: 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How much of a renewal is looked at: all of it, or an attestation and an audited sample."""

    attested: bool = False
    audit_percent: int = 100
    audit_reinstated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalRule:
    """How an edition renews.

    `years` is the length of a cycle. A fixed date has `month` and `day` (a day the month does not
    have means its last one) and, for cycles of several years, a year `anchor` in which one ends.
    The window opens so many months or days before the due day. Somebody inactive may come back
    within `inactive_months`.
    """

    kind: CycleKind
    years: int = 1
    month: int = 12
    day: int = 31
    anchor: int = 0
    opens_months_before: int = 0
    opens_days_before: int = 0
    grace_days: int = 0
    first_period: FirstPeriod = FirstPeriod.FULL
    ladder: tuple[Rung, ...] = tuple(Rung)
    evidence: Evidence = Evidence()
    inactive_months: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One period of an endorsement; number 1 is the first after the award."""

    number: int
    starts_on: date
    opens_on: date
    due_on: date
    grace_through: date
    removed_on: date
    late_from_on: date | None = None

    @property
    def period(self) -> Interval:
        """The days whose hours count for this renewal, for `evaluate(period=...)`."""
        return self.starts_on, self.due_on


def cycle_for(rule: RenewalRule, *, awarded_on: date, number: int = 1) -> Cycle:
    """The cycle with this number (1 is the first) of an endorsement awarded on this day.

    :raises ValueError: when the number is below 1.
    """
    if number < 1:
        raise ValueError("cycles are counted from 1")
    starts_on, due_on = _first_period(rule, awarded_on)
    if number > 1:
        starts_on = _later(rule, awarded_on, due_on, number - 2) + ONE_DAY
        due_on = _later(rule, awarded_on, due_on, number - 1)
    opens_on = add_months(due_on, -rule.opens_months_before)
    opens_on -= timedelta(days=rule.opens_days_before)
    grace_through = due_on + timedelta(days=rule.grace_days)
    return Cycle(
        number=number,
        starts_on=starts_on,
        opens_on=max(opens_on, starts_on),
        due_on=due_on,
        grace_through=grace_through,
        removed_on=grace_through + ONE_DAY,
    )


def cycle_on(rule: RenewalRule, *, awarded_on: date, on: date) -> Cycle:
    """The cycle in which a day falls; the first one for days before it."""
    cycle = cycle_for(rule, awarded_on=awarded_on)
    while cycle.due_on < on:
        cycle = cycle_for(rule, awarded_on=awarded_on, number=cycle.number + 1)
    return cycle


def _first_period(rule: RenewalRule, awarded_on: date) -> Interval:
    if rule.kind is CycleKind.ANNIVERSARY:
        # The endorsement is good through the anniversary itself.
        return awarded_on, add_months(awarded_on, 12 * rule.years)
    due_on = _next_fixed(rule, awarded_on)
    if rule.first_period is FirstPeriod.EXEMPT:
        return due_on + ONE_DAY, _fixed(rule, due_on.year + rule.years)
    return awarded_on, due_on


def _later(rule: RenewalRule, awarded_on: date, first_due: date, cycles: int) -> date:
    """The due day so many cycles after the first; counted from the start, so leap days stay."""
    if rule.kind is CycleKind.ANNIVERSARY:
        return add_months(awarded_on, 12 * rule.years * (cycles + 1))
    return _fixed(rule, first_due.year + rule.years * cycles)


def _fixed(rule: RenewalRule, year: int) -> date:
    return clamped(year, rule.month, rule.day)


def _next_fixed(rule: RenewalRule, after: date) -> date:
    """The first due day after a day."""
    year = after.year
    while (year - rule.anchor) % rule.years or _fixed(rule, year) <= after:
        year += 1
    return _fixed(rule, year)


Step = tuple[Rung, date]


def rungs(cycle: Cycle, ladder: Sequence[Rung] = tuple(Rung)) -> list[Step]:
    """The reminders of a cycle with the day of each, in order; none from before the cycle.

    Without days of grace there is no rung for them.
    """
    days = {rung: cycle.due_on - timedelta(days=before) for rung, before in DAYS_BEFORE_DUE.items()}
    days[Rung.WINDOW_OPENS] = cycle.opens_on
    days[Rung.LAPSED] = cycle.grace_through + ONE_DAY
    if cycle.grace_through > cycle.due_on:
        days[Rung.GRACE] = cycle.due_on + ONE_DAY
    order = list(Rung)
    steps = [(rung, days[rung]) for rung in order if rung in ladder and rung in days]
    wanted = [step for step in steps if step[1] >= cycle.starts_on]
    return sorted(wanted, key=lambda step: (step[1], order.index(step[0])))


@dataclass(frozen=True, slots=True)
class Owed:
    """What to send now (or nothing), and what is recorded as overtaken without being sent."""

    send: Rung | None
    overtaken: tuple[Rung, ...]


def owed(steps: Sequence[Step], already: Collection[str], as_of: date) -> Owed:
    """Of the rungs whose day has come, send only the latest, if it was not dealt with already.

    `already` holds the rungs that were sent, overtaken or suppressed. Earlier ones that are not in
    it were missed (an outage) and are overtaken.
    """
    reached = [rung for rung, on in steps if on <= as_of]
    missed = tuple(rung for rung in reached[:-1] if rung not in already)
    latest = reached[-1] if reached and reached[-1] not in already else None
    return Owed(latest, missed)


def next_look(cycle: Cycle, ladder: Sequence[Rung], *, after: date | None = None) -> date | None:
    """The day of the next reminder after `after`, or None when there is no further one."""
    days = [on for _rung, on in rungs(cycle, ladder)]
    return min((on for on in days if after is None or on > after), default=None)


class Change(StrEnum):
    """What happens to a cycle by a day alone, in the order in which it happens on one day."""

    OPENED = "opened"
    LATE = "late"
    LAPSED = "lapsed"
    REMOVED = "removed"


def changes(cycle: Cycle) -> list[tuple[Change, date]]:
    """What happens to a cycle that nobody renews, with the day of each, in order."""
    days = {
        Change.OPENED: cycle.opens_on,
        Change.LATE: cycle.late_from_on,
        Change.LAPSED: cycle.grace_through + ONE_DAY,
        Change.REMOVED: cycle.removed_on,
    }
    order = list(Change)
    found = [(change, on) for change, on in days.items() if on is not None]
    return sorted(found, key=lambda one: (one[1], order.index(one[0])))


def next_change(cycle: Cycle, *, after: date | None = None) -> date | None:
    """The day of the next change after `after`, or None when the cycle is over."""
    days = (on for _change, on in changes(cycle))
    return min((on for on in days if after is None or on > after), default=None)
