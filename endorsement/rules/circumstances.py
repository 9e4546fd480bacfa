"""The day, the cycle and the decisions under which something is judged; what they make true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from endorsement.rules.criteria import (
    AllOf,
    AnyOf,
    AttributeIs,
    Condition,
    DegreeAtLeast,
    Event,
    FirstRenewal,
    Held,
    MidCycle,
    Not,
    OnDay,
    Window,
)
from endorsement.rules.facts import (
    EducationLevel,
    Holding,
    HoldingState,
    Hundredths,
    Kind,
    Portfolio,
)
from endorsement.rules.windows import ONE_DAY, Interval, add_months, window_start


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What people decided about one application or renewal.

    `waived`: ids of requirements the association waives. `rejected`: pairs of requirement id and
    entry key that a reviewer does not let count; `accepted`: pairs that a reviewer lets count
    although a rule leaves them out. `elsewhere`: entries that another renewal has counted, where each
    hour renews once. `steps_through`: the last day of its exams and other steps.
    """

    waived: frozenset[str] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()
    accepted: frozenset[tuple[str, str]] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    # Exams and other steps come after handing in: through this day they count.
    steps_through: date | None = None

    @property
    def about_entries(self) -> bool:
        """Whether they say anything about single entries."""
        return bool(self.rejected or self.accepted or self.elsewhere)


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """Since when the endorsement to be renewed is held, and which of its renewals this is.

    `resumed_on`: the day of the return, where its holder was reinstated into this cycle.
    """

    endorsed_on: date
    number: int = 1
    cycle_years: int = 1
    resumed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """The day, the renewal cycle (first and last day; None for a first award), the decisions.

    `sure` and `hoped`: requirement id -> entry key -> hours it may count, where several want them.
    """

    as_of: date
    period: Interval | None = None
    tenure: Tenure | None = None
    decisions: Decisions = Decisions()
    sure: Mapping[str, Mapping[str, Hundredths]] = field(default_factory=dict)
    hoped: Mapping[str, Mapping[str, Hundredths]] = field(default_factory=dict)

    @cached_property
    def undecided(self) -> bool:
        """Whether nobody has decided anything: then equal requirements get equal answers."""
        return self.decisions == Decisions()

    def for_steps(self) -> Circumstances:
        """The same as of the day as of which exams and other steps are judged."""
        return replace(self, as_of=max(self.as_of, self.decisions.steps_through or self.as_of))

    def window(self, within: Window | None, portfolio: Portfolio) -> Interval | None:
        """The days in which something must lie to count; None when its event has not happened.

        :raises ValueError: when a cycle is needed and none was given.
        """
        first, last = date.min, self.as_of
        if within is None:
            return first, last
        if within.months is not None:
            first = window_start(self.as_of, within.months)
        if within.cycle:
            if self.period is None:
                raise ValueError("this requirement looks at a renewal cycle: pass period=")
            first, last = max(first, self.period[0]), min(last, self.period[1])
        if within.after:
            on = happened_on(within.after, portfolio, self.as_of)
            if on is None:
                return None
            first = max(first, on + ONE_DAY)
        if within.before:
            on = happened_on(within.before, portfolio, self.as_of)
            last = min(last, on - ONE_DAY) if on else last
        first = max(first, within.from_on or first)
        last = min(last, within.through_on or last)
        return first, last


def happened_on(event: Event, portfolio: Portfolio, as_of: date) -> date | None:
    """The day of an event: the earliest fitting degree or award on or before the day."""
    if event.on:
        return event.on
    if event.degree:
        return degree_on(portfolio, event.degree, as_of)
    days = [one.from_on for one in portfolio.holdings if one.category in event.endorsed]
    return min((on for on in days if on <= as_of), default=None)


def degree_on(portfolio: Portfolio, level: EducationLevel, as_of: date) -> date | None:
    """The day on which the first education of the level or above was finished."""
    finished = [
        entry.last_on
        for entry in portfolio.by_kind.get(Kind.EDUCATION, ())
        if not entry.draft
        and entry.last_on is not None
        and entry.last_on <= as_of
        and entry.level is not None
        and entry.level.rank >= level.rank
    ]
    return min(finished, default=None)


def holds_now(one: Holding, as_of: date, states: tuple[HoldingState, ...], months: int) -> bool:
    """Whether an endorsement is held on the day, in one of the states, since long enough."""
    ended = one.through_on is not None and one.through_on < as_of
    if one.state not in states or ended or one.from_on > as_of:
        return False
    return add_months(one.from_on, months) <= as_of


def true_of(condition: Condition | None, portfolio: Portfolio, known: Circumstances) -> bool:
    """Whether a condition holds; none always does."""
    match condition:
        case None:
            return True
        case AttributeIs(attribute=attribute, equals=equals):
            return portfolio.attributes.get(attribute, False) in equals
        case DegreeAtLeast(level=level):
            return degree_on(portfolio, level, known.as_of) is not None
        case Held(categories=categories, months=months, states=states):
            return any(
                one.category in categories and holds_now(one, known.as_of, states, months)
                for one in portfolio.holdings
            )
        case OnDay(from_on=first, through_on=last):
            return first <= known.as_of <= last
        case AllOf(parts=parts):
            return all(true_of(part, portfolio, known) for part in parts)
        case AnyOf(parts=parts):
            return any(true_of(part, portfolio, known) for part in parts)
        case Not(part=part):
            return not true_of(part, portfolio, known)
    return _true_of_cycle(condition, known)


def _true_of_cycle(condition: Condition, known: Circumstances) -> bool:
    match condition, known.tenure:
        case (FirstRenewal() | MidCycle(), None):
            return False
        case FirstRenewal(), Tenure(number=number):
            return number == 1 and not _long_held(known)
        case MidCycle(), Tenure(endorsed_on=endorsed_on):
            return known.period is not None and endorsed_on > nominal_start(known)
    raise TypeError(f"no answer for {type(condition).__name__}")


def _long_held(known: Circumstances) -> bool:
    """Whether the award lies more than one cycle back: then the first cycle on record is not the first."""
    if known.period is None or known.tenure is None:
        return False
    before = add_months(known.period[0], -12 * known.tenure.cycle_years)
    return known.tenure.endorsed_on < before


def nominal_start(known: Circumstances) -> date:
    """The first day of the whole cycle, though the endorsement may have begun later in it."""
    if known.period is None or known.tenure is None:
        return known.as_of
    first, last = known.period
    return min(first, add_months(last + ONE_DAY, -12 * known.tenure.cycle_years))
