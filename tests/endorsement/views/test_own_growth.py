"""The pages of the self-assessment and the plan: private, saved once, printable."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.models import DevelopmentGoal, Person, SelfAssessment
from tests.factories.ledger import EntryFactory, OfferFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
PLANNING = "core:thinking.planning"
GOAL = {"once": "a", "what": "Read about play", "competency": PLANNING, "by_on": "2020-01-01"}


@pytest.fixture
def person(client: Client) -> Person:
    core_framework()
    person = PersonFactory()
    client.force_login(person.user)
    return person


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def assess(client: Client, **said: str) -> Any:
    return client.post(reverse("endorsement:assess"), said, follow=True)


def test_answers_are_saved_and_stand_there_next_time(client: Client, person: Person) -> None:
    said = {f"step_{PLANNING}": "2", f"note_{PLANNING}": "Ask Ruth."}
    page = text(assess(client, **said))
    assert "Only you can see it." in page
    assert "I am learning this" in page
    assert "Ask Ruth." in text(client.get(reverse("endorsement:assess")))


def test_nothing_answered_is_said_in_a_sentence(client: Client, person: Person) -> None:
    response = assess(client)
    assert response.status_code == 422
    assert "Answer at least one line" in text(response)


def test_a_strangers_self_assessment_and_goal_are_not_there(client: Client, person: Person) -> None:
    assess(client, **{f"step_{PLANNING}": "2"})
    client.post(reverse("endorsement:development_plan"), GOAL)
    key, goal = SelfAssessment.objects.get().public_id, DevelopmentGoal.objects.get().public_id
    client.force_login(PersonFactory().user)
    assert client.get(reverse("endorsement:self_assessment", args=[key])).status_code == 404
    for name in ("self_assessment_delete", "goal_act", "goal_edit"):
        number = key if name.startswith("self") else goal
        address = reverse(f"endorsement:{name}", args=[number])
        assert client.post(address, {"action": "delete"}).status_code == 404
    assert SelfAssessment.objects.exists()
    assert DevelopmentGoal.objects.exists()


def test_a_self_assessment_can_be_deleted(client: Client, person: Person) -> None:
    assess(client, **{f"step_{PLANNING}": "2"})
    key = SelfAssessment.objects.get().public_id
    client.post(reverse("endorsement:self_assessment_delete", args=[key]))
    assert not SelfAssessment.objects.exists()


def test_a_goal_links_a_training_and_an_entry(client: Client, person: Person) -> None:
    offer, entry = OfferFactory(), EntryFactory(person=person)
    said = {**GOAL, "offer_code": offer.code, "entry": entry.public_id}
    for _click in range(2):
        page = text(client.post(reverse("endorsement:development_plan"), said, follow=True))
    assert DevelopmentGoal.objects.count() == 1
    for part in ("Read about play", offer.title["en"], "A workshop", "Planning and organizing"):
        assert part in page


def test_a_goal_is_done_opened_changed_and_deleted(client: Client, person: Person) -> None:
    client.post(reverse("endorsement:development_plan"), GOAL)
    goal = DevelopmentGoal.objects.get()
    act = reverse("endorsement:goal_act", args=[goal.public_id])
    assert "done on" in text(client.post(act, {"action": "done"}, follow=True))
    assert "done on" not in text(client.post(act, {"action": "open"}, follow=True))
    edit = reverse("endorsement:goal_edit", args=[goal.public_id])
    assert "Play more" in text(client.post(edit, {"what": "Play more"}, follow=True))
    assert client.post(edit, {"what": ""}).status_code == 422
    client.post(act, {"action": "delete"})
    assert not DevelopmentGoal.objects.exists()
