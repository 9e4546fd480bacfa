"""Bars drawn on the server: measures in pixels down the page, in percent across it.

Across in percent, so that the picture fits any width while its letters keep their size.
"""

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

LINE = 20
BAR = 14
GAP = 18
LABEL_CHARACTERS = 30


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the picture; `width` and `goal_at` are percentages of the whole width."""

    label: str
    lines: list[tuple[str, int]]
    value: Decimal
    goal: Decimal | None
    value_y: int
    bar_y: int
    width: Decimal
    goal_at: Decimal | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    bars: list[Bar]
    height: int
    has_goals: bool


def bars(rows: Iterable[Mapping[str, Any]]) -> Chart:
    """Lay out `rows` of `label`, `value` and, where there is one, `goal` (all in one unit) and `url`."""
    rows = list(rows)
    amounts = [Decimal(row["value"]) for row in rows]
    goals = [Decimal(row["goal"]) if row.get("goal") else None for row in rows]
    longest = max([*amounts, *(goal for goal in goals if goal), Decimal(1)])
    laid: list[Bar] = []
    top = 0
    for row, value, goal in zip(rows, amounts, goals, strict=True):
        words = textwrap.wrap(str(row["label"]), LABEL_CHARACTERS) or [""]
        lines = [(text, top + LINE * (index + 1) - 5) for index, text in enumerate(words)]
        bar_y = top + LINE * len(words) + 2
        laid.append(
            Bar(
                label=str(row["label"]),
                lines=lines,
                value=value,
                goal=goal,
                value_y=lines[-1][1],
                bar_y=bar_y,
                width=_percent(value, longest),
                goal_at=_percent(goal, longest) if goal else None,
                url=str(row.get("url") or ""),
            )
        )
        top = bar_y + BAR + GAP
    return Chart(bars=laid, height=max(top - GAP + 4, 0), has_goals=any(goals))


def _percent(amount: Decimal, whole: Decimal) -> Decimal:
    return (max(amount, Decimal(0)) / whole * 100).quantize(Decimal("0.1"))
