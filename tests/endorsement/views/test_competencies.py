"""The pages of the competency map: seeing, linking, and being told what a link decides."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.models import CompetencyLink, Person
from endorsement.services import competency
from tests.factories.ledger import NOW, EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
PLANNING = "core:thinking.planning"


@pytest.fixture
def person(client: Client) -> Person:
    core_framework()
    association_with_scheme("north")
    person = PersonFactory()
    client.force_login(person.user)
    return person


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def linking(reference: str = PLANNING) -> str:
    return reverse("endorsement:competency_link", args=["first_steps", reference])


def test_the_portfolio_leads_to_the_map(client: Client, person: Person) -> None:
    page = text(client.get(reverse("endorsement:portfolio")))
    assert reverse("endorsement:competency_maps") in page


def test_every_category_says_how_many_rows_have_evidence(client: Client, person: Person) -> None:
    EntryFactory(person=person)
    assert "1 of " in text(client.get(reverse("endorsement:competency_maps")))


def test_the_map_shows_evidence_and_empty_rows(client: Client, person: Person) -> None:
    EntryFactory(person=person)
    page = text(client.get(reverse("endorsement:competency_map", args=["first_steps"])))
    assert "A workshop" in page
    assert "No evidence yet." in page
    assert linking() in page


@pytest.mark.parametrize(
    ("code", "reference"), [("nowhere", PLANNING), ("first_steps", "core:thinking.telepathy")]
)
def test_what_the_edition_does_not_know_is_not_there(
    client: Client, person: Person, code: str, reference: str
) -> None:
    address = reverse("endorsement:competency_link", args=[code, reference])
    assert client.get(address).status_code == 404


def test_the_form_says_beforehand_what_does_not_belong(client: Client, person: Person) -> None:
    assert "Please leave out every child’s and family’s name" in text(client.get(linking()))


def test_linking_tells_what_is_met_now(client: Client, person: Person) -> None:
    entry = EntryFactory(person=person)
    said = {"entry": entry.public_id, "sentence": "Plans are promises."}
    page = text(client.post(linking(), said, follow=True))
    assert "Early Relationships Learner: now met: Thinking; In-service training." in page
    assert "Plans are promises." in page


def test_another_persons_entry_cannot_be_linked(client: Client, person: Person) -> None:
    said = {"entry": EntryFactory().public_id, "sentence": "Not mine."}
    response = client.post(linking(), said)
    assert response.status_code == 422
    assert "Please choose one of your entries." in text(response)
    assert not CompetencyLink.objects.exists()


def test_removing_the_only_link_says_so_before_and_after(client: Client, person: Person) -> None:
    entry = EntryFactory(person=person, permanent=True)
    link = competency.link_entry(
        entry=entry, competency=PLANNING, sentence="Plans are promises.", at=NOW
    )
    address = reverse("endorsement:competency_unlink", args=[link.public_id])
    warning = "Early Relationships Learner: not met without it: Thinking; In-service training."
    assert warning in text(client.get(address))
    assert CompetencyLink.objects.exists()
    assert warning in text(client.post(address, follow=True))
    assert not CompetencyLink.objects.exists()


def test_a_strangers_link_is_not_there(client: Client, person: Person) -> None:
    link = competency.link_entry(
        entry=EntryFactory(), competency=PLANNING, sentence="Private.", at=NOW
    )
    address = reverse("endorsement:competency_unlink", args=[link.public_id])
    assert client.post(address).status_code == 404
    assert CompetencyLink.objects.exists()
