"""In which days something must lie to count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from endorsement.rules.facts import EducationLevel


@dataclass(frozen=True, kw_only=True)
class Event:
    """The day of something: a finished degree of a level, an award, or simply a day.

    Of several degrees or awards the earliest counts.
    """

    degree: EducationLevel | None = None
    endorsed: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Window:
    """All of what is named holds at once.

    `months`: the last so many months. `cycle`: the renewal cycle. `any_months`: any stretch of at
    most so many months, the best one being found. `after` and `before` an event: from the day
    after it on, or before its day. `from_on`, `through_on`: days, both inclusive.
    """

    months: int | None = None
    cycle: bool = False
    any_months: int | None = None
    after: Event | None = None
    before: Event | None = None
    from_on: date | None = None
    through_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Spread:
    """From the first to the last counted day at least and at most so many months."""

    at_least: int = 0
    at_most: int | None = None
