"""An exact simplex for packing hours: the greatest sums under upper limits, in whole hundredths.

Every row says that a sum is at most something. Goals are reached one after the other: a later one
never costs anything of an earlier one. Fractions keep the arithmetic exact, and where a corner lies
between two hundredths, both sides of it are tried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

Number = int | Fraction
Weights = Mapping[int, int]
"""Coefficients by variable."""

MOST_BRANCHES = 400
"""So often a fraction is cut away before the best whole answer found so far is taken.

Only invented cases come near it; the answer is then valid and at most some hundredths short.
"""


@dataclass(slots=True)
class Program:
    """Variables from zero up, and rows that limit them. Every variable must be in some row."""

    width: int = 0
    rows: list[tuple[dict[int, int], int]] = field(default_factory=list)

    def variable(self) -> int:
        """A new variable's number."""
        self.width += 1
        return self.width - 1

    def row(self, weights: Weights, most: int) -> None:
        """The weighted sum may be at most so much (never below zero)."""
        self.rows.append((dict(weights), most))


def greatest(program: Program, goals: Sequence[Weights]) -> list[int]:
    """Whole values that make the first goal as great as can be, then the second, and so on.

    Values rounded down must keep every row, as they do where only hours are packed.
    """
    best: tuple[int, list[int]] | None = None
    branches: list[tuple[dict[int, int], dict[int, int]]] = [({}, {})]
    for _ in range(MOST_BRANCHES):
        if not branches:
            break
        least, most = branches.pop()
        found = _solved(program, goals, least, most)
        if found is None:
            continue
        whole = [int(value) for value in found]
        reach = int(_sum(goals[0], found))
        if best is None or reach > best[0]:
            own = _rounded(program, goals[0], whole)
            if best is None or own > best[0]:
                best = (own, whole)
        if reach <= best[0]:
            continue
        at = next(at for at, value in enumerate(found) if value != whole[at])
        branches.append((least, {**most, at: whole[at]}))
        branches.append(({**least, at: whole[at] + 1}, most))
    return best[1] if best else [0] * program.width


def _sum(weights: Weights, values: Sequence[Number]) -> Number:
    return sum(weight * values[at] for at, weight in weights.items())


def _rounded(program: Program, goal: Weights, whole: list[int]) -> int:
    """What the goal is worth after rounding down; what measures a sum sinks to the sum."""
    for weights, most in program.rows:
        above = sum(weight * whole[at] for at, weight in weights.items()) - most
        if above > 0:
            measures = next(at for at, weight in weights.items() if weight > 0)
            whole[measures] -= above
    return int(_sum(goal, whole))


def _solved(
    program: Program, goals: Sequence[Weights], least: Mapping[int, int], most: Mapping[int, int]
) -> list[Number] | None:
    """The best values, not always whole, between `least` and `most`; None if there are none."""
    rows = [*program.rows, *(({at: 1}, limit) for at, limit in most.items())]
    table = _Table(program.width)
    for weights, limit in rows:
        right = limit - sum(weights.get(at, 0) * value for at, value in least.items())
        if right < 0:
            return None
        table.add(weights, right)
    for goal in goals:
        table.maximize(goal)
    values = table.values()
    return [value + least.get(at, 0) for at, value in enumerate(values)]


class _Table:
    """The rows solved for some of the variables, with one more variable a row for what is left."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.rows: list[dict[int, Number]] = []
        self.right: list[Number] = []
        self.basis: list[int] = []
        # Where a column has anything: most rows have nothing to do with it.
        self.lines: dict[int, set[int]] = {}
        self.settled: set[int] = set()

    def add(self, weights: Weights, right: int) -> None:
        line = len(self.rows)
        own = self.width + line
        self.rows.append({**weights, own: 1})
        self.right.append(right)
        self.basis.append(own)
        for column in (*weights, own):
            self.lines.setdefault(column, set()).add(line)

    def maximize(self, goal: Weights) -> None:
        """Make one more goal as great as the earlier ones allow."""
        gains = self._gains(goal)
        careful = False
        while True:
            helpful = [
                column for column, gain in gains.items() if gain > 0 and column not in self.settled
            ]
            if not helpful:
                break
            # The lowest column that helps never turns in circles; the steepest is quicker.
            enters = min(helpful) if careful else max(helpful, key=lambda one: (gains[one], -one))
            line = self._leaves(enters)
            careful = self.right[line] == 0
            self._pivot(line, enters)
            _subtract(gains, self.rows[line], gains[enters])
        self.settled.update(column for column, gain in gains.items() if gain < 0)

    def values(self) -> list[Number]:
        found: list[Number] = [0] * self.width
        for line, column in enumerate(self.basis):
            if column < self.width:
                found[column] = self.right[line]
        return found

    def _gains(self, goal: Weights) -> dict[int, Number]:
        gains: dict[int, Number] = {column: weight for column, weight in goal.items() if weight}
        for line, column in enumerate(self.basis):
            if goal.get(column):
                _subtract(gains, self.rows[line], goal[column])
        return gains

    def _leaves(self, column: int) -> int:
        """The row that binds first when the column grows."""
        ratios = [
            (Fraction(self.right[line]) / self.rows[line][column], self.basis[line], line)
            for line in self.lines[column]
            if self.rows[line][column] > 0
        ]
        return min(ratios)[2]

    def _pivot(self, line: int, column: int) -> None:
        row = self.rows[line]
        factor = row[column]
        if factor != 1:
            row = {at: _exact(Fraction(value) / factor) for at, value in row.items()}
            self.rows[line] = row
            self.right[line] = _exact(Fraction(self.right[line]) / factor)
        for other in [one for one in self.lines[column] if one != line]:
            times = self.rows[other][column]
            self.right[other] = _exact(self.right[other] - times * self.right[line])
            for at in _subtract(self.rows[other], row, times):
                self._note(at, other)
        self.basis[line] = column

    def _note(self, column: int, line: int) -> None:
        lines = self.lines.setdefault(column, set())
        if column in self.rows[line]:
            lines.add(line)
        else:
            lines.discard(line)


def _subtract(row: dict[int, Number], other: Mapping[int, Number], times: Number) -> list[int]:
    """Take a multiple of another row away; returns the columns that came or went."""
    changed = []
    for at, value in other.items():
        before = row.get(at, 0)
        after = before - times * value
        if after == 0:
            if at in row:
                del row[at]
                changed.append(at)
            continue
        if at not in row:
            changed.append(at)
        row[at] = _exact(after)
    return changed


def _exact(value: Number) -> Number:
    """A whole number as a plain one, which is quicker to work with."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value
