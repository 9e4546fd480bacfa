"""The pages of the self-assessment and the plan: private, saved once, printable."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.models import DevelopmentGoal, Person, SelfAssessment
from endorsement.rules.files import SCHEMES, load_edition_document
from endorsement.services.framework import import_framework
from endorsement.services.scheme import follow, import_scheme
from tests.factories.association import AssociationFactory
from tests.factories.ledger import EntryFactory, OfferFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import PUBLISHED, core_framework

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


def shoreline() -> None:
    """A framework with a scale of its own, which the association's criteria read."""
    level = [{"en": "I know about this"}, {"en": "I do this"}, {"en": "Others learn this from me"}]
    competency = {"code": "arriving", "name": {"en": "Arriving"}, "description": {"en": "Early."}}
    area = {"code": "meeting", "name": {"en": "Meeting families"}, "description": {"en": "First."}}
    import_framework(
        document={
            "format": 1,
            "framework": "shoreline",
            "version": "1",
            "name": {"en": "Shoreline competencies"},
            "rating_scale": level,
            "areas": [{**area, "competencies": [competency]}],
        }
    )
    document = load_edition_document(SCHEMES / "sample.yaml")[0]
    document["frameworks"] = ["core@1", "shoreline@1"]
    edition = import_scheme(document=document, at=PUBLISHED)
    follow(association=AssociationFactory(slug="north"), scheme=edition.scheme)


def test_a_framework_of_the_criteria_is_rated_on_its_own_scale(
    client: Client, person: Person
) -> None:
    shoreline()
    address = reverse("endorsement:assess")
    page = text(client.get(address))
    assert "I am learning this" in page
    assert "Shoreline competencies" in page
    own = f"{address}?framework=shoreline%401"
    page = text(client.get(own))
    assert "Others learn this from me" in page
    assert "I am learning this" not in page
    saved = client.post(own, {"step_shoreline:meeting.arriving": "3"}, follow=True)
    assert "Others learn this from me" in text(saved)
    assert text(saved).count("scale__dot--full") == 3
    assert SelfAssessment.objects.get().framework == "shoreline@1"
    assert client.post(own, {"step_shoreline:meeting.arriving": "4"}).status_code == 422


def test_a_framework_that_nobody_reads_is_not_offered(client: Client, person: Person) -> None:
    page = text(client.get(reverse("endorsement:assess") + "?framework=elsewhere%401"))
    assert "I am learning this" in page
    assert "By which competencies" not in page


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
