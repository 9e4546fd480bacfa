"""A score is read strictly: what a tool may report, and what is refused with a reason."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from courses.tools.score import BadScore, read

NOW = datetime(2026, 6, 1, 15, tzinfo=UTC)
TOLD = {
    "timestamp": "2026-06-01T15:00:00.123Z",
    "userId": "u-1",
    "activityProgress": "Completed",
    "gradingProgress": "FullyGraded",
    "scoreGiven": 8,
    "scoreMaximum": 10,
}


def told(**more: Any) -> bytes:
    return json.dumps({**TOLD, **more}).encode()


@pytest.mark.parametrize(
    ("given", "most", "percent"),
    [
        (8, 10, 80),
        (0, 10, 0),
        (0.29, 1, 29),
        (2, 3, 66),
        (12, 10, 100),
        (999, 1000, 99),
        (1e-9, 1, 0),
    ],
)
def test_points_are_percent_of_the_tools_maximum_rounded_down(
    given: float, most: float, percent: int
) -> None:
    assert read(told(scoreGiven=given, scoreMaximum=most), now=NOW).percent == percent


@pytest.mark.parametrize(
    ("activity", "grading", "finished", "percent"),
    [
        ("Completed", "FullyGraded", True, 80),
        ("Completed", "PendingManual", True, None),
        ("Completed", "Pending", True, None),
        ("Completed", "NotReady", True, None),
        ("Completed", "Failed", False, None),
        ("Submitted", "FullyGraded", False, 80),
        ("InProgress", "FullyGraded", False, 80),
        ("Started", "NotReady", False, None),
        ("Initialized", "NotReady", False, None),
    ],
)
def test_finished_and_graded_are_two_things(
    activity: str, grading: str, finished: bool, percent: int | None
) -> None:
    score = read(told(activityProgress=activity, gradingProgress=grading), now=NOW)
    assert (score.finished, score.percent) == (finished, percent)


def test_report_without_points_is_one() -> None:
    body = {name: value for name, value in TOLD.items() if not name.startswith("score")}
    assert read(json.dumps(body).encode(), now=NOW).percent is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"timestamp": None}, "timestamp must"),
        ({"timestamp": "2026-06-01T15:00:00"}, "timestamp must"),
        ({"timestamp": "yesterday"}, "timestamp must"),
        ({"timestamp": 1780326000}, "timestamp must"),
        ({"timestamp": (NOW + timedelta(minutes=11)).isoformat()}, "timestamp lies"),
        ({"userId": ""}, "userId"),
        ({"userId": 5}, "userId"),
        ({"userId": "u" * 256}, "userId"),
        ({"activityProgress": "Done"}, "activityProgress"),
        ({"activityProgress": ["Completed"]}, "activityProgress"),
        ({"gradingProgress": None}, "gradingProgress"),
        ({"scoreGiven": -1}, "scoreGiven"),
        ({"scoreGiven": "8"}, "scoreGiven"),
        ({"scoreGiven": True}, "scoreGiven"),
        ({"scoreGiven": 1e30}, "scoreGiven"),
        ({"scoreMaximum": 0}, "scoreMaximum"),
        ({"scoreMaximum": None}, "scoreMaximum"),
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(BadScore, match=said):
        read(told(**wrong), now=NOW)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"8", b"{", b"\xff", b'{"scoreGiven": NaN}', b"[" * 100_000],
    ids=["empty", "list", "number", "broken", "bytes", "nan", "deep"],
)
def test_what_is_no_object_is_refused(body: bytes) -> None:
    with pytest.raises(BadScore, match="The body"):
        read(body, now=NOW)
