"""Asking for a transcript and checking its number."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from certificates import files
from certificates.models import Certificate
from endorsement.models import Person
from tests.factories.certificate import as_issued
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
ADDRESS = "certificates:transcript"


@pytest.fixture
def person(client: Client) -> Person:
    person = PersonFactory(name="Ana Pérez")
    EntryFactory(person=person, detail__title="A private workshop")
    client.force_login(person.user)
    return person


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def issued() -> Certificate:
    return as_issued(Certificate.objects.get())


def test_asking_twice_leads_to_the_same_page(client: Client, person: Person) -> None:
    said = {"once": "ABC", "language": "en", "first": "", "through": ""}
    for _click in range(2):
        response = client.post(reverse(ADDRESS), said)
        number = Certificate.objects.get().number
        assert response["Location"] == reverse("certificates:detail", args=[number])
    assert "Your transcript is being prepared" in text(client.get(response["Location"]))


def test_days_the_wrong_way_round_are_said_at_their_field(client: Client, person: Person) -> None:
    said = {"once": "ABC", "language": "en", "first": "2026-03-02", "through": "2026-03-01"}
    response = client.post(reverse(ADDRESS), said)
    assert response.status_code == 422
    assert "The last day is before the first day." in text(response)


def test_its_number_tells_when_and_how_many_and_nothing_else(
    client: Client, person: Person
) -> None:
    client.post(reverse(ADDRESS), {"once": "ABC", "language": "en"})
    certificate = issued()
    page = text(Client().get(reverse("verify", args=[certificate.number])))
    assert "with 1 entry." in page
    assert "A private workshop" not in page
    machine = Client().get(
        reverse("verify", args=[certificate.number]), HTTP_ACCEPT="application/json"
    )
    assert (machine.json()["kind"], machine.json()["entry_count"]) == ("transcript", 1)
    assert "A private workshop" not in json.dumps(machine.json())


def test_only_its_person_gets_it(client: Client, person: Person) -> None:
    client.post(reverse(ADDRESS), {"once": "ABC", "language": "en"})
    certificate = issued()
    files.write(certificate.number, b"%PDF-1.7")
    download = reverse("certificates:download", args=[certificate.number])
    stranger = Client()
    stranger.force_login(PersonFactory().user)
    assert stranger.get(download).status_code == 404
    assert b"".join(client.get(download, follow=True)) == b"%PDF-1.7"
    files.remove(certificate.number)
