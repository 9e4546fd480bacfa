"""What criteria ask for can be said: roles, ages, fields of work, credits, an edition's own topics."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Association, LedgerEntry, Person
from endorsement.rules import facts as f
from endorsement.selectors import portfolio
from tests.factories.ledger import NOW, EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework, shipped_scheme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


@pytest.fixture
def _today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def coastal() -> Association:
    core_framework()
    return shipped_scheme(association_with_scheme("coast"), "coastal.yaml")


@pytest.fixture
def person(client: Client, coastal: Association) -> Person:
    person = PersonFactory()
    client.force_login(person.user)
    return person


def add(client: Client, kind: str, **data: Any) -> Any:
    return client.post(reverse("endorsement:entry_add", args=[kind]), data)


def only_fact(person: Person, association: Association) -> f.Entry:
    (entry,) = portfolio.facts(person, association, NOW.date()).entries
    return entry


WORK = {"title": "Visitor", "organization": "A", "first_on": "2024-01-01", "paid": "yes"}
COURSE = {
    "title": "Development",
    "organization": "A college",
    "first_on": "2025-01-10",
    "last_on": "2025-05-10",
    "delivery": "course",
    "covers": ["core:foundations.attachment"],
}
GIVEN = {"first_on": "2026-03-02", "hours": "2", "format": "group", "mode": "online"}


def test_roles_and_ages_of_work(client: Client, person: Person, coastal: Association) -> None:
    said = {"roles": ["direct_service", "provides_rsc"], "age_bands": ["zero_to_three"]}
    assert add(client, "work", **WORK, **said).status_code == 302
    entry = only_fact(person, coastal)
    assert entry.roles == {"direct_service", "provides_rsc"}
    assert entry.age_bands == {"zero_to_three"}


def test_credits_stand_for_hours_at_the_rate_of_the_edition(
    client: Client, person: Person, coastal: Association
) -> None:
    page = client.get(reverse("endorsement:entry_add", args=["training"]))
    assert "Counted as clock hours: semester credits × 15, quarter credits × 10." in (
        page.content.decode()
    )
    assert add(client, "training", **COURSE, credits="3", credit_unit="semester").status_code == (
        302
    )
    entry = only_fact(person, coastal)
    assert (entry.hours, entry.credits, entry.credit_unit) == (None, 300, "semester")
    row = LedgerEntry.objects.get()
    shown = client.get(reverse("endorsement:entry", args=[row.public_id])).content.decode()
    assert "3 semester credits" in shown


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "hours"),
        ({"credits": "3"}, "credit_unit"),
        ({"credit_unit": "semester"}, "credits"),
        ({"credits": "3", "credit_unit": "semester", "topic_dei": "2"}, "hours"),
    ],
)
def test_half_an_amount_is_asked_about(
    client: Client, person: Person, said: dict[str, str], field: str
) -> None:
    response = add(client, "training", **COURSE, **said)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert person.entries.count() == 0


def test_topics_of_the_edition_are_offered_and_kept_under_another(
    client: Client, person: Person, coastal: Association
) -> None:
    add(client, "training", **COURSE, hours="9", topic_facilitation="9")
    assert only_fact(person, coastal).topics == {"facilitation": 900}
    association_with_scheme("north")
    edit = reverse("endorsement:entry_edit", args=[person.entries.get().public_id])
    page = client.get(edit, {"association": "north"})
    assert page.context["form"]["topic_facilitation"].value() == "9.00"


@pytest.mark.parametrize(
    ("entries", "people"),
    [
        ([{"people": "3"}], 3),
        ([{"people": "3"}, {"people": "2"}], 3),
        ([{"people_numbers": "1, 2"}, {"people_numbers": "2; 7"}], 3),
        ([{"people": "2", "people_numbers": "4 9"}, {"people": "1"}], 3),
    ],
)
def test_people_are_numbers_and_each_is_counted_once(
    client: Client,
    person: Person,
    coastal: Association,
    entries: list[dict[str, str]],
    people: int,
) -> None:
    for said in entries:
        add(client, "rsc_given", **GIVEN, **said, disciplines=["nursing"])
    found = portfolio.facts(person, coastal, NOW.date()).entries
    assert len({one for entry in found for one in entry.people}) == people
    assert {one for entry in found for one in entry.disciplines} == {"nursing"}


@pytest.mark.parametrize("text", ["Maria", "1, M.", "1-3", "12345"])
def test_nothing_that_could_be_a_name_is_taken_for_a_number(
    client: Client, person: Person, text: str
) -> None:
    response = add(client, "rsc_given", **GIVEN, people_numbers=text)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["people_numbers"]


def test_export_and_import_bring_everything_back(client: Client, person: Person) -> None:
    add(client, "work", **WORK, roles=["policy", "direct_service"], age_bands=["zero_to_five"])
    add(client, "rsc_given", **GIVEN, people_numbers="1, 5", disciplines=["nursing", "psychology"])
    add(client, "training", **COURSE, hours="45", credits="3", credit_unit="semester")
    add(client, "training", **COURSE, hours="9", topic_facilitation="9")
    before = {row.kind + str(row.hours): row.attributes for row in person.entries.all()}
    table = client.get(reverse("endorsement:portfolio_table"))
    content = b"".join(table) if table.streaming else table.content
    person.entries.all().delete()
    import io

    file = io.BytesIO(content)
    file.name = "table.csv"
    preview = client.post(reverse("endorsement:import_start"), {"file": file})
    page = client.get(preview.url)
    assert page.context["reading"].problems == []
    client.post(preview.url)
    after = {row.kind + str(row.hours): row.attributes for row in person.entries.all()}
    assert after == before
    assert {"facilitation": "9.00"} in [row.topics for row in person.entries.all()]


def test_a_field_of_study_may_have_had_another_code(client: Client, person: Person) -> None:
    row = EntryFactory(
        person=person, kind="education", hours=None, attributes={"field": "early_childhood"}
    )
    fact = portfolio.entry(row, {}, {}, {})
    assert fact.field_code == "early_childhood_education"
    shown = client.get(reverse("endorsement:entry", args=[row.public_id])).content.decode()
    assert "Early childhood education" in shown
    edit = client.get(reverse("endorsement:entry_edit", args=[row.public_id]))
    assert edit.context["form"]["field"].value() == "early_childhood_education"
