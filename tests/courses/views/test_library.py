"""The resource library: search and filters without JavaScript, and a page for each card."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from courses.models import LinkCheck, ResourceCard
from courses.models.choices import ResourceKind
from courses.services.site import ensure_site
from courses.views.library import HEADINGS
from tests.factories.module import AT, add_lesson, make_module

pytestmark = pytest.mark.django_db
PLACE = "/en/resources/"


def card(code: str, **fields: Any) -> ResourceCard:
    values = {
        "name": f"Card {code}",
        "kind": "page",
        "what": "A page about babies.",
        "url": f"https://example.org/{code}",
        "checked_on": AT.date(),
        "topics": ["policy"],
        "audiences": ["leaders"],
        "languages": ["en"],
        **fields,
    }
    return ResourceCard.objects.create(code=code, **values)


@pytest.fixture
def library() -> None:
    ensure_site()
    card("laws", kind="regulation", topics=["part_c", "policy"], what="Rules about evaluations.")
    card("paper", kind="paper", audiences=["families", "leaders"], languages=["en", "es"])
    card("club", kind="organization", topics=["workforce"], audiences=["supervisors"])


def shown(client: Client, **asked: str) -> list[str]:
    answer = client.get(PLACE, asked)
    return [held.card.code for _label, cards in answer.context["groups"] for held in cards]


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({}, ["club", "paper", "laws"]),
        ({"topic": "policy"}, ["paper", "laws"]),
        ({"topic": "policy", "kind": "paper"}, ["paper"]),
        ({"audience": "families"}, ["paper"]),
        ({"language": "es"}, ["paper"]),
        ({"kind": "organization"}, ["club"]),
        # Whatever the ending, and every word of it.
        ({"q": "evaluation rule"}, ["laws"]),
        ({"q": "evaluation babies"}, []),
        ({"q": "babies", "topic": "workforce"}, ["club"]),
        ({"topic": "no-such-topic"}, ["club", "paper", "laws"]),
        ({"topic": "workforce", "kind": "paper"}, []),
    ],
)
def test_search_and_filters(
    library: None, client: Client, asked: dict[str, str], codes: list[str]
) -> None:
    assert shown(client, **asked) == codes


def test_cards_stand_below_the_heading_of_their_kind(library: None, client: Client) -> None:
    headings = [str(heading) for heading, _cards in client.get(PLACE).context["groups"]]
    assert headings == ["Organizations", "Papers and reports", "Regulations"]
    assert set(HEADINGS) == set(ResourceKind)


def test_every_choice_says_how_many_it_would_give(library: None, client: Client) -> None:
    page = unescape(client.get(PLACE, {"topic": "policy"}).text)
    assert ("Paper (1)" in page, "Organization (" in page) == (True, False)
    nothing = unescape(client.get(PLACE, {"topic": "workforce", "kind": "paper"}).text)
    assert "Nothing fits all of this" in nothing
    assert "Without Paper: 1 resource" in nothing


def test_page_of_a_card_names_the_modules_that_show_it(library: None, client: Client) -> None:
    module = make_module("with-card", lessons=1, publish=False)
    block = ("resource_card", {"resource": "laws", "sources": []})
    add_lesson(module, "lesson-2", title="Rules", body=[block])
    module.get_latest_revision().publish()
    make_module("without-card")
    answer = client.get(reverse("courses:resource", args=["laws"]))
    assert [one.code for one in answer.context["modules"]] == ["with-card"]
    assert ("Part C and early intervention" in answer.text, "Open the site" in answer.text) == (
        True,
        True,
    )
    other = client.get(reverse("courses:resource", args=["club"]))
    assert "No module shows it yet." in other.text
    assert client.get(reverse("courses:resource", args=["nothing"])).status_code == 404


def test_in_spanish_the_spanish_card(library: None, client: Client) -> None:
    spanish, _made = Locale.objects.get_or_create(language_code="es")
    first = ResourceCard.objects.get(code="laws")
    card("laws", locale=spanish, translation_key=first.translation_key, what="Normas.")
    page = client.get("/es/resources/", {"q": "norma"}).text
    assert ("Normas." in page, "A page about babies." in page) == (True, False)


def test_day_of_the_last_check_and_a_broken_link_are_told(library: None, client: Client) -> None:
    kept = {"due_at": AT, "checked_at": AT}
    LinkCheck.objects.create(address="https://example.org/club", state="broken", **kept)
    LinkCheck.objects.create(
        address="https://example.org/paper", state="works", worked_at="2026-07-04T15:00Z", **kept
    )
    page = client.get(PLACE).text
    assert page.count("The link did not work at the last check.") == 1
    assert ("July 4, 2026" in page, page.count("June 1, 2026")) == (True, 1)


@pytest.mark.parametrize("number", [1, 30])
def test_costs_the_same_at_any_length(
    number: int,
    client: Client,
    django_assert_num_queries: Callable[[int], AbstractContextManager[None]],
) -> None:
    ensure_site()
    for one in range(number):
        card(f"card-{one:02}")
    client.get(PLACE)
    with django_assert_num_queries(9):
        assert len(shown(client)) == number
