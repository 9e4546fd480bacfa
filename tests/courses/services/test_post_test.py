from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from courses.models import Attempt, Enrollment, ModulePage
from courses.services import evaluation, post_test
from endorsement.models import LedgerEntry
from endorsement.refusals import Refused
from tests.factories.learning import (
    enroll,
    evaluate,
    finish_lessons,
    hand_in,
    right_answers,
    take_test,
    wrong_answers,
)
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def module() -> ModulePage:
    return make_module(questions=4, draw=2, attempts=2, wait_minutes=30)


@pytest.fixture
def ready(module) -> Enrollment:
    enrollment = enroll(PersonFactory(), module)
    finish_lessons(enrollment, module)
    return enrollment


def start(enrollment, module, at=AT) -> Attempt:
    return post_test.start_attempt(enrollment=enrollment, module=module, at=at)


def test_start_draws_a_paper_once_and_returns_the_open_one(ready, module) -> None:
    first = start(ready, module)
    again = start(ready, module, AT + timedelta(hours=1))
    assert (again, again.questions, len(first.questions)) == (first, first.questions, 2)
    assert Attempt.objects.count() == 1


def test_start_waits_for_every_lesson(module) -> None:
    enrollment = enroll(PersonFactory(), module)
    with pytest.raises(Refused, match="opens when every lesson is done"):
        start(enrollment, module)


def test_the_paper_stays_as_drawn_when_the_bank_changes(ready, module) -> None:
    from courses.models import QuestionBankPage

    attempt = start(ready, module)
    bank = QuestionBankPage.objects.child_of(module).get()
    bank.questions = []
    bank.save_revision().publish()
    handed = hand_in(ready, module, attempt, right_answers(attempt))
    assert (handed.attempt.score, handed.attempt.passed) == (100, True)


@pytest.mark.parametrize(("well", "score"), [(True, 100), (False, 0)])
def test_hand_in_marks_on_the_server(ready, module, well, score) -> None:
    attempt = take_test(ready, module, well=well)
    assert (attempt.score, attempt.passed, attempt.handed_in_at) == (score, well, AT)


def test_handing_in_twice_gives_the_first_result_again(ready, module) -> None:
    attempt = take_test(ready, module, well=False)
    later = AT + timedelta(hours=1)
    again = hand_in(ready, module, attempt, right_answers(attempt), later).attempt
    assert (again.score, again.answers, again.handed_in_at) == (0, wrong_answers(attempt), AT)


def test_hand_in_keeps_what_was_answered_while_something_is_missing(ready, module) -> None:
    attempt = start(ready, module)
    first, second = attempt.questions
    answers = {first["key"]: ["a"]}
    handed = hand_in(ready, module, attempt, answers)
    assert handed.problems == {second["key"]: "missing"}
    assert (handed.attempt.answers, handed.attempt.handed_in_at) == (answers, None)


def test_answer_that_a_device_kept_does_not_undo_a_later_one(ready, module) -> None:
    attempt = start(ready, module)
    first, second = (question["key"] for question in attempt.questions)

    def save(key: str, option: str, minute: int, done: int | None = None) -> dict[str, list[str]]:
        kept = post_test.save_answers(
            enrollment=ready,
            module=module,
            number=1,
            fields={f"q-{key}": [option]},
            only=key,
            at=AT + timedelta(minutes=minute),
            done_at=None if done is None else AT + timedelta(minutes=done),
        )
        return kept.answers

    assert save(first, "a", minute=10) == {first: ["a"]}
    # Given on the telephone two minutes before, and sent when the line was back.
    assert save(first, "b", minute=20, done=8) == {first: ["a"]}
    assert save(second, "b", minute=21, done=8) == {first: ["a"], second: ["b"]}
    assert save(first, "c", minute=22, done=11) == {first: ["c"], second: ["b"]}
    # No device's clock reaches beyond ours.
    assert save(first, "a", minute=23, done=90)[first] == ["a"]
    assert save(first, "b", minute=24)[first] == ["b"]


def test_hand_in_of_an_unknown_number_is_refused(ready, module) -> None:
    with pytest.raises(Refused, match="no such attempt"):
        post_test.hand_in_attempt(enrollment=ready, module=module, number=7, fields={}, at=AT)


def test_failed_attempts_wait_and_say_until_when(ready, module) -> None:
    take_test(ready, module, well=False)
    with pytest.raises(Refused, match=r"try again from June 1, 2026, 10:30 a\.m\. on"):
        start(ready, module, AT + timedelta(minutes=29))
    second = take_test(ready, module, well=False, at=AT + timedelta(minutes=30))
    assert second.number == 2
    with pytest.raises(Refused, match=r"try again from June 2, 2026, 10:30 a\.m\. on"):
        start(ready, module, AT + timedelta(hours=24))
    assert start(ready, module, AT + timedelta(hours=24, minutes=30)).number == 3


def test_start_after_passing_returns_the_passed_attempt(ready, module) -> None:
    passed = take_test(ready, module)
    assert start(ready, module) == passed


def test_evaluation_opens_when_the_post_test_is_passed(ready, module) -> None:
    take_test(ready, module, well=False)
    with pytest.raises(Refused, match="opens when the post-test is passed"):
        evaluate(ready, module)
    assert LedgerEntry.objects.count() == 0


def test_evaluation_handed_in_twice_keeps_the_first_answers(ready, module) -> None:
    take_test(ready, module)
    evaluate(ready, module)
    second = evaluation.hand_in_evaluation(
        enrollment=ready, module=module, answers={"useful": "1"}, at=AT
    )
    assert (second.answers, LedgerEntry.objects.count()) == ({"useful": "5"}, 1)


@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.django_db(transaction=True)
def test_eight_tabs_make_one_attempt_and_one_result() -> None:
    module = make_module()
    enrollment = enroll(PersonFactory(), module)
    finish_lessons(enrollment, module)

    def start_and_hand_in(_tab: int) -> tuple[int, int | None]:
        try:
            attempt = start(enrollment, module)
            handed = hand_in(enrollment, module, attempt, right_answers(attempt)).attempt
            return handed.number, handed.score
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(start_and_hand_in, range(8)))
    assert results == [(1, 100)] * 8
    assert Attempt.objects.count() == 1
