"""What a plan would bring, and what one more thing would add: the same evaluation, asked again.

Nothing here knows a rule. A plan or a candidate becomes facts, the facts join the portfolio, and
`evaluate` answers as it always does; what is shown is the difference between two of its verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from endorsement.rules.criteria import Criterion
from endorsement.rules.evaluate import Tenure, evaluate, state_on
from endorsement.rules.facts import Entry, Kind, Portfolio, Reference, Signature
from endorsement.rules.verdict import Reason, State, Unit, Verdict
from endorsement.rules.windows import Interval, add_months

Fact = Entry | Reference | Signature

PROVIDES = "provides_rsc"
"""The attribute of those who give reflective supervision."""

MONTHS_OF_GIVING = 12
"""How long whoever gave it counts as somebody who gives it."""

PLANNED = "planned:"
"""How the keys of planned things begin; no key of the ledger does."""

MONTHS_AHEAD = 60
"""How far ahead work that goes on is followed."""


@dataclass(frozen=True, slots=True)
class Gain:
    """By so much more of a requirement, or of a part of one, is there than before."""

    requirement: str
    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Trial:
    """What a candidate would change: its gains, and where it was left out and why."""

    gains: tuple[Gain, ...]
    left_out: tuple[tuple[str, Reason], ...]

    def gain_of(self, requirement: str) -> int:
        """The gain for one requirement or part; zero when it changes nothing there."""
        return next((one.amount for one in self.gains if one.requirement == requirement), 0)


@dataclass(frozen=True, slots=True)
class Change:
    """From a day on another edition asks for this; None: it no longer has the category."""

    from_on: date
    requirement: Criterion | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """When a category would be met.

    `met_on`: the earliest day on which it is; `open_on`: the earliest on which nothing but a decision
    of somebody else's is missing. `at_end` is the verdict on `end`, the last planned day; None when the
    edition of that day does not have the category.
    """

    met_on: date | None
    open_on: date | None
    end: date
    at_end: Verdict | None

    @property
    def told_for(self) -> date:
        """The day that the answer is about."""
        return self.met_on or self.open_on or self.end


def with_facts(portfolio: Portfolio, facts: Iterable[Fact]) -> Portfolio:
    """The portfolio with these facts added; the one given is not changed."""
    listed = list(facts)
    return portfolio.grown(
        entries=tuple(one for one in listed if isinstance(one, Entry)),
        references=tuple(one for one in listed if isinstance(one, Reference)),
        signatures=tuple(one for one in listed if isinstance(one, Signature)),
    )


def measured(verdict: Verdict) -> Iterator[Verdict]:
    """Requirements and their parts; groups only arrange them, and what does not apply asks nothing."""
    if not verdict.applies:
        return
    if verdict.unit is not Unit.REQUIREMENTS:
        yield verdict
    for child in parts(verdict):
        yield from measured(child)


def parts(verdict: Verdict) -> tuple[Verdict, ...]:
    """What a verdict is made of. Areas of which only some are needed are no parts: none is missing."""
    if verdict.unit is Unit.AREAS and verdict.need < len(verdict.children):
        return ()
    return verdict.children


def requirements(verdict: Verdict) -> Iterator[Verdict]:
    """Requirements without their parts: an hour in a part is the same hour as in the whole."""
    if not verdict.applies:
        return
    if verdict.unit is not Unit.REQUIREMENTS:
        yield verdict
        return
    for child in verdict.children:
        yield from requirements(child)


def counted(verdict: Verdict) -> int:
    """How much of a requirement is there, at most what it needs."""
    return min(verdict.have, verdict.need)


def progress(verdict: Verdict) -> dict[Unit, int]:
    """The sum over requirements of what is there, at most what is needed, in each unit."""
    sums: dict[Unit, int] = {}
    for one in requirements(verdict):
        sums[one.unit] = sums.get(one.unit, 0) + counted(one)
    return sums


def gains(before: Verdict, after: Verdict) -> tuple[Gain, ...]:
    """What changed from one evaluation to the other, requirement by requirement."""
    had = {one.id: counted(one) for one in measured(before)}
    return tuple(
        Gain(one.id, counted(one) - had.get(one.id, 0), one.unit)
        for one in measured(after)
        if counted(one) != had.get(one.id, 0)
    )


def try_out(
    requirement: Criterion,
    portfolio: Portfolio,
    facts: Sequence[Fact],
    on: date,
    before: Verdict,
    *,
    period: Interval | None = None,
    tenure: Tenure | None = None,
) -> Trial:
    """Evaluate with a candidate added; `before` is the evaluation without it, on the same day.

    `period` and `tenure` are those of a renewal.
    """
    grown = with_facts(portfolio, facts)
    after = evaluate(requirement, grown, on, period=period, tenure=tenure)
    keys = {one.key for one in facts if not isinstance(one, Signature)}
    reasons = tuple(
        (one.id, left.reason)
        for one in measured(after)
        for left in one.left_out
        if left.key in keys
    )
    return Trial(gains(before, after), reasons)


def distance(verdict: Verdict) -> Fraction:
    """How far a requirement is from being met: 0 is met, 1 is nothing at all.

    The greatest missing share among a requirement and its parts. A group is as far as the children
    that it needs are on average, the nearest taken first.
    """
    if verdict.met or not verdict.applies:
        return Fraction(0)
    if verdict.unit is not Unit.REQUIREMENTS:
        return max([verdict.missing_share, *map(distance, parts(verdict))])
    nearest = sorted(distance(child) for child in verdict.children if child.applies)
    needed = nearest[: verdict.need]
    return sum(needed, Fraction(0)) / len(needed) if needed else Fraction(0)


def gaps(verdict: Verdict) -> Iterator[tuple[Verdict, Verdict | None]]:
    """Every requirement that keeps the whole from being met, with the choice it is part of.

    A group of which fewer children are needed than there are is a choice; others are all needed.
    """
    yield from _gaps(verdict, None)


def _gaps(verdict: Verdict, choice: Verdict | None) -> Iterator[tuple[Verdict, Verdict | None]]:
    if verdict.met or not verdict.applies:
        return
    if verdict.unit is not Unit.REQUIREMENTS:
        yield verdict, choice
        return
    if verdict.need < sum(child.applies for child in verdict.children):
        choice = verdict
    for child in verdict.children:
        yield from _gaps(child, choice)


def outlook(
    requirement: Criterion,
    portfolio: Portfolio,
    planned: Sequence[tuple[date, Fact]],
    today: date,
    *,
    changes: Sequence[Change] = (),
    provides_from: date | None = None,
) -> Outlook:
    """When the requirement would be met if everything planned is done on its day.

    Each planned thing comes with its day; one whose day has passed does not count. Each day is judged by
    what the edition of that day asks for. The days looked at are today, the planned ones and those on
    which an edition begins, then those between the last that is too early and the first that is enough:
    work that goes on grows every day. `provides_from`: the person means to give supervision from then on.
    """
    ahead = [(on, fact) for on, fact in planned if on >= today]
    future = _Future(requirement, portfolio, ahead, changes, provides_from)
    days = {today, *(on for on, _fact in ahead)}
    if provides_from and provides_from >= today:
        days.add(provides_from)
    days |= {one.from_on for one in changes if today < one.from_on <= max(days)}
    states: list[tuple[date, State]] = []
    for day in sorted(days):
        states.append((day, future.state(day)))
        if states[-1][1] is State.MET:
            # Later days change nothing about the earliest.
            break
    end = states[-1][0]
    at_end = future.verdict(end)
    goes_on = at_end is not None and at_end.state is State.NOT_MET
    if goes_on and at_end and (later := _work_goes_on(future.known, end, at_end)):
        states.append((later, future.state(later)))
    return Outlook(
        met_on=_first(states, {State.MET}, future.state),
        open_on=_first(states, {State.MET, State.NOT_YET_ASSESSABLE}, future.state),
        end=end,
        at_end=at_end,
    )


def verdict_on(
    requirement: Criterion,
    portfolio: Portfolio,
    ahead: Sequence[tuple[date, Fact]],
    day: date,
    *,
    changes: Sequence[Change] = (),
    provides_from: date | None = None,
) -> Verdict | None:
    """The verdict that `outlook` gives on a day; None when that day's edition has no such category."""
    return _Future(requirement, portfolio, ahead, changes, provides_from).verdict(day)


