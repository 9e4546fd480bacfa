"""The portfolio at a glance, measured by a chosen association, and taken away as files."""

import csv
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.models import Association, Person
from endorsement.rules.portfolio_reader import from_document
from tests.factories.application import ReferenceFactory
from tests.factories.ledger import EntryFactory, RscFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client: Client) -> Person:
    """A signed-in person; two associations follow the sample scheme."""
    core_framework()
    association_with_scheme("north")
    association_with_scheme("south")
    person = PersonFactory()
    client.force_login(person.user)
    return person


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    response = client.get(reverse("endorsement:portfolio"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_an_empty_portfolio_says_what_to_do(client: Client, person: Person) -> None:
    page = text(client.get(reverse("endorsement:portfolio")))
    assert "Nothing here yet" in page
    assert page.count("<h1>") == 1


def test_without_any_scheme_the_page_still_works(client: Client) -> None:
    client.force_login(PersonFactory().user)
    assert client.get(reverse("endorsement:portfolio")).status_code == 200
    assert "No criteria yet" in text(client.get(reverse("endorsement:categories")))


def test_entries_stand_with_hours_level_and_draft(client: Client, person: Person) -> None:
    EntryFactory(person=person, hours="2.50")
    EntryFactory(person=person, system=True, hours="1.50")
    response = client.get(reverse("endorsement:portfolio"))
    page = text(response)
    assert "4 hours" in page
    assert page.count("Verified by the platform") == 1
    assert page.count(">Draft<") == 1
    [foundations] = [row for row in response.context["areas"] if row["value"]]
    assert (foundations["label"], str(foundations["value"])) == (
        "Foundations of early development and relationships",
        "4",
    )


@pytest.mark.parametrize("entries", [1, 30])
def test_the_page_costs_the_same_queries_however_many_entries(
    entries: int, client: Client, person: Person, django_assert_num_queries: Any
) -> None:
    EntryFactory.create_batch(entries, person=person)
    RscFactory.create_batch(entries, person=person)
    client.get(reverse("endorsement:portfolio"))
    with django_assert_num_queries(21):
        client.get(reverse("endorsement:portfolio"))


@pytest.mark.parametrize("entries", [1, 30])
def test_a_category_costs_the_same_queries_however_many_entries(
    entries: int, client: Client, person: Person, django_assert_num_queries: Any
) -> None:
    EntryFactory.create_batch(entries, person=person)
    RscFactory.create_batch(entries, person=person)
    with django_assert_num_queries(28):
        client.get(reverse("endorsement:category", args=["family_specialist"]))


def test_the_chosen_association_is_remembered(client: Client, person: Person) -> None:
    page = reverse("endorsement:categories")
    first = client.get(page).context["measuring"].association.slug
    client.get(page, {"association": "south"})
    assert (first, client.get(page).context["measuring"].association.slug) == ("north", "south")
    client.get(page, {"association": "nowhere"})
    assert client.get(page).context["measuring"].association.slug == "south"


def test_categories_name_state_and_biggest_gap(client: Client, person: Person) -> None:
    page = text(client.get(reverse("endorsement:categories")))
    assert "Early Relationships Learner" in page
    assert "Biggest gap:" in page
    assert "0 of 5 requirements met" in page


def test_a_category_shows_what_counted_and_what_was_left_out(
    client: Client, person: Person
) -> None:
    training = EntryFactory(person=person, covers=["core:foundations", "core:thinking"])
    RscFactory(person=person, hours="2")
    page = text(client.get(reverse("endorsement:category", args=["first_steps"])))
    assert (
        f'<a href="{reverse("endorsement:entry", args=[training.public_id])}">A workshop</a>'
        in page
    )
    assert "nobody has decided yet whether the provider is qualified" in page
    assert "Make sure the association was asked" in page
    assert "Not signed yet" in page


def test_categories_stand_in_order_of_their_scope(client: Client, person: Person) -> None:
    cards = client.get(reverse("endorsement:categories")).context["cards"]
    assert [card["category"].code for card in cards] == [
        "first_steps",
        "family_associate",
        "family_specialist",
        "mental_health_specialist",
        "reflective_supervisor",
    ]


def test_an_unknown_category_is_not_there(client: Client, person: Person) -> None:
    assert client.get(reverse("endorsement:category", args=["wizard"])).status_code == 404


def test_asking_about_providers_reaches_the_chosen_association(
    client: Client, person: Person
) -> None:
    entry = RscFactory(person=person)
    client.get(reverse("endorsement:categories"), {"association": "south"})
    client.post(reverse("endorsement:ask_about_providers"))
    [question] = entry.provider._meta.apps.get_model("endorsement.ProviderQuestion").objects.all()
    assert (question.association.slug, question.person) == ("south", entry.provider)


def test_signing_needs_the_tick_and_happens_once(client: Client, person: Person) -> None:
    page = reverse("endorsement:sign", args=["code_of_ethics"])
    assert "Please tick the box to sign." in text(client.post(page))
    for _click in range(2):
        assert client.post(page, {"agree": "on"}).status_code == 302
    assert [one.document for one in person.signatures.all()] == ["code_of_ethics"]
    assert client.get(reverse("endorsement:sign", args=["nothing"])).status_code == 404


def test_whoever_signs_or_asks_goes_on_where_they_were(client: Client, person: Person) -> None:
    category = reverse("endorsement:category", args=["early_start"]) + "?association=south"
    page = reverse("endorsement:sign", args=["code_of_ethics"])
    opened = client.get(page, headers={"referer": f"http://testserver{category}"})
    assert f'name="back" value="{category}"' in text(opened)
    assert client.post(page, {"agree": "on", "back": category}).url == category  # type: ignore[attr-defined]
    asked = client.post(
        reverse("endorsement:ask_about_providers"),
        headers={"referer": f"http://testserver{category}"},
    )
    assert asked.url == category  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example.org/en/portfolio/",
        "//elsewhere.example.org/en/portfolio/",
        "/en/accounts/login/",
        "/nowhere/",
        "",
    ],
)
def test_the_way_back_never_leads_off_the_record(
    elsewhere: str, client: Client, person: Person
) -> None:
    page = reverse("endorsement:sign", args=["code_of_ethics"])
    signed = client.post(page, {"agree": "on", "back": elsewhere}, headers={"referer": elsewhere})
    assert signed.url == reverse("endorsement:categories")  # type: ignore[attr-defined]


