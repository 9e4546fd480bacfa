"""The catalog marks and filters what counts toward what the person is missing."""

from typing import Any

import pytest
from django.test import Client

from endorsement.models import Association, Person
from tests.factories.ledger import AcceptanceFactory
from tests.factories.module import make_module
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
LABEL = "Gives 0.5 of the 30 clock hours you are missing for Family Associate: In-service training"


@pytest.fixture
def association() -> Association:
    core_framework()
    return association_with_scheme()


@pytest.fixture
def person(client: Client) -> Person:
    found: Person = PersonFactory()
    client.force_login(found.user)
    return found


def modules(association: Association) -> dict[str, Any]:
    """Two modules, of which the association accepts one."""
    found = {code: make_module(code) for code in ("accepted", "undecided")}
    AcceptanceFactory(association=association, code="accepted")
    return found


def shown(client: Client, query: str = "") -> set[str]:
    response = client.get(f"/en/training/?category=family_associate&{query}")
    return {offer.module.code for offer in response.context["offers"]}


def test_the_catalog_can_show_only_what_counts(
    client: Client, person: Person, association: Association
) -> None:
    modules(association)
    assert shown(client) == {"accepted", "undecided"}
    assert shown(client, "missing=on") == {"accepted"}


def test_cards_and_pages_say_how_much_a_module_gives(
    client: Client, person: Person, association: Association
) -> None:
    found = modules(association)
    page = client.get("/en/training/?category=family_associate").content.decode()
    assert page.count(LABEL) == 1
    # The category looked at last is remembered.
    assert LABEL in client.get(found["accepted"].url).content.decode()
    assert "you are missing for" not in client.get(found["undecided"].url).content.decode()


def test_a_visitor_is_offered_no_such_filter(client: Client, association: Association) -> None:
    modules(association)
    page = client.get("/en/training/").content.decode()
    assert "Counts toward what I miss" not in page
    assert shown(client, "missing=on") == {"accepted", "undecided"}


def test_without_criteria_nothing_is_marked(client: Client, person: Person) -> None:
    make_module("small-talk")
    assert "you are missing for" not in client.get("/en/training/").content.decode()
