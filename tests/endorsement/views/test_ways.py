"""Whatever was built can be found by somebody who looks for it, and leads back."""

import pytest
from django.test import Client
from django.urls import reverse

from endorsement.models import Person
from tests.factories.application import staff
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db

TOOLS = [
    "endorsement:missing",
    "endorsement:plan",
    "endorsement:import_start",
    "endorsement:confirmations",
    "endorsement:groups",
    "endorsement:supervision",
    "endorsement:competency_maps",
    "certificates:transcript",
    "endorsement:assess",
    "endorsement:development_plan",
]
DESK = [
    "certificates:desk",
    "endorsement:providers",
    "endorsement:offers",
    "endorsement:overlay",
    "endorsement:coming_criteria",
]


def page(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person.user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("name", TOOLS)
def test_portfolio_leads_to_each_of_its_tools(name: str) -> None:
    core_framework()
    assert f'href="{reverse(name)}"' in page(PersonFactory(), reverse("endorsement:portfolio"))


def test_desk_leads_to_what_belongs_to_it_and_that_leads_back() -> None:
    core_framework()
    coordinator = staff(association_with_scheme("north"), "coordinator")
    desk = reverse("endorsement:coordinator_queue", args=["north"])
    said = page(coordinator, desk)
    for name in DESK:
        address = reverse(name, args=["north"])
        assert f'href="{address}"' in said
        crumbs = page(coordinator, address).split('class="breadcrumbs"')[1].split("</nav>")[0]
        assert f'href="{desk}"' in crumbs
