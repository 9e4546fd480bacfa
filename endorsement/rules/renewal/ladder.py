"""The ladder of reminders: which rung falls on which day, and which of several goes out.

A rung is a code: a day of the cycle, alone or with a distance in days. `due` is the due day, `due_45`
lies 45 days before it, `due+10` ten days after it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from endorsement.rules.renewal.days import Cycle
from endorsement.rules.windows import ONE_DAY


class Rung(StrEnum):
    """Days of a cycle that a reminder may fall on, and the distances most associations use."""

    WINDOW_OPENS = "window_opens"
    DUE_90 = "due_90"
    DUE_60 = "due_60"
    DUE_30 = "due_30"
    DUE_7 = "due_7"
    DUE = "due"
    GRACE = "grace"
    LATE = "late"
    LAPSED = "lapsed"
    REMOVED = "removed"


ANCHORS = (Rung.WINDOW_OPENS, Rung.DUE, Rung.GRACE, Rung.LATE, Rung.LAPSED, Rung.REMOVED)
"""The days that a rung may name, in the order in which they come."""

USUAL_LADDER: tuple[str, ...] = (
    *(Rung.WINDOW_OPENS, Rung.DUE_90, Rung.DUE_60, Rung.DUE_30, Rung.DUE_7, Rung.DUE),
    *(Rung.GRACE, Rung.LAPSED),
)
FARTHEST = 365

_CODE = re.compile(rf"^({'|'.join(ANCHORS)})(?:([_+])([1-9][0-9]{{0,2}}))?$")

Step = tuple[str, date]


def anchor_and_days(code: str) -> tuple[Rung, int]:
    """The day of the cycle that a rung names, and how many days after it (below zero: before) it falls.

    :raises ValueError: for what is no rung.
    """
    found = _CODE.match(code)
    days = int(found[3] or 0) if found else FARTHEST + 1
    if found is None or days > FARTHEST:
        raise ValueError(f"{code} is not a rung")
    return Rung(found[1]), -days if found[2] == "_" else days


def code_of(anchor: str, days: int) -> str:
    """The rung so many days after (below zero: before) a day of the cycle."""
    return f"{anchor}{'+' if days > 0 else '_'}{abs(days)}" if days else str(anchor)


def in_order(codes: Iterable[str]) -> list[str]:
    """Rungs in the order of a usual cycle, each once; for forms."""
    return sorted(set(codes), key=_place)


def rungs(cycle: Cycle, ladder: Sequence[str] = USUAL_LADDER) -> list[Step]:
    """The reminders of a cycle with the day of each, in order; none from before the cycle.

    Without days of grace there is no rung for them, and none for being late where nobody is.
    """
    days: dict[str, date] = {
        Rung.WINDOW_OPENS: cycle.opens_on,
        Rung.DUE: cycle.due_on,
        Rung.LAPSED: cycle.grace_through + ONE_DAY,
        Rung.REMOVED: cycle.removed_on,
    }
    if cycle.grace_through > cycle.due_on:
        days[Rung.GRACE] = cycle.due_on + ONE_DAY
    if cycle.late_from_on is not None:
        days[Rung.LATE] = cycle.late_from_on
    steps = []
    for code in dict.fromkeys(ladder):
        anchor, distance = anchor_and_days(code)
        if anchor in days:
            steps.append((code, days[anchor] + timedelta(days=distance)))
    wanted = [step for step in steps if step[1] >= cycle.starts_on]
    return sorted(wanted, key=lambda step: (step[1], _place(step[0])))


def _place(code: str) -> tuple[int, int]:
    anchor, distance = anchor_and_days(code)
    return ANCHORS.index(anchor), distance


@dataclass(frozen=True, slots=True)
class Owed:
    """What to send now (or nothing), and what is recorded as overtaken without being sent."""

    send: str | None
    overtaken: tuple[str, ...]


def owed(steps: Sequence[Step], already: Collection[str], as_of: date) -> Owed:
    """Of the rungs whose day has come, send only the latest, if it was not dealt with already.

    `already` holds the rungs that were sent, overtaken or suppressed. Earlier ones that are not in
    it were missed (an outage) and are overtaken.
    """
    reached = [rung for rung, on in steps if on <= as_of]
    missed = tuple(rung for rung in reached[:-1] if rung not in already)
    latest = reached[-1] if reached and reached[-1] not in already else None
    return Owed(latest, missed)


def next_look(cycle: Cycle, ladder: Sequence[str], *, after: date | None = None) -> date | None:
    """The day of the next reminder after `after`, or None when there is no further one."""
    days = [on for _rung, on in rungs(cycle, ladder)]
    return min((on for on in days if after is None or on > after), default=None)
