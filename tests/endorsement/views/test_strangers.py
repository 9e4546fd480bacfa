"""What is one person's is nobody else's: every address with another's identifier is not there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.models import LedgerEntry, Person
from endorsement.services import evidence, provider
from tests.factories.association import AssociationFactory, MembershipFactory
from tests.factories.files import checked
from tests.factories.ledger import NOW, DetailFactory, EntryFactory, RscFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
MARKER = "MARKER-7f3a"
ENTRY = ["entry", "entry_edit", "entry_correct", "entry_delete", "entry_withdraw", "evidence_add"]
FILE = ["evidence", "evidence_remove", "evidence_flag"]


@pytest.fixture
def owner() -> Person:
    """A person whose portfolio is full of marked words."""
    core_framework()
    association_with_scheme("north")
    person = PersonFactory(name=f"{MARKER} owner")
    for permanent in (False, True):
        entry = EntryFactory(person=person, permanent=permanent, detail=None)
        DetailFactory(entry=entry, title=f"{MARKER} title", notes=f"{MARKER} notes")
        evidence.attach(entry=entry, checked=checked(f"{MARKER}.pdf"), at=NOW)
    return person


def strangers() -> list[Person]:
    """Somebody with no role, and people with roles that have nothing to do with the owner."""
    north = association_with_scheme("north")
    return [
        PersonFactory(),
        MembershipFactory(association=north, role="reviewer").person,
        MembershipFactory(association=north, role="coordinator").person,
        MembershipFactory(association=AssociationFactory(), role="coordinator").person,
    ]


def addresses(owner: Person) -> list[str]:
    entries = LedgerEntry.objects.filter(person=owner)
    found = [
        reverse(f"endorsement:{name}", args=[row.public_id]) for row in entries for name in ENTRY
    ]
    return found + [
        reverse(f"endorsement:{name}", args=[file.public_id])
        for row in entries
        for file in row.files.all()
        for name in FILE
    ]


def test_another_persons_identifiers_are_not_there(client: Client, owner: Person) -> None:
    before = str(list(LedgerEntry.objects.order_by("pk").values()))
    for stranger in strangers():
        client.force_login(stranger.user)
        for address in addresses(owner):
            for verb in (client.get, client.post):
                response = verb(address)
                assert (address, response.status_code in (404, 405)) == (address, True)
                assert MARKER not in response.content.decode()
    assert str(list(LedgerEntry.objects.order_by("pk").values())) == before


def test_a_visitor_sees_none_of_it(client: Client, owner: Person) -> None:
    for address in addresses(owner):
        response = client.get(address)
        assert response.status_code in (302, 405)
        assert MARKER not in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "endorsement:portfolio",
        "endorsement:portfolio_document",
        "endorsement:portfolio_table",
        "endorsement:categories",
    ],
)
def test_ones_own_pages_hold_nothing_of_others(address: str, client: Client, owner: Person) -> None:
    client.force_login(PersonFactory().user)
    response = client.get(reverse(address))
    content = getattr(response, "streaming_content", None) or [response.content]
    assert MARKER not in b"".join(content).decode()


@pytest.fixture
def listed() -> Any:
    """A provider on the list of the association north."""
    north = association_with_scheme("north")
    entry = RscFactory(provider__name=f"{MARKER} provider")
    provider.ask_about(person=entry.person, association=north, at=NOW)
    return entry.provider


@pytest.mark.parametrize("role", ["reviewer", "advisor", "author", None])
def test_the_list_of_providers_is_the_coordinators(
    role: str | None, client: Client, listed: Person
) -> None:
    north = association_with_scheme("north")
    person = MembershipFactory(association=north, role=role).person if role else PersonFactory()
    client.force_login(person.user)
    for address in desk("north", listed):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code in (404, 405)


def desk(slug: str, listed: Person) -> list[str]:
    return [
        reverse("endorsement:providers", args=[slug]),
        reverse("endorsement:provider", args=[slug, listed.ref]),
    ]


def test_a_coordinator_sees_only_the_own_associations_list(client: Client, listed: Person) -> None:
    south = AssociationFactory(slug="south")
    client.force_login(MembershipFactory(association=south).person.user)
    assert [client.get(address).status_code for address in desk("north", listed)] == [404, 404]
    own, one = (client.get(address) for address in desk("south", listed))
    assert (own.status_code, MARKER in own.content.decode(), one.status_code) == (200, False, 404)


def test_the_coordinator_decides(client: Client, listed: Person) -> None:
    north = association_with_scheme("north")
    client.force_login(MembershipFactory(association=north).person.user)
    page, one = desk("north", listed)
    assert MARKER in client.get(page).content.decode()
    wrong = {"basis": "vetted", "from_on": "2026-01-01", "through_on": "2025-01-01"}
    response = client.post(one, wrong)
    assert (response.status_code, north.provider_standings.count()) == (422, 0)
    client.post(one, {"basis": "vetted", "from_on": "2026-01-01"})
    assert [standing.person for standing in north.provider_standings.all()] == [listed]
