"""A statement as xAPI shapes it: what cmi5 needs of it, read from strangers' JSON without trust."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from courses.packages.cmi5.iri import is_iri, uuid_of
from courses.packages.cmi5.names import PROGRESS

_KNOWN = frozenset(
    {"id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority"}
    | {"version", "attachments"}
)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|\+00:?00)")
_SPAN = re.compile(
    r"P(?=[\dT])(?:(\d+(?:\.\d+)?)W|(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)D)?"
    r"(?:T(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?)"
)
#: Weeks, years, months, days, hours, minutes, seconds.
_SECONDS = (604_800, 31_557_600, 2_629_800, 86_400, 3_600, 60, 1)


class Refused(ValueError):
    """A statement, or a request, is not taken: with a sentence for whoever builds the content, and the
    status by HTTP.
    """

    def __init__(self, why: str, status: int = 400) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


@dataclass(frozen=True)
class Statement:
    """What is read of one; `raw` is all of it as it came."""

    id: UUID
    account: tuple[str, str]
    verb: str
    object: str
    timestamp: datetime
    registration: str
    extensions: Mapping[str, Any]
    categories: frozenset[str]
    groupings: frozenset[str]
    success: bool | None
    completion: bool | None
    has_score: bool
    #: The scaled one, also when only points were given.
    score: float | None
    duration: float | None
    progress: Any
    raw: Mapping[str, Any]


def read(raw: Any) -> Statement:
    """:raises Refused: when it is no statement about an activity that a person's account did."""
    if not isinstance(raw, dict) or not _KNOWN.issuperset(raw):
        raise Refused("A statement is an object with the properties of xAPI 1.0.3.")
    if "attachments" in raw:
        raise Refused("Statements with attachments are not taken.")
    own = uuid_of(raw.get("id"))
    if own is None:
        raise Refused("A statement needs an id that is a UUID.")
    context, result = _part(raw, "context"), _part(raw, "result")
    activities = _part(context, "contextActivities")
    return Statement(
        id=own,
        account=account_of(raw.get("actor")),
        verb=_iri(_needed(raw, "verb"), "verb"),
        object=_activity(_needed(raw, "object")),
        timestamp=_time(raw.get("timestamp")),
        registration=str(context.get("registration", "")).casefold(),
        extensions=_part(context, "extensions"),
        categories=_ids(activities, "category"),
        groupings=_ids(activities, "grouping"),
        success=_truth(result, "success"),
        completion=_truth(result, "completion"),
        has_score="score" in result,
        score=_score(result),
        duration=_duration(result),
        progress=_part(result, "extensions").get(PROGRESS),
        raw=raw,
    )


def account_of(actor: Any) -> tuple[str, str]:
    """:raises Refused: when it is no agent with an account."""
    if not isinstance(actor, dict) or actor.get("objectType", "Agent") != "Agent":
        raise Refused("The actor has to be the agent of the launch.")
    account = actor.get("account")
    if not isinstance(account, dict):
        raise Refused("The actor has to be the agent of the launch.")
    return str(account.get("homePage", "")), str(account.get("name", ""))


def seconds_of(text: str) -> float | None:
    """The length of an ISO 8601 duration; None when it is none. Months and years are average ones."""
    match = _SPAN.fullmatch(text) if len(text) < 80 else None
    if match is None:
        return None
    return sum(float(part or 0) * unit for part, unit in zip(match.groups(), _SECONDS, strict=True))


def span(length: timedelta) -> str:
    return f"PT{max(0, length.total_seconds()):.2f}S"


def _needed(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = raw.get(name)
    if not isinstance(found, dict):
        raise Refused(f"A statement needs a {name}.")
    return found


def _part(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = raw.get(name, {})
    if not isinstance(found, dict):
        raise Refused(f"“{name}” has to be an object.")
    return found


def _iri(raw: Mapping[str, Any], name: str) -> str:
    own = raw.get("id")
    if not is_iri(own) or len(str(own)) > 1_000:
        raise Refused(f"The id of the {name} has to be an IRI.")
    return str(own)


def _activity(raw: Mapping[str, Any]) -> str:
    if raw.get("objectType", "Activity") != "Activity":
        raise Refused("Only statements about activities are taken.")
    return _iri(raw, "object")


def _ids(activities: Mapping[str, Any], name: str) -> frozenset[str]:
    """One activity may stand without a list around it."""
    found = activities.get(name, [])
    listed = found if isinstance(found, list) else [found]
    if not all(isinstance(one, dict) for one in listed):
        raise Refused(f"“{name}” has to list activities.")
    return frozenset(_iri(one, name) for one in listed)


def _time(text: Any) -> datetime:
    if not isinstance(text, str) or len(text) > 40 or not _TIME.fullmatch(text):
        raise Refused("A statement needs a timestamp in UTC, for example 2026-11-27T09:00:00Z.")
    try:
        return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(UTC)
    except ValueError:
        raise Refused("The timestamp names a time that does not exist.") from None


def _truth(result: Mapping[str, Any], name: str) -> bool | None:
    found = result.get(name)
    if found is not None and not isinstance(found, bool):
        raise Refused(f"“{name}” has to be true or false.")
    return found


def _duration(result: Mapping[str, Any]) -> float | None:
    text = result.get("duration")
    if text is None:
        return None
    found = seconds_of(text) if isinstance(text, str) else None
    if found is None:
        raise Refused("“duration” has to be an ISO 8601 duration, for example PT12M30S.")
    return found


def _score(result: Mapping[str, Any]) -> float | None:
    if "score" not in result:
        return None
    score = _part(result, "score")
    if not {"scaled", "raw", "min", "max"}.issuperset(score):
        raise Refused("A score has scaled, raw, min and max, and nothing else.")
    scaled, raw, least, most = (_number(score, name) for name in ("scaled", "raw", "min", "max"))
    if scaled is not None and not -1 <= scaled <= 1:
        raise Refused("“scaled” has to be between -1 and 1.")
    if raw is None:
        return scaled
    if least is None or most is None or not least <= raw <= most:
        raise Refused("“raw” needs “min” and “max”, and lies between them.")
    if scaled is None and most > least:
        scaled = (raw - least) / (most - least)
    return scaled


def _number(score: Mapping[str, Any], name: str) -> float | None:
    found = score.get(name)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, int | float) or not abs(found) < 1e9:
        raise Refused(f"“{name}” has to be a number.")
    return float(found)
