"""The post-test: one attempt at a time, drawn and marked on the server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from random import Random, SystemRandom
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from courses.models import Attempt, Enrollment, ModulePage
from courses.rules import paper, post_test, time_limit
from courses.selectors.accommodation import extra_percent
from courses.selectors.journey import next_attempt_at
from courses.selectors.module import bank_of, in_active_language, lessons_of, version_of
from courses.services.completion import complete, locked
from endorsement.refusals import Refused
from lms.backbone import sweeps

#: The most attempts one sweep closes; the next one goes on.
SWEPT = 500


@dataclass(frozen=True)
class HandedIn:
    """`problems` say by key what is missing or given twice: then nothing was handed in yet."""

    attempt: Attempt
    problems: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def start_attempt(
    *, enrollment: Enrollment, module: ModulePage, at: datetime, chance: Random | None = None
) -> Attempt:
    """Begin an attempt, or return the one that is open, or the one that passed.

    Effects, in order: an open attempt whose time is over is handed in as it was saved; otherwise the
    paper is drawn, and its deadline set by the module's limit and the person's extra time.

    :raises Refused: while lessons are missing, during a pause, and when there are no questions.
    """
    enrollment = locked(enrollment)
    _close_if_over(enrollment, module, at)
    attempts = list(enrollment.attempts.order_by("number"))
    for attempt in attempts:
        if attempt.handed_in_at is None or attempt.passed:
            return attempt
    _check_lessons(enrollment, module)
    opens = next_attempt_at(module, attempts)
    if opens is not None and opens > at:
        raise Refused(wait_until(opens, enrollment.person.time_zone))
    bank = bank_of(in_active_language(module)) or bank_of(module)
    if not bank:
        raise Refused(_("This module has no post-test yet. Please come back later."))
    extra = extra_percent(enrollment.person, enrollment.code, at) if module.time_limit else 0
    return Attempt.objects.create(
        enrollment=enrollment,
        number=len(attempts) + 1,
        pass_mark=module.pass_mark,
        questions=post_test.draw(bank, module.draw, chance or SystemRandom()),
        started_at=at,
        time_limit=module.time_limit,
        deadline=time_limit.deadline(at, module.time_limit, extra),
    )


def _check_lessons(enrollment: Enrollment, module: ModulePage) -> None:
    done = enrollment.lessons.filter(completed_at__isnull=False)
    wanted = {lesson.lesson_key for lesson in lessons_of(module)}
    if not wanted <= set(done.values_list("lesson_key", flat=True)):
        raise Refused(_("The post-test opens when every lesson is done."))


def wait_until(opens: datetime, time_zone: str) -> str:
    """A full sentence: when the next attempt may begin, in the person's time zone."""
    local = opens.astimezone(ZoneInfo(time_zone))
    return _(
        "You can try again from %(day)s, %(time)s on (your time). "
        "Everything you did is kept; the lessons stay open for another look."
    ) % {"day": date_format(local, "DATE_FORMAT"), "time": time_format(local, "TIME_FORMAT")}


@transaction.atomic
def hand_in_attempt(
    *,
    enrollment: Enrollment,
    module: ModulePage,
    number: int,
    fields: Mapping[str, Sequence[str]],
    at: datetime,
) -> HandedIn:
    """Hand in an attempt. Handing it in again gives the first result and changes nothing.

    Effects, in order: the answers in the form are kept; when nothing is missing, or the time is up,
    score and result by a conditional UPDATE; completion of the module when this was the last thing
    missing. What arrives later than the grace after the deadline is left out: what was saved counts.

    :raises Refused: when there is no attempt with this number.
    """
    enrollment = locked(enrollment)
    attempt = _attempt(enrollment, number)
    if _close_if_over(enrollment, module, at) or attempt.handed_in_at is not None:
        attempt.refresh_from_db()
        return HandedIn(attempt)
    late = time_limit.is_late(attempt.deadline, at)
    attempt.answers = paper.answers_in(attempt.questions, fields)
    problems = paper.problems(attempt.questions, attempt.answers)
    if problems and not late:
        _keep_answers(attempt, [one["key"] for one in attempt.questions], _milliseconds(at))
        return HandedIn(attempt, problems)
    _close(attempt, module, at, timed_out=late)
    return HandedIn(attempt)


