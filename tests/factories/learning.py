"""Learners on their way through a module."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from courses.models import Attempt, Enrollment, ModulePage
from courses.rules import marking, paper
from courses.selectors.module import lessons_of
from courses.services import evaluation, learning, post_test
from endorsement.models import Person
from tests.factories.module import AT


def enroll(person: Person, module: ModulePage, at: datetime = AT) -> Enrollment:
    return learning.enroll(person=person, module=module, at=at)


def finish_lessons(enrollment: Enrollment, module: ModulePage, at: datetime = AT) -> None:
    for lesson in lessons_of(module):
        learning.complete_lesson(enrollment=enrollment, module=module, lesson=lesson, at=at)


def right_answers(attempt: Attempt) -> dict[str, Any]:
    return {question["key"]: marking.right_answer(question) for question in attempt.questions}


def wrong_answers(attempt: Attempt) -> dict[str, Any]:
    return {question["key"]: _wrong(question) for question in attempt.questions}


def _wrong(question: dict[str, Any]) -> Any:
    """An answer to the whole question that earns nothing."""
    kind = question["kind"]
    if kind == "short_answer":
        return "none of these"
    if kind == "ordering":
        keys = [item["key"] for item in reversed(question["items"])]
        return {key: place for place, key in enumerate(keys, start=1)}
    if kind == "matching":
        keys = [choice["key"] for choice in question["choices"]]
        right = marking.right_answer(question)
        return {line: next(k for k in keys if k != right[line]) for line in right}
    return [min(option["key"] for option in question["options"] if not option["correct"])]


def as_fields(attempt: Attempt, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Answers as a browser sends the paper."""
    fields: dict[str, list[str]] = {}
    for shown in (paper.shown(question) for question in attempt.questions):
        answer = answers.get(shown["key"])
        if answer is None:
            continue
        if "parts" in shown:
            given = {part["name"]: [str(answer.get(part["key"], ""))] for part in shown["parts"]}
            fields.update(given)
        else:
            fields[f"q-{shown['key']}"] = [answer] if isinstance(answer, str) else list(answer)
    return fields


def hand_in(
    enrollment: Enrollment,
    module: ModulePage,
    attempt: Attempt,
    answers: Mapping[str, Any],
    at: datetime = AT,
) -> post_test.HandedIn:
    return post_test.hand_in_attempt(
        enrollment=enrollment,
        module=module,
        number=attempt.number,
        fields=as_fields(attempt, answers),
        at=at,
    )


def take_test(
    enrollment: Enrollment, module: ModulePage, *, well: bool = True, at: datetime = AT
) -> Attempt:
    attempt = post_test.start_attempt(enrollment=enrollment, module=module, at=at)
    answers = right_answers(attempt) if well else wrong_answers(attempt)
    return hand_in(enrollment, module, attempt, answers, at).attempt


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
