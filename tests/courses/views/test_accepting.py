"""Another association's module: its hours close a gap only once one's own association accepts it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement.models import Association, LedgerEntry, Person
from tests.factories.association import AssociationFactory
from tests.factories.learning import complete_module
from tests.factories.ledger import AcceptanceFactory
from tests.factories.membership import member
from tests.factories.module import make_module
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
WAITS = "the association has not decided about this training yet."


@pytest.fixture
def north() -> Association:
    core_framework()
    return association_with_scheme()


@pytest.fixture
def person(client: Client) -> Person:
    found: Person = PersonFactory()
    client.force_login(found.user)
    return found


def shown(client: Client) -> tuple[bool, bool]:
    """Whether the category's page counts the module's half hour, and says that it waits."""
    page = client.get(reverse("endorsement:category", args=["family_associate"])).content.decode()
    return "0.5 of 30" in page, WAITS in page


def decide(coordinator: Client, association: Association, **said: Any) -> int:
    address = reverse("endorsement:offer", args=[association.slug, "small-talk"])
    return coordinator.post(address, {"from_on": "2020-01-01", **said}).status_code


def test_hours_wait_until_ones_own_coordinator_accepts(
    client: Client, person: Person, north: Association
) -> None:
    south = AssociationFactory(slug="south")
    module = make_module(association=south)
    # What its publisher decides is its own.
    AcceptanceFactory(association=south, code="small-talk")
    complete_module(person, module, at=timezone.now())
    assert LedgerEntry.objects.get().offer_code == "small-talk"
    assert shown(client) == (False, True)

    coordinator = member(north, "coordinator")
    last = timezone.now().date() + timedelta(days=30)
    assert decide(coordinator, north, accepted="yes", through_on=last.isoformat()) == 302
    assert shown(client) == (True, False)
    page = client.get(module.url).content.decode()
    assert f"Accepted by {north.short_name} for in-service hours through" in page

    # Days that end before the module was finished leave it open again; taking back says no.
    assert decide(coordinator, north, accepted="yes", through_on="2020-12-31") == 302
    assert shown(client) == (False, True)
    assert decide(coordinator, north, accepted="no") == 302
    assert shown(client) == (False, False)
    assert "Not accepted by" in client.get(module.url).content.decode()
