"""Papers and proofs of membership: seen by those who judge, reported by whoever may see them."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Application, Belonging, BelongingProof, Paper, Person
from endorsement.services import belonging, own_data, paper
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.association import AssociationFactory
from tests.factories.files import checked, pdf
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework, shipped_scheme

pytestmark = pytest.mark.django_db
BEFORE = AT - timedelta(days=1)
KINDS = ("paper", "proof")


@pytest.fixture(autouse=True)
def _on_the_day() -> Iterator[None]:
    with time_machine.travel(AT + timedelta(hours=2), tick=False):
        yield


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def opens(person: Person, kind: str, file: Paper | BelongingProof) -> bool:
    address = reverse(f"endorsement:{kind}", args=[file.public_id])
    response: Any = client_of(person).get(address, follow=True)
    if response.status_code == 200:
        # The client closes a file only once it was read to its end.
        assert b"".join(response.streaming_content).startswith(b"%PDF")
    return response.status_code == 200


def member(person: Person, slug: str) -> BelongingProof:
    row = belonging.add(
        person=person,
        organization=slug,
        from_on=date(2025, 1, 1),
        through_on=None,
        name="",
        number="",
        at=BEFORE,
    )
    return belonging.prove(belonging=row, checked=checked("card.pdf", "card"), at=BEFORE)


def handed_in(kind: str) -> tuple[Application, Paper | BelongingProof]:
    """An application in review of a category that asks for the file, handed in with it."""
    core_framework()
    person = PersonFactory()
    EntryFactory(person=person)
    file: Paper | BelongingProof
    if kind == "paper":
        islands = shipped_scheme(AssociationFactory(slug="islands"), "islands.yaml")
        file = paper.hand_in(
            person=person,
            association=islands,
            document="reflection",
            dated_on=date(2026, 5, 1),
            through_on=None,
            checked=checked("essay.pdf"),
            at=BEFORE,
        )
        return given.in_review(islands, person=person, category="general"), file
    river = shipped_scheme(AssociationFactory(slug="river"), "riverbend.yaml")
    file = member(person, "river")
    return given.in_review(river, person=person, category="infant_family_specialist"), file


@pytest.mark.parametrize("kind", KINDS)
def test_it_stands_beside_the_requirement_that_asks_for_it(kind: str) -> None:
    application, file = handed_in(kind)
    review = application.reviews.earliest("pk")
    page = text(
        client_of(review.reviewer).get(reverse("endorsement:review", args=[review.public_id]))
    )
    assert reverse(f"endorsement:{kind}", args=[file.public_id]) in page
    assert reverse(f"endorsement:{kind}_flag", args=[file.public_id]) in page
    assert file.name in page


@pytest.mark.parametrize("kind", KINDS)
def test_owner_reviewer_and_coordinator_open_it_and_nobody_else(kind: str) -> None:
    application, file = handed_in(kind)
    reviewer = application.reviews.earliest("pk").reviewer
    coordinator = staff(application.association, "coordinator")
    elsewhere = staff(association_with_scheme("south"), "coordinator")
    readers = (application.person, reviewer, coordinator, elsewhere, PersonFactory())
    assert [opens(one, kind, file) for one in readers] == [True, True, True, False, False]


@pytest.mark.parametrize("kind", KINDS)
def test_a_reported_file_is_the_coordinators_alone(kind: str) -> None:
    application, file = handed_in(kind)
    review = application.reviews.earliest("pk")
    coordinator = staff(application.association, "coordinator")
    client = client_of(review.reviewer)
    address = reverse(f"endorsement:{kind}_flag", args=[file.public_id])
    assert "Report this file?" in text(client.get(address))
    file.refresh_from_db()
    assert file.flagged_at is None
    assert client.post(address).status_code == 302
    # A second click finds nothing to report any more.
    assert client.post(address).status_code == 404
    readers = (application.person, review.reviewer, coordinator)
    assert [opens(one, kind, file) for one in readers] == [False, False, True]
    page = text(client.get(reverse("endorsement:review", args=[review.public_id])))
    assert file.name not in page
    record = reverse(
        "endorsement:application_record",
        args=[application.association.slug, application.public_id],
    )
    assert "only the coordinator can open it" in text(client_of(coordinator).get(record))


@pytest.mark.parametrize("kind", KINDS)
def test_a_strangers_file_cannot_be_reported(kind: str) -> None:
    _application, file = handed_in(kind)
    address = reverse(f"endorsement:{kind}_flag", args=[file.public_id])
    assert client_of(PersonFactory()).post(address).status_code == 404
    file.refresh_from_db()
    assert file.flagged_at is None


def test_a_reported_file_is_not_in_ones_own_copy(tmp_path: Path) -> None:
    application, proof = handed_in("proof")

    def names() -> str:
        path = tmp_path / "copy.zip"
        own_data.pack(
            person=application.person, path=path, at=AT, progress=lambda _done, _total: None
        )
        return " ".join(zipfile.ZipFile(io.BytesIO(path.read_bytes())).namelist())

    assert f"memberships/river {proof.public_id} card.pdf" in names()
    belonging.flag_proof(proof=proof, at=AT)
    assert proof.public_id not in names()


def test_a_proof_comes_with_the_membership_or_later() -> None:
    association_with_scheme("north")
    person = PersonFactory()
    client = client_of(person)
    said = {"organization": "north", "from_on": "2025-01-01", "file": pdf("card.pdf")}
    assert client.post(reverse("endorsement:belongings"), said).status_code == 302
    assert BelongingProof.objects.get().name == "card.pdf"
    row = Belonging.objects.get()
    address = reverse("endorsement:belonging_prove", args=[row.public_id])
    letter = {f"{row.public_id}-file": pdf("letter.pdf", "another")}
    assert client.post(address, letter).status_code == 302
    assert BelongingProof.objects.get().name == "letter.pdf"
    assert "letter.pdf" in text(client.get(reverse("endorsement:belongings")))


def test_no_file_is_one_sentence_and_the_page_stays() -> None:
    association_with_scheme("north")
    person = PersonFactory()
    row = member(person, "north").belonging
    address = reverse("endorsement:belonging_prove", args=[row.public_id])
    response = client_of(person).post(address)
    assert response.status_code == 422
    assert "This field is required." in text(response)
    assert client_of(PersonFactory()).post(address).status_code == 404


def test_a_file_that_is_none_adds_no_membership() -> None:
    association_with_scheme("north")
    person = PersonFactory()
    broken = pdf("card.pdf")
    broken.file = io.BytesIO(b"not a PDF")
    said = {"organization": "north", "from_on": "2025-01-01", "file": broken}
    assert client_of(person).post(reverse("endorsement:belongings"), said).status_code == 422
    assert not Belonging.objects.exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_memberships_cost_the_same_queries_however_many(
    rows: int, django_assert_num_queries: Any
) -> None:
    association_with_scheme("north")
    person = PersonFactory()
    for number in range(rows):
        row = belonging.add(
            person=person,
            organization="north",
            from_on=date(2020, 1, 1) + timedelta(days=number),
            through_on=None,
            name="",
            number="",
            at=BEFORE,
        )
        belonging.prove(belonging=row, checked=checked(), at=BEFORE)
    client = client_of(person)
    client.get(reverse("endorsement:belongings"))
    with django_assert_num_queries(7):
        client.get(reverse("endorsement:belongings"))