def test_what_is_signed_is_what_was_shown(client: Client, person: Person) -> None:
    client.get(reverse("endorsement:categories"), {"association": "south"})
    page = reverse("endorsement:sign", args=["code_of_ethics"])
    [query] = re.findall(r'action="(\?association=\w+)"', text(client.get(page)))
    # Meanwhile, in another tab:
    client.get(reverse("endorsement:categories"), {"association": "north"})
    client.post(page + query, {"agree": "on"})
    assert [one.association.slug for one in person.signatures.all()] == ["south"]


def test_the_document_is_format_1_and_reads_back(client: Client, person: Person) -> None:
    EntryFactory(person=person)
    response = client.get(reverse("endorsement:portfolio_document"))
    assert response["Content-Disposition"] == 'attachment; filename="portfolio.json"'
    assert len(from_document(json.loads(response.content)).entries) == 1


@pytest.mark.parametrize("waived", [True, False])
def test_the_document_tells_nothing_that_a_rater_wrote_before_it_may_be_read(
    client: Client, person: Person, waived: bool
) -> None:
    reference = ReferenceFactory(
        completed=True,
        person=person,
        association=Association.objects.get(slug="north"),
        waived=waived,
        recommendation="not_recommend",
        not_enough_information=7,
    )
    content = client.get(reverse("endorsement:portfolio_document") + "?association=north").content
    [found] = from_document(json.loads(content)).references
    assert (found.key, found.recommendation, found.not_enough_information) == (
        reference.public_id,
        None,
        0,
    )


def test_a_category_does_not_count_a_rater_s_answers_to_the_applicant(
    client: Client, person: Person
) -> None:
    association = Association.objects.get(slug="north")
    ReferenceFactory(
        completed=True, person=person, association=association, not_enough_information=37
    )
    address = reverse("endorsement:category", args=["first_steps"]) + "?association=north"
    page = text(client.get(address))
    assert "it cannot be counted. Please ask somebody else." in page
    assert "not enough information" not in page
    assert "has 37" not in page


def test_the_table_holds_every_row_and_no_formula(client: Client, person: Person) -> None:
    entry = EntryFactory(person=person, permanent=True)
    entry.detail.title = "=HYPERLINK(1)"
    entry.detail.save()
    response = client.get(reverse("endorsement:portfolio_table"))
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    heading, row = list(csv.reader(content.splitlines()))
    assert (row[0], row[2], row[7]) == (entry.public_id, "'=HYPERLINK(1)", "3.00")
    assert len(heading) == len(row)
