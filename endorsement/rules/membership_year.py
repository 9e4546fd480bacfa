"""How long a membership bought on a day lasts, where its year is not the year of the endorsement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from endorsement.rules.windows import ONE_DAY, Interval, add_months, clamped, first_gap

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipYear:
    """A year that ends on a day for everybody, or twelve months from the purchase (`ends` None).

    What is bought from `carries_from` on until the year's end runs to the end of the next year.
    """

    ends: MonthDay | None = None
    carries_from: MonthDay | None = None

    def bought(self, on: date) -> Interval:
        """The days that a membership bought on this day covers, inclusive."""
        if self.ends is None:
            return on, add_months(on, 12) - ONE_DAY
        through = clamped(on.year, *self.ends)
        if through < on:
            through = clamped(on.year + 1, *self.ends)
        if self.carries_from:
            carries = clamped(through.year, *self.carries_from)
            if carries > through:
                carries = clamped(through.year - 1, *self.carries_from)
            if on >= carries:
                through = clamped(through.year + 1, *self.ends)
        return on, through

    def covers(self, bought: list[date], wanted: Interval) -> bool:
        """Whether these purchases together cover the days without a gap.

        Who buys the next year before the last one ends is covered from the day after it.
        """
        spans: list[Interval] = []
        for on in sorted(bought):
            running = spans and spans[-1][0] <= on <= spans[-1][1]
            spans.append(self.bought(spans[-1][1] + ONE_DAY if running else on))
        return first_gap(spans, wanted) is None
