"""How an edition renews, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from endorsement.rules.reading import Text
from endorsement.rules.renewal.ladder import USUAL_LADDER
from endorsement.rules.windows import clamped

MonthDay = tuple[int, int]
"""A day of every year; one that the month does not have means its last."""


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


class RenewsUnder(StrEnum):
    """By which edition the next cycle goes: the one of the award, or the one then in force."""

    AWARD = "award"
    CURRENT = "current"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How much of a renewal is looked at: all of it, or an attestation and an audited sample."""

    attested: bool = False
    audit_percent: int = 100
    audit_reinstated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """A day that follows another: so many days later, or the next such day of the year."""

    days: int = 0
    month_day: MonthDay | None = None

    def day(self, day: date) -> date:
        """The day that follows this one."""
        return next_day(self.month_day, day) if self.month_day else day + timedelta(days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money, with its ISO 4217 code; recorded elsewhere, never processed."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A renewal in the days of grace is late from a day on: what that costs, and what is said of it."""

    begins: After = After(days=1)
    fee: Amount | None = None
    note: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RenewalRule:
    """How an edition renews.

    `years` is the length of a cycle. A fixed date has `month` and `day` and, for cycles of several
    years, a year `anchor` in which one ends. The window opens so many months or days before the due
    day, or on a day of the year (`opens_on`). After it the grace lasts so many days or through a day of
    the year (`grace_through`). `removed` is the day on which who has not renewed leaves the registry:
    so many days after the grace is over, or a day of the year after the due day. In somebody's first
    renewal the requirements named by `first_exempts` are not asked for. Somebody inactive may come
    back within `inactive_months`. `no_sanction`: holders attest that no licensing board has acted
    against them.
    """

    kind: CycleKind
    years: int = 1
    month: int = 12
    day: int = 31
    anchor: int = 0
    opens_months_before: int = 0
    opens_days_before: int = 0
    opens_on: MonthDay | None = None
    grace_days: int = 0
    grace_through: MonthDay | None = None
    late: Late | None = None
    removed: After = After()
    first_period: FirstPeriod = FirstPeriod.FULL
    first_exempts: tuple[str, ...] = ()
    renews_under: RenewsUnder = RenewsUnder.AWARD
    ladder: tuple[str, ...] = USUAL_LADDER
    evidence: Evidence = Evidence()
    inactive_months: int = 0
    no_sanction: bool = False


def next_day(month_day: MonthDay, after: date) -> date:
    """The first such day of a year that lies after a day."""
    on = clamped(after.year, *month_day)
    return on if on > after else clamped(after.year + 1, *month_day)


def last_day(month_day: MonthDay, through: date) -> date:
    """The last such day of a year that is not after a day."""
    on = clamped(through.year, *month_day)
    return on if on <= through else clamped(through.year - 1, *month_day)
