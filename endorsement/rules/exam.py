"""Scoring an exam: a rubric, two scorers who do not know whose answer it is, a third on a gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

SCORERS = 2
"""How many score each answer; one more where they are far apart."""

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class RubricItem:
    """So many points for what is described."""

    points: int
    text: str


class RubricError(ValueError):
    """A line of a rubric that cannot be read: its number, from 1, and a code."""

    def __init__(self, line: int, code: str) -> None:
        self.line, self.code = line, code
        super().__init__(f"line {line}: {code}")


def parse_rubric(text: str) -> tuple[RubricItem, ...]:
    """Items from lines like `4 | Names the child's cue`; empty lines are skipped.

    :raises RubricError: `no_bar`, `points` (not a whole number from 1 to 100), `no_text`; `empty`.
    """
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        points, bar, words = line.partition("|")
        if not bar:
            raise RubricError(number, "no_bar")
        if not points.strip().isdecimal() or not 1 <= int(points) <= 100:
            raise RubricError(number, "points")
        if not words.strip():
            raise RubricError(number, "no_text")
        found.append(RubricItem(points=int(points), text=words.strip()))
    if not found:
        raise RubricError(1, "empty")
    return tuple(found)


def far_apart(first: Decimal, second: Decimal, *, out_of: int, gap_percent: int) -> bool:
    """Whether two totals differ by more than the stated share of what could be reached."""
    return abs(first - second) * 100 > Decimal(gap_percent) * out_of


def settled(totals: Sequence[Decimal], *, out_of: int, gap_percent: int) -> Decimal | None:
    """The points that count, or None while a scorer is missing.

    Two who are close: their mean. With a third: the mean of the two that are closest, and of two
    equally close pairs the higher one, in the candidate's favor.
    """
    if len(totals) < SCORERS:
        return None
    if len(totals) == SCORERS:
        first, second = totals
        if far_apart(first, second, out_of=out_of, gap_percent=gap_percent):
            return None
        return _mean(first, second)
    ordered = sorted(totals)
    pairs = list(pairwise(ordered))
    closest = min(high - low for low, high in pairs)
    return _mean(*max(pair for pair in pairs if pair[1] - pair[0] == closest))


def _mean(first: Decimal, second: Decimal) -> Decimal:
    return ((first + second) / 2).quantize(CENT, ROUND_HALF_UP)


def rubric_points(given: Mapping[str, int], rubric: Sequence[RubricItem]) -> int:
    """The sum of what was given item by item, keys being their numbers from 0.

    :raises ValueError: for an item without points, or with more than there are.
    """
    total = 0
    for number, item in enumerate(rubric):
        points = given.get(str(number))
        if points is None or not 0 <= points <= item.points:
            raise ValueError(number)
        total += points
    return total
