"""Learners on their way through a module."""

from datetime import datetime

from courses.models import Attempt, Enrollment, ModulePage
from courses.rules.post_test import right_keys
from courses.selectors.module import lessons_of
from courses.services import evaluation, learning, post_test
from endorsement.models import Person
from tests.factories.module import AT


def enroll(person: Person, module: ModulePage, at: datetime = AT) -> Enrollment:
    return learning.enroll(person=person, module=module, at=at)


def finish_lessons(enrollment: Enrollment, module: ModulePage, at: datetime = AT) -> None:
    for lesson in lessons_of(module):
        learning.complete_lesson(enrollment=enrollment, module=module, lesson=lesson, at=at)


def right_answers(attempt: Attempt) -> dict[str, list[str]]:
    return {question["key"]: right_keys(question) for question in attempt.questions}


def wrong_answers(attempt: Attempt) -> dict[str, list[str]]:
    return {
        question["key"]: [next(o["key"] for o in question["options"] if not o["correct"])]
        for question in attempt.questions
    }


def take_test(
    enrollment: Enrollment, module: ModulePage, *, well: bool = True, at: datetime = AT
) -> Attempt:
    attempt = post_test.start_attempt(enrollment=enrollment, module=module, at=at)
    answers = right_answers(attempt) if well else wrong_answers(attempt)
    return post_test.hand_in_attempt(
        enrollment=enrollment, module=module, number=attempt.number, answers=answers, at=at
    ).attempt


def evaluate(enrollment: Enrollment, module: ModulePage, at: datetime = AT) -> None:
    evaluation.hand_in_evaluation(
        enrollment=enrollment, module=module, answers={"useful": "5"}, at=at
    )


def complete_module(person: Person, module: ModulePage, at: datetime = AT) -> Enrollment:
    """Everything in order; the enrollment is completed."""
    enrollment = enroll(person, module, at)
    finish_lessons(enrollment, module, at)
    take_test(enrollment, module, at=at)
    evaluate(enrollment, module, at)
    enrollment.refresh_from_db()
    return enrollment
