"""A score as a tool reports it. Pure functions.

Source: Assignment and Grade Services 2.0 (1EdTech, 2019), section 3.4. Points are read as percent of the
tool's own maximum; a comment is not looked at.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

ACTIVITY = frozenset({"Initialized", "Started", "InProgress", "Submitted", "Completed"})
GRADING = frozenset({"FullyGraded", "Pending", "PendingManual", "Failed", "NotReady"})
#: How far a tool's clock may be ahead. A time far ahead would keep out every later score.
AHEAD = timedelta(minutes=10)
_MOST = Decimal(10) ** 9


class BadScore(ValueError):
    """It is none, with a sentence for whoever wrote the tool."""


@dataclass(frozen=True)
class Score:
    """`percent` is rounded down, None while there is no final grade."""

    user: str
    at: datetime
    activity: str
    grading: str
    percent: int | None

    @property
    def finished(self) -> bool:
        """The learner has done what there was to do, whoever still grades it."""
        return self.activity == "Completed" and self.grading != "Failed"


def read(body: bytes, *, now: datetime) -> Score:
    """:raises BadScore: when anything that must be there is missing or cannot be."""
    told = _object(body)
    at = _instant(told.get("timestamp"))
    if at > now + AHEAD:
        raise BadScore("timestamp lies in the future.")
    user = told.get("userId")
    if not isinstance(user, str) or not 0 < len(user) <= 255:
        raise BadScore("userId must be a text.")
    grading = _one_of(told, "gradingProgress", GRADING)
    percent = _percent(told)
    return Score(
        user=user,
        at=at,
        activity=_one_of(told, "activityProgress", ACTIVITY),
        grading=grading,
        percent=percent if grading == "FullyGraded" else None,
    )


def _object(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body, parse_float=Decimal, parse_constant=_refuse)
    except (ValueError, RecursionError) as bad:
        raise BadScore("The body is no JSON.") from bad
    if not isinstance(told, dict):
        raise BadScore("The body is no JSON object.")
    return told


def _refuse(constant: str) -> Any:
    raise ValueError(constant)


def _instant(text: Any) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        at = None
    if at is None or at.utcoffset() is None:
        raise BadScore("timestamp must be an ISO 8601 time with its zone.")
    return at


def _one_of(told: dict[str, Any], name: str, known: frozenset[str]) -> str:
    value = told.get(name)
    if not isinstance(value, str) or value not in known:
        raise BadScore(f"{name} must be one of {', '.join(sorted(known))}.")
    return value


def _percent(told: dict[str, Any]) -> int | None:
    if told.get("scoreGiven") is None:
        return None
    given, most = _number(told, "scoreGiven"), _number(told, "scoreMaximum")
    if most <= 0:
        raise BadScore("scoreMaximum must be more than 0.")
    # More than the maximum, for extra credit, is the maximum.
    return min(100, int(given * 100 / most))


def _number(told: dict[str, Any], name: str) -> Decimal:
    value = told.get(name)
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not 0 <= value < _MOST:
        raise BadScore(f"{name} must be a number that is not below 0.")
    return Decimal(value)
