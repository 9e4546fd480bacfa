"""The evaluation as a learner meets it: by objectives, asked for or offered, once."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from courses.models import EvaluationResponse, ModulePage
from endorsement.models import LedgerEntry
from tests.factories.learning import enroll, finish_lessons, take_test
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
OPTIONS = [{"key": "work", "text": "At work"}, {"key": "home", "text": "At home"}]
ITEMS: list[tuple[str, dict[str, Any]]] = [
    ("objectives", {"key": "objectives", "text": "How well did it help?"}),
    ("item", {"key": "useful", "kind": "scale", "text": "Useful?", "objective": "1"}),
    ("item", {"key": "one", "kind": "single_choice", "text": "Where?", "options": OPTIONS}),
    (
        "item",
        {"key": "more", "kind": "multiple_choice", "text": "Else?", "options": OPTIONS}
        | {"needed": "no"},
    ),
    ("item", {"key": "words", "kind": "text", "text": "Words?"}),
]
GOOD = {"objective-name": "5", "useful": "4", "one": "work", "more": ["work", "home"]}
PLACE = reverse("courses:evaluation", args=["small-talk"])
FINISHED = reverse("courses:finished", args=["small-talk"])


def learner(client: Client, module: ModulePage) -> Client:
    """Somebody who has passed the post-test."""
    person = PersonFactory()
    enrollment = enroll(person, module)
    finish_lessons(enrollment, module)
    take_test(enrollment, module)
    client.force_login(person.user)
    return client


def test_each_objective_is_asked_and_kept_as_it_was_asked(client) -> None:
    module = make_module(evaluation=ITEMS, lessons=1)
    learner(client, module)
    form = client.get(PLACE).context["form"]
    said = {name: (field.label, field.help_text) for name, field in form.fields.items()}
    assert said["objective-name"] == ("How well did it help?", "Name a feeling.")
    assert said["useful"] == ("Useful?", "Name a feeling.")
    assert client.post(PLACE, GOOD)["Location"] == FINISHED
    response = EvaluationResponse.objects.get()
    assert response.answers == {**GOOD, "words": ""}
    assert [one["key"] for one in response.asked] == [
        "objective-name",
        "useful",
        "one",
        "more",
        "words",
    ]
    assert response.asked[0]["about"] == "Name a feeling."
    assert response.asked[2]["options"] == [["work", "At work"], ["home", "At home"]]


def test_questions_in_the_same_words_are_told_apart_by_their_objectives(client) -> None:
    again = ("item", {"key": "again", "kind": "scale", "text": "Useful?", "objective": ""})
    module = make_module(evaluation=[*ITEMS, again], lessons=1)
    learner(client, module)
    fields = client.get(PLACE).context["form"].fields
    said = [(fields[name].label, fields[name].help_text) for name in ("useful", "again")]
    assert said == [("Useful? Name a feeling.", ""), ("Useful?", "")]


def test_learner_is_asked_in_their_language_and_answers_count_together(client) -> None:
    module = make_module(evaluation=ITEMS, lessons=1)
    spanish, _made = Locale.objects.get_or_create(language_code="es")
    other = module.copy_for_translation(spanish, copy_parents=True)
    other.objectives = [("objective", {"key": "name", "text": "Nombrar un sentimiento."})]
    other.save_revision().publish()
    learner(client, module)
    place = PLACE.replace("/en/", "/es/")
    assert "Nombrar un sentimiento." in client.get(place).content.decode()
    client.post(place, GOOD)
    assert EvaluationResponse.objects.get().asked[0]["about"] == "Name a feeling."


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"objective-name": ""}, {"objective-name"}),
        ({"one": ""}, {"one"}),
        ({"one": "elsewhere"}, {"one"}),
        ({"more": ["elsewhere"]}, {"more"}),
        ({"useful": "6", "one": ""}, {"useful", "one"}),
    ],
)
def test_incomplete_answers_are_asked_again(client, wrong, fields) -> None:
    learner(client, make_module(evaluation=ITEMS, lessons=1))
    answer = client.post(PLACE, {**GOOD, **wrong})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, fields)
    assert not EvaluationResponse.objects.exists()


def test_evaluation_that_is_offered_can_wait_and_is_taken_once(client) -> None:
    module = make_module(evaluation=ITEMS, evaluation_required=False, lessons=1)
    learner(client, module)
    # Completed by the post-test.
    assert LedgerEntry.objects.count() == 1
    finished = client.get(FINISHED)
    assert PLACE in finished.content.decode()
    assert finished.context["journey"].percent == 100
    for answers in (GOOD, {**GOOD, "useful": "1"}):
        assert client.post(PLACE, answers)["Location"] == FINISHED
    assert EvaluationResponse.objects.get().answers["useful"] == "4"
    assert LedgerEntry.objects.count() == 1
    assert PLACE not in client.get(FINISHED).content.decode()
    assert client.get(PLACE)["Location"] == FINISHED


def test_evaluation_that_is_asked_for_comes_before_the_certificate(client) -> None:
    learner(client, make_module(evaluation=ITEMS, lessons=1))
    assert not LedgerEntry.objects.exists()
    assert client.get(FINISHED).status_code == 302
    client.post(PLACE, GOOD)
    assert LedgerEntry.objects.count() == 1
