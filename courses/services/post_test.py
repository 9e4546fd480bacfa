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
from courses.rules import paper, post_test
from courses.selectors.journey import next_attempt_at
from courses.selectors.module import bank_of, in_active_language, lessons_of
from courses.services.completion import complete, locked
from endorsement.refusals import Refused


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

    :raises Refused: while lessons are missing, during a pause, and when there are no questions.
    """
    enrollment = locked(enrollment)
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
    return Attempt.objects.create(
        enrollment=enrollment,
        number=len(attempts) + 1,
        pass_mark=module.pass_mark,
        questions=post_test.draw(bank, module.draw, chance or SystemRandom()),
        started_at=at,
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

    Effects, in order: the answers in the form are kept; when nothing is missing, score and result by
    a conditional UPDATE; completion of the module when this was the last thing missing.

    :raises Refused: when there is no attempt with this number.
    """
    enrollment = locked(enrollment)
    attempt = enrollment.attempts.filter(number=number).first()
    if attempt is None:
        raise Refused(_("There is no such attempt. Please start the post-test from the module."))
    if attempt.handed_in_at is not None:
        return HandedIn(attempt)
    kept = paper.answers_in(attempt.questions, fields)
    Attempt.objects.filter(pk=attempt.pk, handed_in_at__isnull=True).update(answers=kept)
    problems = paper.problems(attempt.questions, kept)
    if not problems:
        score = post_test.score(attempt.questions, kept)
        Attempt.objects.filter(pk=attempt.pk, handed_in_at__isnull=True).update(
            handed_in_at=at, score=score, passed=score >= attempt.pass_mark
        )
        complete(enrollment=enrollment, module=module, at=at)
    attempt.refresh_from_db()
    return HandedIn(attempt, problems)
