"""Importing through the pages: nothing is written before it was confirmed, and then once."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from endorsement.models import Person, StagedImport
from lms.backbone.tables import read_table
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
GOOD = "training,A day,A university,2026-03-02,3,core:foundations.attachment,course"
CSV = f"""Kind,Title,Organization,First day,Clock hours,Competencies,Kind of training
{GOOD}
training,,A university,2026-03-03,3,core:foundations.attachment,course
"""


@pytest.fixture
def person(client: Client) -> Person:
    core_framework()
    person = PersonFactory()
    client.force_login(person.user)
    return person


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def upload(client: Client, content: str = CSV, name: str = "hours.csv") -> Any:
    file = SimpleUploadedFile(name, content.encode())
    return client.post(reverse("endorsement:import_start"), {"file": file}, follow=True)


def preview() -> str:
    return reverse("endorsement:import_preview", args=[StagedImport.objects.get().public_id])


def test_the_preview_shows_rows_and_what_to_correct_and_writes_nothing(
    client: Client, person: Person
) -> None:
    page = text(upload(client))
    assert "1 new row" in page
    assert "1 row to correct" in page
    assert "This field is required." in page
    assert person.entries.count() == 0


def test_confirming_twice_adds_once(client: Client, person: Person) -> None:
    upload(client)
    for _click in range(2):
        assert "1 entry was added as a draft." in text(client.post(preview(), follow=True))
    assert person.entries.count() == 1


def test_the_same_file_again_adds_nothing(client: Client, person: Person) -> None:
    upload(client)
    client.post(preview())
    StagedImport.objects.all().delete()
    page = text(upload(client))
    assert "Nothing to add" in page
    assert "1 row there already" in page


def test_a_file_that_is_no_table_says_so(client: Client, person: Person) -> None:
    response = upload(client, "Kind", "hours.docx")
    assert response.status_code == 422
    assert "There are no rows in this file." in text(response)


def test_a_table_without_the_needed_columns_leads_back(client: Client, person: Person) -> None:
    page = text(upload(client, "Name,When\nA day,yesterday\n"))
    assert "The first row has no column “Kind”." in page


def test_somebody_elses_staged_table_is_not_there(client: Client, person: Person) -> None:
    upload(client)
    client.force_login(PersonFactory().user)
    assert client.get(preview()).status_code == 404
    assert client.post(preview()).status_code == 404


def test_sending_no_file_says_what_to_do(client: Client, person: Person) -> None:
    assert client.post(reverse("endorsement:import_start")).status_code == 422


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_template_can_be_filled_in_and_imported(
    client: Client, person: Person, ending: str
) -> None:
    response = client.get(reverse("endorsement:import_template", args=[ending]))
    table = read_table(SimpleUploadedFile(f"template.{ending}", response.content))
    assert (table[0][0], len(table)) == ("Kind", 5)


def test_the_portfolio_can_be_taken_away_as_a_workbook(client: Client, person: Person) -> None:
    EntryFactory(person=person, detail__title="=HYPERLINK(1)")
    response = client.get(reverse("endorsement:portfolio_workbook"))
    assert response["Cache-Control"] == "private, no-store"
    table = read_table(SimpleUploadedFile("portfolio.xlsx", response.content))
    assert table[1][2] == "'=HYPERLINK(1)"
