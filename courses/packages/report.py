"""What a package has reported, read in one way for all standards. Pure functions.

A report is what the package set by its data model: names to texts. Sources: SCORM 1.2 Run-Time Environment
(ADL, 2001), section 3.4; SCORM 2004 Run-Time Environment, 4th edition (ADL, 2009), section 4.2. Of H5P it is
what the page around the content heard of its xAPI statements (static/courses/js/h5p-page.js).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from courses.packages.manifest import Standard

Report = Mapping[str, str]

_SPAN_1_2 = re.compile(r"(\d{2,4}):(\d{2}):(\d{2})(?:\.\d{1,2})?")
_SPAN_2004 = re.compile(
    r"P(?:\d+Y)?(?:\d+M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d{1,2})?S)?)?"
)


#: Verbs by which content of H5P says that it was gone through to its end.
_FINISHED = frozenset({"answered", "completed", "consumed", "mastered", "passed"})


@dataclass(frozen=True)
class Standing:
    """Whether the unit is done, its score in percent (rounded down, None without one), its seconds."""

    done: bool
    score: int | None
    seconds: int


def standing(standard: Standard, report: Report, mastery: int | None) -> Standing:
    """Where the unit stands. With a mastery and a score, the score decides whether it is passed."""
    if standard is Standard.SCORM_1_2:
        status = report.get("cmi.core.lesson_status", "")
        score = _raw(report, "cmi.core.score")
        done, failed = status in {"completed", "passed"}, status == "failed"
        seconds = _seconds(_SPAN_1_2, report.get("cmi.core.session_time", ""), (3600, 60, 1))
    elif standard is Standard.H5P:
        score = _scaled(report, "h5p.score")
        done, failed, seconds = *_heard(report), 0
    else:
        completed = report.get("cmi.completion_status") == "completed"
        success = report.get("cmi.success_status")
        score = _scaled(report, "cmi.score")
        done, failed = completed or success == "passed", success == "failed"
        seconds = _seconds(_SPAN_2004, report.get("cmi.session_time", ""), (86400, 3600, 60, 1))
    if mastery is not None and score is not None:
        done, failed = done or score >= mastery, score < mastery
    return Standing(done and not failed, score, seconds)


def _heard(report: Report) -> tuple[bool, bool]:
    """Done and failed, of H5P. A question is done when it is answered, be it wrongly; what has several
    says itself whether they were enough."""
    verb = report.get("h5p.verb", "")
    failed = verb == "failed" or (verb == "completed" and report.get("h5p.success") == "false")
    return verb in _FINISHED, failed


def _scaled(report: Report, name: str) -> int | None:
    scaled = _number(report.get(f"{name}.scaled"))
    if scaled is None:
        return _raw(report, name)
    return percent(scaled * 100)


def _raw(report: Report, name: str) -> int | None:
    raw = _number(report.get(f"{name}.raw"))
    if raw is None:
        return None
    least = _number(report.get(f"{name}.min")) or 0.0
    most = _number(report.get(f"{name}.max"))
    most = 100.0 if most is None else most
    return percent((raw - least) * 100 / (most - least)) if most > least else None


def percent(number: float) -> int:
    """Whole percent, rounded down."""
    # A hair of floating point must not cost a point: 0.29 * 100 is 28.999….
    return int(max(0.0, min(100.0, number)) + 1e-9)


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if abs(number) < 1e9 else None


def _seconds(pattern: re.Pattern[str], text: str, units: tuple[int, ...]) -> int:
    match = pattern.fullmatch(text.strip()) if len(text) < 60 else None
    if match is None:
        return 0
    return sum(int(part or 0) * unit for part, unit in zip(match.groups(), units, strict=True))
