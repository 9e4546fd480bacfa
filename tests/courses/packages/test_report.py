"""What counts as done, which score it is, and how long it took, in both standards."""

import pytest

from courses.packages.launch import is_report, values
from courses.packages.manifest import Standard
from courses.packages.report import Standing, standing

OLD, NEW = Standard.SCORM_1_2, Standard.SCORM_2004


@pytest.mark.parametrize(
    ("standard", "report", "mastery", "expected"),
    [
        (OLD, {}, None, Standing(False, None, 0)),
        (OLD, {"cmi.core.lesson_status": "incomplete"}, None, Standing(False, None, 0)),
        (OLD, {"cmi.core.lesson_status": "browsed"}, None, Standing(False, None, 0)),
        (OLD, {"cmi.core.lesson_status": "completed"}, None, Standing(True, None, 0)),
        (OLD, {"cmi.core.lesson_status": "passed"}, 80, Standing(True, None, 0)),
        (OLD, {"cmi.core.lesson_status": "failed"}, None, Standing(False, None, 0)),
        # With a mastery the score decides, whatever the package says of itself.
        (
            OLD,
            {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "79"},
            80,
            Standing(False, 79, 0),
        ),
        (
            OLD,
            {"cmi.core.lesson_status": "incomplete", "cmi.core.score.raw": "80"},
            80,
            Standing(True, 80, 0),
        ),
        (
            OLD,
            {"cmi.core.score.raw": "3", "cmi.core.score.min": "1", "cmi.core.score.max": "4"},
            None,
            Standing(False, 66, 0),
        ),
        (
            OLD,
            {"cmi.core.score.raw": "5", "cmi.core.score.min": "5", "cmi.core.score.max": "5"},
            None,
            Standing(False, None, 0),
        ),
        (OLD, {"cmi.core.score.raw": "nan"}, None, Standing(False, None, 0)),
        (OLD, {"cmi.core.score.raw": "1e400"}, None, Standing(False, None, 0)),
        (OLD, {"cmi.core.score.raw": "250"}, None, Standing(False, 100, 0)),
        (OLD, {"cmi.core.session_time": "0001:02:03.45"}, None, Standing(False, None, 3723)),
        (OLD, {"cmi.core.session_time": "1 hour"}, None, Standing(False, None, 0)),
        (NEW, {"cmi.completion_status": "completed"}, None, Standing(True, None, 0)),
        (NEW, {"cmi.success_status": "passed"}, None, Standing(True, None, 0)),
        (
            NEW,
            {"cmi.completion_status": "completed", "cmi.success_status": "failed"},
            None,
            Standing(False, None, 0),
        ),
        (NEW, {"cmi.score.scaled": "0.29"}, None, Standing(False, 29, 0)),
        (NEW, {"cmi.score.scaled": "-0.5"}, None, Standing(False, 0, 0)),
        (NEW, {"cmi.score.scaled": "0.8"}, 80, Standing(True, 80, 0)),
        (
            NEW,
            {"cmi.score.raw": "8", "cmi.score.min": "0", "cmi.score.max": "10"},
            None,
            Standing(False, 80, 0),
        ),
        (NEW, {"cmi.session_time": "PT1H2M3.4S"}, None, Standing(False, None, 3723)),
        (NEW, {"cmi.session_time": "P1DT1S"}, None, Standing(False, None, 86401)),
    ],
)
def test_standing_is_read_from_the_report(
    standard: Standard, report: dict[str, str], mastery: int | None, expected: Standing
) -> None:
    assert standing(standard, report, mastery) == expected


@pytest.mark.parametrize(
    ("report", "done", "entry"),
    [
        ({}, False, "ab-initio"),
        ({"cmi.core.lesson_location": "3"}, False, "resume"),
        ({"cmi.core.exit": "suspend"}, True, "resume"),
        ({"cmi.core.lesson_location": "3"}, True, ""),
    ],
)
def test_entry_says_how_the_package_is_opened(
    report: dict[str, str], done: bool, entry: str
) -> None:
    told = values(OLD, report, learner="P", seconds=3723, mastery=80, done=done)
    assert (told["cmi.core.entry"], told["cmi.core.total_time"]) == (entry, "0001:02:03")


def test_opening_keeps_what_was_kept_and_nothing_that_is_spent() -> None:
    kept = {
        "cmi.suspend_data": "s",
        "cmi.interactions.0.id": "q",
        "cmi.session_time": "PT1S",
        "cmi.exit": "suspend",
        # Whatever a package claimed of itself before, the platform says who learns.
        "cmi.learner_name": "Somebody",
    }
    told = values(NEW, kept, learner="P", seconds=5, mastery=70, done=False)
    assert told == {
        "cmi.suspend_data": "s",
        "cmi.interactions.0.id": "q",
        "cmi._version": "1.0",
        "cmi.learner_id": "P",
        "cmi.learner_name": "P",
        "cmi.credit": "credit",
        "cmi.mode": "normal",
        "cmi.entry": "resume",
        "cmi.total_time": "PT0H0M5S",
        "cmi.completion_status": "unknown",
        "cmi.success_status": "unknown",
        "cmi.scaled_passing_score": "0.7",
        "adl.nav.request": "_none_",
        "adl.nav.request_valid.continue": "false",
        "adl.nav.request_valid.previous": "false",
    }


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, True),
        ({"cmi.suspend_data": "x"}, True),
        ({"adl.nav.request": "exit"}, True),
        ({"hours": "20"}, False),
        ({"cmi.suspend_data": 5}, False),
        ({"cmi." + "x" * 200: "x"}, False),
        (["cmi.exit"], False),
        (None, False),
    ],
)
def test_only_names_and_texts_of_a_data_model_are_a_report(told: object, expected: bool) -> None:
    assert is_report(told) is expected