def _giving(ahead: Iterable[tuple[date, Fact]]) -> Iterator[tuple[date, date]]:
    """The days on which whoever gives supervision as planned counts as somebody who does."""
    for on, fact in ahead:
        if isinstance(fact, Entry) and fact.kind is Kind.RSC_GIVEN:
            yield on, add_months(on, MONTHS_OF_GIVING) - timedelta(1)


class _Future:
    """The portfolio with everything planned, and what is asked for on each day."""

    def __init__(
        self,
        requirement: Criterion,
        portfolio: Portfolio,
        ahead: Sequence[tuple[date, Fact]],
        changes: Sequence[Change],
        provides_from: date | None,
    ) -> None:
        self.known = with_facts(portfolio, [fact for _on, fact in ahead])
        self.giving = [*_giving(ahead), *([(provides_from, date.max)] if provides_from else [])]
        self._requirement = requirement
        self._changes = sorted(changes, key=lambda one: one.from_on)

    def asked(self, day: date) -> Criterion | None:
        begun = [one.requirement for one in self._changes if one.from_on <= day]
        return begun[-1] if begun else self._requirement

    def portfolio(self, day: date) -> Portfolio:
        gives = any(first <= day <= last for first, last in self.giving)
        if not gives or self.known.attributes.get(PROVIDES):
            return self.known
        return self._giving

    def state(self, day: date) -> State:
        asked = self.asked(day)
        return state_on(asked, self.portfolio(day), day) if asked else State.NOT_MET

    def verdict(self, day: date) -> Verdict | None:
        asked = self.asked(day)
        return evaluate(asked, self.portfolio(day), day) if asked else None

    @cached_property
    def _giving(self) -> Portfolio:
        return replace(self.known, attributes={**self.known.attributes, PROVIDES: True})


def _work_goes_on(known: Portfolio, end: date, at_end: Verdict) -> date | None:
    """The day by which the missing months of work will have passed, where work goes on."""
    missing = [one for one in measured(at_end) if one.unit is Unit.MONTHS]
    months = max((one.shortfall for one in missing), default=0)
    goes_on = any(one.kind is Kind.WORK and one.last_on is None for one in known.entries)
    return add_months(end, months) if goes_on and 0 < months <= MONTHS_AHEAD else None


def _first(
    states: Sequence[tuple[date, State]], wanted: set[State], on_day: Callable[[date], State]
) -> date | None:
    """The first day with a wanted state, searched from the day looked at before it on."""
    for at, (late, state) in enumerate(states):
        if state not in wanted:
            continue
        early = states[at - 1][0] if at else late
        while (late - early).days > 1:
            middle = early + timedelta((late - early).days // 2)
            if on_day(middle) in wanted:
                late = middle
            else:
                early = middle
        return late
    return None
