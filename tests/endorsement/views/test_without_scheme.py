"""An association that follows no scheme yet: its coordinator's pages are there, or say 404, never 500."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.application import staff
from tests.factories.association import AssociationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("page", "status"),
    [("coordinator_queue", 200), ("offers", 200), ("providers", 200), ("overlay", 404)],
)
def test_coordinators_pages_stand_without_a_scheme(client: Client, page: str, status: int) -> None:
    association = AssociationFactory(slug="north")
    client.force_login(staff(association, "coordinator").user)
    assert client.get(reverse(f"endorsement:{page}", args=["north"])).status_code == status
