"""Whose standing a new edition changes: two editions, one portfolio, a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from endorsement.rules.evaluate import evaluate
from endorsement.rules.facts import Portfolio
from endorsement.rules.scheme import Edition
from endorsement.rules.verdict import Verdict

ABSENT = "absent"
"""The state in an edition that has no such category."""


@dataclass(frozen=True, slots=True)
class Shift:
    """How one person stands in one category, before and after; `after` is the new verdict."""

    category: str
    before: str
    after: str
    verdict: Verdict | None = None

    @property
    def changed(self) -> bool:
        """Whether the person's standing is another one."""
        return self.before != self.after


@dataclass(slots=True)
class Counts:
    """How many people went from which state to which, by category."""

    people: int = 0
    shifts: dict[str, dict[str, int]] = field(default_factory=dict)

    def add(self, shifts: list[Shift]) -> None:
        """Count one more person."""
        self.people += 1
        for shift in shifts:
            found = self.shifts.setdefault(shift.category, {})
            key = f"{shift.before}>{shift.after}"
            found[key] = found.get(key, 0) + 1

    def join(self, other: Counts) -> None:
        """Count everybody whom another has counted."""
        self.people += other.people
        for category, shifts in other.shifts.items():
            found = self.shifts.setdefault(category, {})
            for key, people in shifts.items():
                found[key] = found.get(key, 0) + people


def touched(before: Edition | None, after: Edition) -> list[str]:
    """The categories in which anybody's standing can change: those whose first award differs."""
    old = before.categories if before else {}
    codes = {*old, *after.categories}
    return sorted(
        code
        for code in codes
        if code not in old
        or code not in after.categories
        or old[code].award != after.categories[code].award
    )


def shifts(
    before: Edition | None, after: Edition, portfolio: Portfolio, on: date, codes: list[str]
) -> Iterator[Shift]:
    """How the person stands in these categories, before and after."""
    for code in codes:
        was = verdict(before, code, portfolio, on) if before else None
        now = verdict(after, code, portfolio, on)
        yield Shift(code, _state(was), _state(now), now)


def verdict(edition: Edition, category: str, portfolio: Portfolio, on: date) -> Verdict | None:
    """The verdict on a category's first award; None when the edition does not have it."""
    found = edition.categories.get(category)
    return evaluate(found.award, portfolio, on) if found else None


def _state(verdict: Verdict | None) -> str:
    return str(verdict.state) if verdict else ABSENT
