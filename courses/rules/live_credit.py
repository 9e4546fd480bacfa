"""From minutes attended to clock hours, by the rule that a session stated. Never more than the module's.

- A meeting of which no more than the allowed minutes were missed was attended in full.
- "full": all hours from the least share of the whole time on, otherwise none.
- "proportional": the share of the whole time that was attended, none below the least share.
- "meetings": the share of the time of those meetings that were attended from their least share on.
- Partial hours are tenths, rounded down. Whoever was there all the time has all hours, as stated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

FULL, PROPORTIONAL, MEETINGS = "full", "proportional", "meetings"
TENTH, HUNDREDTH = Decimal("0.1"), Decimal("0.01")
NONE = Decimal(0)


@dataclass(frozen=True)
class Time:
    """One meeting: how long it was, and how long somebody was there."""

    minutes: int
    attended: int


@dataclass(frozen=True)
class Rule:
    credit: str
    minimum_percent: int
    late_minutes: int


def credited(times: Sequence[Time], rule: Rule, hours: Decimal) -> Decimal:
    """The clock hours for these meetings of a module of so many hours."""
    there = [(time.minutes, _attended(time, rule)) for time in times]
    whole = sum(minutes for minutes, _attended_minutes in there)
    if rule.credit == MEETINGS:
        there = [
            (minutes, minutes if attended * 100 >= minutes * rule.minimum_percent else 0)
            for minutes, attended in there
        ]
    attended = sum(minutes for _minutes, minutes in there)
    if not whole or not attended:
        return NONE
    if attended >= whole:
        return hours
    if rule.credit != MEETINGS and attended * 100 < whole * rule.minimum_percent:
        return NONE
    if rule.credit == FULL:
        return hours
    return (hours * attended / whole).quantize(TENTH, rounding=ROUND_DOWN)


def _attended(time: Time, rule: Rule) -> int:
    attended = min(max(time.attended, 0), time.minutes)
    missed = time.minutes - attended
    return time.minutes if attended and missed <= rule.late_minutes else attended


def scaled(shares: Mapping[str, Decimal], part: Decimal, whole: Decimal) -> dict[str, Decimal]:
    """Hours by area or topic for a part of the hours: each in proportion, hundredths rounded down."""
    if part >= whole:
        return dict(shares)
    found = {
        code: (Decimal(hours) * part / whole).quantize(HUNDREDTH, rounding=ROUND_DOWN)
        for code, hours in shares.items()
    }
    return {code: hours for code, hours in found.items() if hours}