@transaction.atomic
def save_answers(
    *,
    enrollment: Enrollment,
    module: ModulePage,
    number: int,
    fields: Mapping[str, Sequence[str]],
    at: datetime,
    only: str = "",
    done_at: datetime | None = None,
) -> Attempt:
    """Keep what stands on an open paper: all of it, or the one question with the key `only`, so that
    a second tab does not undo what the first one answered. What was handed in stays as it is.

    `done_at` is when the answer was given, if a device kept it meanwhile: what was answered later
    elsewhere stays. Whether there still is time is asked of `at`.

    :raises Refused: when there is no attempt with this number.
    """
    enrollment = locked(enrollment)
    attempt = _attempt(enrollment, number)
    if _close_if_over(enrollment, module, at) or attempt.handed_in_at is not None:
        attempt.refresh_from_db()
        return attempt
    done = _milliseconds(min(done_at or at, at))
    asked = paper.still_open(attempt.questions, attempt.answered_at, done, only)
    keys = [one["key"] for one in asked]
    kept = {key: answer for key, answer in attempt.answers.items() if key not in keys}
    attempt.answers = {**kept, **paper.answers_in(asked, fields)}
    _keep_answers(attempt, keys, done)
    return attempt


def _keep_answers(attempt: Attempt, keys: Sequence[str], done_at: int) -> None:
    attempt.answered_at = {**attempt.answered_at, **dict.fromkeys(keys, done_at)}
    Attempt.objects.filter(pk=attempt.pk, handed_in_at__isnull=True).update(
        answers=attempt.answers, answered_at=attempt.answered_at
    )


def _milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)


def came_too_late(attempt: Attempt) -> str:
    """Full sentences: why an answer that a device kept does not count anymore."""
    if attempt.timed_out:
        return _(
            "An answer came when the time for this attempt was up. What had arrived until then was "
            "handed in for you; this answer does not count."
        )
    return _(
        "An answer came after this attempt was handed in, so it does not count. Your result shows what "
        "was handed in."
    )


@transaction.atomic
def close_overdue(*, enrollment: Enrollment, module: ModulePage, at: datetime) -> bool:
    """Hand in, as it was saved, an attempt whose time is over; whether there was one.

    It counts as handed in at its deadline. Effects as of handing in; a second call changes nothing.
    """
    return _close_if_over(locked(enrollment), module, at)


def close_all_overdue(*, at: datetime) -> int:
    """Hand in every attempt left open past its time; how many.

    Each is a transaction of its own; one that cannot be handed in holds up no other.
    """
    waiting = Attempt.objects.filter(
        handed_in_at__isnull=True, deadline__lt=at - time_limit.GRACE
    ).select_related("enrollment")
    closed = 0
    for attempt in waiting.order_by("deadline")[:SWEPT]:
        enrollment = attempt.enrollment
        with sweeps.apart("Post-test of enrollment", enrollment.pk):
            module = version_of(enrollment.code, enrollment.version)
            if module is not None:
                closed += close_overdue(enrollment=enrollment, module=module, at=at)
    return closed


def _attempt(enrollment: Enrollment, number: int) -> Attempt:
    attempt = enrollment.attempts.filter(number=number).first()
    if attempt is None:
        raise Refused(_("There is no such attempt. Please start the post-test from the module."))
    return attempt


def _close_if_over(enrollment: Enrollment, module: ModulePage, at: datetime) -> bool:
    attempt = enrollment.attempts.filter(handed_in_at__isnull=True).first()
    if attempt is None or attempt.deadline is None:
        return False
    if not time_limit.is_over(attempt.deadline, at):
        return False
    _close(attempt, module, attempt.deadline, timed_out=True)
    return True


def _close(attempt: Attempt, module: ModulePage, at: datetime, *, timed_out: bool) -> None:
    score = post_test.score(attempt.questions, attempt.answers)
    Attempt.objects.filter(pk=attempt.pk, handed_in_at__isnull=True).update(
        answers=attempt.answers,
        handed_in_at=at,
        score=score,
        passed=score >= attempt.pass_mark,
        timed_out=timed_out,
    )
    complete(enrollment=attempt.enrollment, module=module, at=at)
    attempt.refresh_from_db()
