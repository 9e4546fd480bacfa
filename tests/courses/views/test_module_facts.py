"""Whoever looks for hours reads on a module's page what it covers, and on its end what was recorded."""

from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Locale

from courses.models import ModulePage
from endorsement.models import CompetencyArea
from tests.factories.learning import complete_module
from tests.factories.module import make_module
from tests.factories.person import PersonFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db

QUERIES = 17


def rows(response: Any) -> dict[str, str]:
    found = BeautifulSoup(response.content, "html.parser").select("main .key-value__row")
    return {
        " ".join(row.dt.get_text(" ").split()): " ".join(row.dd.get_text(" ").split())
        for row in found
    }


def covering(references: list[str], **fields: Any) -> ModulePage:
    covers = [("cover", {"ref": one, "at": "lesson-1"}) for one in references]
    return make_module("small-talk", covers=covers, **fields)


def topic(code: str, hours: str) -> tuple[str, dict[str, Any]]:
    return "share", {"topic": code, "hours": Decimal(hours)}


def test_page_says_what_a_module_covers_and_in_which_topics_and_languages(client) -> None:
    core_framework()
    module = covering(
        ["core:systems", "core:foundations.attachment", "core:gone", "core:foundations.culture"],
        hours=Decimal(2),
        topics=[topic("dei", "1.5"), topic("rsc_provision", "0.5")],
    )
    spanish = module.copy_for_translation(
        Locale.objects.create(language_code="es"), copy_parents=True
    )
    address = module.get_url()
    assert rows(client.get(address))["Languages"] == "English"
    spanish.save_revision().publish()
    shown = rows(client.get(address))
    assert (shown["Special-topic hours"], shown["Competencies covered"], shown["Languages"]) == (
        "Diversity, equity and inclusion: 1.5 "
        "Providing reflective supervision or consultation: 0.5",
        "Foundations of early development and relationships "
        "Attachment, separation and loss Culture and community "
        "Service systems and community core:gone",
        "English , Español",
    )


def test_end_of_a_module_says_which_topics_and_competencies_were_recorded(client) -> None:
    core_framework()
    module = covering(["core:foundations.attachment"], topics=[topic("dei", "0.5")])
    person = PersonFactory()
    complete_module(person, module)
    client.force_login(person.user)
    shown = rows(client.get(reverse("courses:finished", args=[module.code])))
    assert (
        shown["Special topic: Diversity, equity and inclusion"],
        shown["Competencies covered"],
    ) == (
        "0.5 hours",
        "Foundations of early development and relationships Attachment, separation and loss",
    )


@pytest.mark.parametrize(("areas", "closed"), [(1, False), (9, True)])
def test_many_competencies_stand_closed_and_cost_the_same(
    client, areas, closed, django_assert_num_queries
) -> None:
    core_framework()
    known = CompetencyArea.objects.prefetch_related("competencies")[:areas]
    module = covering(
        [f"{area}.{one.code}" for area in known for one in list(area.competencies.all())[:2]]
    )
    address = module.get_url()
    client.get(address)
    with django_assert_num_queries(QUERIES):
        page = client.get(address)
    details = BeautifulSoup(page.content, "html.parser").select("details.disclosure > summary")
    assert [one.get_text().strip() for one in details] == (["18 competencies"] if closed else [])
