"""Two hundred learners who hand in a post-test at the same moment lose nothing."""

import pytest

from courses.models import Attempt
from tests.courses.crowd import gather, hand_in_at_once, serving
from tests.factories.module import make_module, question

LEARNERS, TWICE = 200, 25


@pytest.mark.usefixtures("on_postgresql", "committed_db")
def test_two_hundred_hand_in_at_once_and_each_has_one_attempt_with_their_own_answers() -> None:
    module = make_module(bank=[question(f"q{number}") for number in range(10)], draw=5)
    learners = gather(module, LEARNERS)
    with serving() as (host, port):
        answered = hand_in_at_once(host, port, module.code, learners, twice=TWICE)
    assert {one.status for one in answered} == {302}
    assert {one.place for one in answered} == {f"/en/learn/{module.code}/test/1/"}
    kept = {
        enrollment: (number, score, answers)
        for enrollment, number, score, answers in Attempt.objects.filter(
            handed_in_at__isnull=False
        ).values_list("enrollment_id", "number", "score", "answers")
    }
    assert kept == {one.enrollment: (1, one.score, one.answers) for one in learners}
    assert Attempt.objects.count() == LEARNERS
