"""What visitors see, and what it costs."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from courses.models import CatalogPage
from courses.services import authoring
from courses.services.site import ensure_site
from tests.courses.views.test_taking_a_module import text
from tests.factories.association import AssociationFactory
from tests.factories.learning import complete_module, enroll
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def test_site_has_home_catalog_resources_and_associations_for_visitors(client) -> None:
    home = ensure_site()
    assert ensure_site() == home
    for address in ("/en/", "/en/training/", "/en/resources/", "/en/a/"):
        assert (address, client.get(address).status_code) == (address, 200)
    assert Site.objects.get().root_page == home.page_ptr
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_names_lead_to_pages_of_the_cms(client) -> None:
    ensure_site()
    for name, address in (
        ("home", "/en/"),
        ("courses:catalog", "/en/training/"),
        ("courses:resources", "/en/resources/"),
    ):
        assert client.get(reverse(name))["Location"] == address


def offers(client: Client, query: str) -> set[str]:
    response = client.get(f"/en/training/?{query}")
    return {offer.module.code for offer in response.context["offers"]}


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", {"short", "long"}),
        ("q=serve", {"long"}),
        ("q=SERVE+return", {"long"}),
        ("q=nothing+of+this", set()),
        ("area=no:such_area", {"short", "long"}),
        ("hours=0.5", {"short"}),
        ("hours=2", {"short", "long"}),
        ("hours=abc", {"short", "long"}),
        ("language=en", {"short", "long"}),
        ("language=es", set()),
    ],
)
def test_catalog_finds(client, query, codes) -> None:
    make_module("short", split=[], covers=[])
    make_module("long", hours=Decimal(2), split=[], covers=[], summary="Serve and return.")
    assert offers(client, query) == codes


def test_catalog_filters_by_area(client) -> None:
    from endorsement.models import CompetencyArea, Framework

    core = Framework.objects.create(code="core", version="1", name={"en": "Core"})
    for number, code in enumerate(("foundations", "research")):
        CompetencyArea.objects.create(
            framework=core, code=code, name={"en": code.title()}, position=number
        )
    make_module("small-talk")
    assert offers(client, "area=core:foundations") == {"small-talk"}
    assert offers(client, "area=core:research") == set()


def test_catalog_ticks_what_was_taken(client) -> None:
    person = PersonFactory()
    complete_module(person, make_module("taken"))
    enroll(person, make_module("begun"))
    make_module("new")
    client.force_login(person.user)
    found = client.get("/en/training/").context["offers"]
    assert {offer.module.code: offer.standing for offer in found} == {
        "taken": "taken",
        "begun": "begun",
        "new": "",
    }


def test_module_that_is_not_shared_stands_on_its_association_s_page_only(client) -> None:
    page = authoring.ensure_association(association=AssociationFactory(slug="north"))
    make_module("inside", parent=page, shared=False)
    assert offers(client, "") == set()
    assert "Module inside" in text(client.get("/en/a/north/"))


def test_newest_version_stands_in_the_catalog(client) -> None:
    module = make_module("small-talk")
    copy = module.copy(update_attrs={"slug": "again", "title": "Again"}, keep_live=True)
    assert copy.version == 2
    found = client.get("/en/training/").context["offers"]
    assert [(offer.module.code, offer.module.version) for offer in found] == [("small-talk", 2)]


def queries(client: Client, address: str, django_assert_num_queries, number: int) -> None:
    client.get(address)
    with django_assert_num_queries(number):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("count", [3, 30])
def test_catalog_costs_the_same_with_many_modules(client, count, django_assert_num_queries) -> None:
    ensure_site()
    person = PersonFactory()
    client.force_login(person.user)
    catalog = CatalogPage.objects.get()
    for number in range(count):
        enroll(person, make_module(f"module-{number}", lessons=1, questions=2, parent=catalog))
    queries(client, "/en/training/", django_assert_num_queries, 17)
    queries(client, reverse("courses:my_learning"), django_assert_num_queries, 15)


@pytest.mark.parametrize("address", ["/es/", "/es/training/", "/es/training/small-talk/"])
def test_pages_without_a_translation_are_shown_as_they_were_written(client, address) -> None:
    make_module("small-talk")
    assert client.get(address).status_code == 200
