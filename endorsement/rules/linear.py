"""A small exact simplex: the greatest weighted sum under upper limits.

Only what a limit leaves open is decided by it, so the tables are tiny; fractions keep it exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

Row = tuple[Mapping[int, int], int]
"""Coefficients by variable, and what their sum may be at most (never below zero)."""


def greatest(weights: Sequence[Fraction], rows: Sequence[Row]) -> list[Fraction]:
    """Values of the variables (none below zero) that make the weighted sum as great as can be.

    Every variable must be limited by some row.
    """
    width, height = len(weights), len(rows)
    table = [
        [Fraction(row.get(at, 0)) for at in range(width)]
        + [Fraction(int(at == line)) for at in range(height)]
        + [Fraction(most)]
        for line, (row, most) in enumerate(rows)
    ]
    goal = [-weight for weight in weights] + [Fraction(0)] * (height + 1)
    basis = list(range(width, width + height))
    while True:
        # The first column that helps and the first row that binds: this never turns in circles.
        enters = next((at for at in range(width + height) if goal[at] < 0), None)
        if enters is None:
            break
        ratios = [
            (table[line][-1] / table[line][enters], basis[line], line)
            for line in range(height)
            if table[line][enters] > 0
        ]
        _, _, leaves = min(ratios)
        _pivot(table, goal, leaves, enters)
        basis[leaves] = enters
    values = [Fraction(0)] * (width + height)
    for line, at in enumerate(basis):
        values[at] = table[line][-1]
    return values[:width]


def _pivot(table: list[list[Fraction]], goal: list[Fraction], line: int, column: int) -> None:
    factor = table[line][column]
    table[line] = [value / factor for value in table[line]]
    chosen = table[line]
    for at, row in enumerate(table):
        if at != line and row[column]:
            table[at] = _less(row, chosen, row[column])
    if goal[column]:
        goal[:] = _less(goal, chosen, goal[column])


def _less(row: Sequence[Fraction], other: Sequence[Fraction], times: Fraction) -> list[Fraction]:
    return [
        value - times * taken if taken else value for value, taken in zip(row, other, strict=True)
    ]
