"""What a package is told when it is opened. It learns nothing of who takes it but a name of its own."""

from collections.abc import Mapping
from typing import Any

from courses.packages.manifest import Standard
from courses.packages.report import Report

#: Set by a package and of no use to the next opening.
_SPENT = frozenset({"cmi.core.session_time", "cmi.core.exit", "cmi.session_time", "cmi.exit"})

#: What content of H5P keeps for itself, by its part and its own name for it.
H5P_OWN = "h5p.data."


def values(
    standard: Standard,
    report: Report,
    *,
    learner: str,
    seconds: int,
    mastery: int | None,
    done: bool,
) -> dict[str, str]:
    """The data model at the beginning: what was kept, and what the platform alone sets.

    `learner` is a pseudonym of this package's own, `seconds` the time spent in it so far.
    """
    if standard is Standard.H5P:
        own = {name: value for name, value in report.items() if name.startswith(H5P_OWN)}
        return {**own, "h5p.learner": learner}
    kept = {name: value for name, value in report.items() if name not in _SPENT}
    told = _told_1_2 if standard is Standard.SCORM_1_2 else _told_2004
    return {**kept, **told(report, learner, seconds, mastery, done)}


def _told_1_2(
    report: Report, learner: str, seconds: int, mastery: int | None, done: bool
) -> dict[str, str]:
    hours, rest = divmod(seconds, 3600)
    told = {
        "cmi._version": "3.4",
        "cmi.core.student_id": learner,
        "cmi.core.student_name": learner,
        "cmi.core.credit": "credit",
        "cmi.core.lesson_mode": "normal",
        "cmi.core.entry": _entry(report, report.get("cmi.core.exit", ""), done),
        "cmi.core.total_time": f"{min(hours, 9999):04d}:{rest // 60:02d}:{rest % 60:02d}",
        "cmi.launch_data": "",
        "cmi.comments_from_lms": "",
        "cmi.core.lesson_status": report.get("cmi.core.lesson_status", "not attempted"),
        "cmi.core.lesson_location": report.get("cmi.core.lesson_location", ""),
        "cmi.suspend_data": report.get("cmi.suspend_data", ""),
        "cmi.core.score.raw": report.get("cmi.core.score.raw", ""),
    }
    if mastery is not None:
        told["cmi.student_data.mastery_score"] = str(mastery)
    return told


def _told_2004(
    report: Report, learner: str, seconds: int, mastery: int | None, done: bool
) -> dict[str, str]:
    told = {
        "cmi._version": "1.0",
        "cmi.learner_id": learner,
        "cmi.learner_name": learner,
        "cmi.credit": "credit",
        "cmi.mode": "normal",
        "cmi.entry": _entry(report, report.get("cmi.exit", ""), done),
        "cmi.total_time": f"PT{seconds // 3600}H{seconds % 3600 // 60}M{seconds % 60}S",
        "cmi.completion_status": report.get("cmi.completion_status", "unknown"),
        "cmi.success_status": report.get("cmi.success_status", "unknown"),
        "adl.nav.request": "_none_",
        "adl.nav.request_valid.continue": "false",
        "adl.nav.request_valid.previous": "false",
    }
    if mastery is not None:
        told["cmi.scaled_passing_score"] = f"{mastery / 100:g}"
    return told


def _entry(report: Report, last_exit: str, done: bool) -> str:
    """Empty when a finished package is looked at again, unless it asked to go on there."""
    if not report:
        return "ab-initio"
    return "resume" if last_exit == "suspend" or not done else ""


def is_report(told: Any) -> bool:
    """Whether it is names and texts of a data model, and nothing else."""
    return isinstance(told, Mapping) and all(
        isinstance(name, str)
        and isinstance(value, str)
        and len(name) <= 200
        and name.startswith(("cmi.", "adl.", "h5p."))
        and can_be_kept(name + value)
        for name, value in told.items()
    )


def can_be_kept(text: str) -> bool:
    """Whether databases take it: no zero byte, no half of a pair of UTF-16."""
    return "\x00" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)
