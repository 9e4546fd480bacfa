"""Reminders of a review as data: so many days before or after the day it is due, to whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

REVIEWER, COORDINATOR = "reviewer", "coordinator"
RECIPIENTS = (REVIEWER, COORDINATOR)


@dataclass(frozen=True, order=True)
class Rung:
    """One reminder: the day it falls on, and to whom it goes."""

    on: date
    to: str


def rungs(ladder: Iterable[Mapping[str, Any]], due_on: date) -> list[Rung]:
    """The reminders of a review that is due on this day, in order; what is not understood is left out."""
    return sorted(
        {
            Rung(due_on + timedelta(days=one["days"]), one["to"])
            for one in ladder
            if isinstance(one.get("days"), int) and one.get("to") in RECIPIENTS
        }
    )


def next_rung(steps: Iterable[Rung], after: date) -> date | None:
    """The day of the first reminder after this day."""
    return min((one.on for one in steps if one.on > after), default=None)


def due(steps: Iterable[Rung], since: date, on: date) -> list[Rung]:
    """What is to be sent on a day: of those missed since, only the last to each recipient."""
    latest: dict[str, Rung] = {}
    for one in steps:
        if since <= one.on <= on:
            latest[one.to] = one
    return sorted(latest.values())
