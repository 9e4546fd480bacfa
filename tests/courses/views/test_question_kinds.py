"""Questions of every kind on the paper and on the result, over HTTP without JavaScript."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Attempt
from tests.factories.learning import (
    as_fields,
    enroll,
    finish_lessons,
    right_answers,
    wrong_answers,
)
from tests.factories.module import AT, every_kind, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


@pytest.fixture
def module(request):
    return make_module(lessons=1, bank=every_kind(partial=request.param), draw=6)


@pytest.fixture
def learner(client: Client, module) -> Client:
    person = PersonFactory()
    finish_lessons(enroll(person, module), module)
    client.force_login(person.user)
    return client


def begin(learner: Client) -> tuple[str, Attempt]:
    place = learner.post(reverse("courses:test", args=["small-talk"]))["Location"]
    return place, Attempt.objects.get(handed_in_at__isnull=True)


@pytest.mark.parametrize(("module", "partial"), [(False, False), (True, True)], indirect=["module"])
def test_everything_right_is_a_hundred_percent(learner, module, partial) -> None:
    place, attempt = begin(learner)
    paper = text(learner.get(place))
    assert ("Partial credit: every right line counts." in paper) is partial
    assert ("No partial credit: every line must be right." in paper) is not partial
    assert ("items in the right order count" in paper, "Why a." in paper) == (partial, False)
    learner.post(place, as_fields(attempt, right_answers(attempt)))
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (100, True)
    result = text(learner.get(place))
    assert ("You reached 100 percent" in result, "Not quite" in result) == (True, False)


@pytest.mark.parametrize("module", [True], indirect=True)
def test_the_result_says_what_was_answered_what_is_right_and_why(learner, module) -> None:
    place, attempt = begin(learner)
    answers = wrong_answers(attempt)
    matching = next(one for one in attempt.questions if one["kind"] == "matching")
    need = next(one["key"] for one in matching["choices"] if one["text"] == "Need")
    answers["matching"]["l1"] = need
    learner.post(place, as_fields(attempt, answers))
    attempt.refresh_from_db()
    # A third of one question of six.
    assert (attempt.score, attempt.passed) == (100 // 18, False)
    result = text(learner.get(place))
    assert "Right in part: 33% of the credit What goes together? Cry Need Right" in result
    assert "Step A Your answer: 4 · Right: 1" in result
    assert "Your answer: none of these Right: Serve and return · serve-and-return" in result
    assert result.count("To remember: Remember") == 6


@pytest.mark.parametrize("module", [True], indirect=True)
def test_a_place_given_twice_loses_nothing(learner, module) -> None:
    place, attempt = begin(learner)
    fields = as_fields(attempt, right_answers(attempt))
    fields["q-ordering.1"] = fields["q-ordering.2"]
    del fields["q-short_answer"]
    answer = learner.post(place, fields)
    page = answer.content.decode()
    assert (answer.status_code, "A place is given twice" in page) == (422, True)
    assert ("Please write an answer." in page, 'href="#q-ordering.1"' in page) == (True, True)
    assert page.count(" selected") == 3 + 4
    attempt.refresh_from_db()
    assert (attempt.handed_in_at, len(attempt.answers)) == (None, 5)


@pytest.mark.parametrize("module", [False], indirect=True)
def test_an_attempt_kept_before_there_were_kinds_still_shows(learner, module) -> None:
    """Stored as earlier releases stored it: no `partial`, options alone."""
    place, attempt = begin(learner)
    old = [q for q in attempt.questions if "options" in q]
    questions = [{key: value for key, value in q.items() if key != "partial"} for q in old]
    Attempt.objects.filter(pk=attempt.pk).update(
        questions=questions,
        answers={"multiple_response": ["a", "b"], "true_false": ["false"]},
        handed_in_at=AT,
        started_at=AT,
        score=66,
    )
    result = text(learner.get(place))
    assert ("You reached 66 percent" in result, "Why a." in result) == (True, True)
    assert "Right Which two?" in result
    assert "Not quite Is it?" in result
