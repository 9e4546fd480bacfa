"""Finding modules: by words in each language, by filters, and what is shown when nothing is found."""

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from courses.models import CatalogEntry, LessonPage, ModulePage
from courses.services import authoring, catalog
from courses.services.site import ensure_site
from tests.factories.association import AssociationFactory
from tests.factories.ledger import AcceptanceFactory
from tests.factories.module import add_lesson, make_module, many_modules
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
SLEEP = "<p>Babies who sleep well had somebody who soothed them &amp; stayed.</p>"


def prose(text: str) -> list[tuple[str, dict[str, Any]]]:
    return [("prose", {"text": text, "sources": []})]


def module(code: str, text: str = "", **fields: Any) -> ModulePage:
    """A published module with one lesson of its own words."""
    page = make_module(code, lessons=0, questions=2, publish=False, **fields)
    add_lesson(page, f"{code}-1", title=f"About {code}", body=prose(text or f"<p>{code}</p>"))
    page.get_latest_revision().publish()
    page.refresh_from_db()
    return page


def in_spanish(page: ModulePage, title: str, text: str) -> ModulePage:
    """The module's translation, published."""
    ensure_site()
    spanish, _made = Locale.objects.get_or_create(language_code="es")
    other = page.copy_for_translation(spanish, copy_parents=True)
    other.title, other.live = title, False
    other.save_revision()
    add_lesson(other, f"{page.slug}-1-es", title="Lección", body=prose(text))
    other.get_latest_revision().publish()
    return other


def found(client: Client, query: str, address: str = "/en/training/") -> list[str]:
    return [offer.module.code for offer in client.get(f"{address}?{query}").context["offers"]]


WORDS_FOUND = [
    ("soothed", ["sleep"]),  # in the text of a lesson
    ("soothing", ["sleep"]),  # another form of the word
    ("SOOTHÉ", ["sleep"]),
    ("baby soo", ["sleep"]),  # the beginning of the last word
    ("soo baby", []),  # of no other
    ("sleep", ["sleep", "play"]),  # in the title before in the text
    ("sleep doll", ["play"]),  # every word
    ("name feeling", ["play", "sleep"]),  # objectives
    ("about", ["play", "sleep"]),  # titles of lessons
    ("amp", []),  # not its markup
    ('"sleep* OR NEAR(', []),
    ("the of", []),
    ("…", ["play", "sleep"]),  # nothing to look for
]


def test_words_are_found_wherever_they_stand(client) -> None:
    module("sleep", SLEEP, summary="Nights.", title="Sleeping")
    module("play", "<p>Play is work. A sleeping doll, once.</p>", summary="Days.", title="Playing")
    for words, codes in WORDS_FOUND:
        in_order = found(client, urlencode({"q": words}))
        assert (words, in_order if words == "sleep" else sorted(in_order)) == (words, codes)


def test_what_was_found_is_marked_and_nothing_else_is_markup(client) -> None:
    module("sleep", SLEEP, title="<script>Sleep</script>", summary="Nights & days.")
    page = client.get("/en/training/?q=soothed+babies").content.decode()
    assert "<mark>Babies</mark> who sleep well had somebody who <mark>soothed</mark>" in page
    assert "them &amp; stayed." in page
    assert "In the lesson" in page
    assert "<script>Sleep" not in page


def test_answers_of_checks_are_not_shown(client) -> None:
    option = {"key": "a", "text": "Unmistakable", "correct": True, "feedback": "Unmistakable"}
    check = {"key": "c", "text": "Which?", "options": [option, {**option, "key": "b"}]}
    page = make_module("sleep", lessons=0, publish=False)
    add_lesson(page, "one", title="One", body=[("knowledge_check", check)])
    page.get_latest_revision().publish()
    assert found(client, "q=unmistakable") == []


def test_the_reader_s_language_comes_first(client) -> None:
    module("grow", "<p>Confianza, crecer, confianza.</p>", title="Confianza", number=1)
    in_spanish(module("trust", "<p>Trust.</p>"), "Confiar", "<p>La confianza crece.</p>")
    assert found(client, "q=confianzas", "/es/training/") == ["trust", "grow"]
    assert found(client, "q=confianzas") == ["grow", "trust"]
    other = client.get("/en/training/?q=crece+confianza").content.decode()
    assert 'lang="es">La <mark>confianza</mark> <mark>crece</mark>.' in other


@pytest.mark.parametrize(
    "change",
    ["unpublish", "delete", "draft only", "not shared", "lesson unpublished", "lesson deleted"],
)
def test_what_left_the_site_is_found_by_nobody(client, change) -> None:
    page = module("sleep", SLEEP)
    assert found(client, "q=soothed") == ["sleep"]
    lesson = LessonPage.objects.child_of(page).get()
    if change == "unpublish":
        page.unpublish()
    elif change == "delete":
        page.delete()
    elif change == "draft only":
        lesson.body = prose("<p>Unfinished.</p>")
        lesson.save_revision()
        assert found(client, "q=unfinished") == []
        lesson.get_latest_revision().publish()
        assert found(client, "q=unfinished") == ["sleep"]
    elif change == "not shared":
        page.shared = False
        page.save_revision().publish()
    elif change == "lesson unpublished":
        lesson.unpublish()
    else:
        lesson.delete()
    assert found(client, "q=soothed") == []
    assert client.get("/en/training/?q=sothed").context["found"].meant == ""


def test_lesson_that_moves_is_found_where_it_went(client) -> None:
    first, second = module("first", SLEEP), module("second")
    LessonPage.objects.child_of(first).get().move(second, pos="last-child")
    assert found(client, "q=soothed") == ["second"]


def test_modules_that_are_not_shared_are_found_on_their_association_s_page_alone(client) -> None:
    north, south = (
        authoring.ensure_association(association=AssociationFactory(slug=slug))
        for slug in ("north", "south")
    )
    module("inside", SLEEP, parent=north, shared=False)
    module("other", SLEEP, parent=south)
    assert found(client, "q=soothed", "/en/a/north/") == ["inside"]
    assert found(client, "q=soothed", "/en/a/south/") == ["other"]
    assert found(client, "q=soothed") == ["other"]
    # Nor do suggestions or numbers tell of it.
    assert client.get("/en/training/?q=insde").context["found"].meant == ""
    assert client.get("/en/training/").context["found"].counts["language"] == {"en": 1}


def test_catalog_does_without_its_index_and_makes_it_again(client) -> None:
    module("sleep", SLEEP)
    CatalogEntry.objects.all().delete()
    assert (found(client, ""), found(client, "q=soothed")) == (["sleep"], [])
    assert [catalog.enter_missing(at=timezone.now()) for _twice in range(2)] == [1, 0]
    assert found(client, "q=soothed") == ["sleep"]
    call_command("index_catalog", "--all", verbosity=0)
    assert found(client, "q=soothed") == ["sleep"]


def filters_world() -> None:
    core_framework()
    plain: dict[str, Any] = {"split": [], "covers": [], "topics": []}
    module("short", age_band="birth_to_3", **plain)
    module("long", hours=Decimal(3), **plain)
    make_module("topical", lessons=1, questions=2, hours=Decimal(1), age_band="3_to_5")


FILTERS_FOUND = [
    ("topic=iecmh", ["topical"]),
    ("topic=nothing", ["long", "short", "topical"]),
    ("hours=more", ["long"]),
    ("hours=1", ["short", "topical"]),
    ("age=birth_to_3", ["short"]),
    ("delivery=self_paced", ["long", "short", "topical"]),
    ("hours=1&topic=iecmh&area=core:foundations", ["topical"]),
    ("hours=0.5&topic=iecmh", []),
    ("sort=short", ["short", "topical", "long"]),
    ("sort=title", ["long", "short", "topical"]),
    ("sort=new", ["topical", "long", "short"]),
    ("missing=on&accepted=on", ["long", "short", "topical"]),  # nothing for a visitor
]


def test_filters_combine_and_say_what_they_would_give(client) -> None:
    filters_world()
    for query, codes in FILTERS_FOUND:
        in_order = found(client, query)
        assert (query, in_order if "sort" in query else sorted(in_order)) == (query, codes)
    page = client.get("/en/training/?hours=1").content.decode()
    for choice in (
        "Up to 0.5 clock hours (1)",
        "More than 2 clock hours (1)",
        "Birth to 3 years (1)",
    ):
        assert choice in page
    # Birth to 5 would give nothing.
    assert "Birth to 5 years" not in page


def test_chosen_filters_are_taken_back_one_by_one(client) -> None:
    filters_world()
    answer = client.get("/en/training/?q=module&hours=1&age=3_to_5&page=7&sort=title")
    chips = {chip.label: chip.url for chip in answer.context["chips"]}
    assert chips == {
        "“module”": "?hours=1&age=3_to_5&sort=title",
        "Up to 1 clock hour": "?q=module&age=3_to_5&sort=title",
        "3 to 5 years": "?q=module&hours=1&sort=title",
    }

    page = client.get("/en/training/?q=long&hours=0.5").content.decode()
    assert "Without “long”: 1 module<" in page
    assert "Without Up to 0.5 clock hours: 1 module<" in page


def test_mistyped_word_gets_a_suggestion(client) -> None:
    in_spanish(module("attachment", title="Attachment"), "Reflexión", "<p>Nada.</p>")
    assert client.get("/en/training/?q=atachment").context["meant"].url == "?q=attachment"
    assert client.get("/en/training/?q=reflecsion").context["meant"].label == "reflexión"
    assert client.get("/en/training/?q=zzzzzzz").context["meant"] is None


def test_pages_of_the_list_keep_what_was_chosen(client) -> None:
    many_modules(30, like=module("sleep", SLEEP))
    first = client.get("/en/training/?q=soothed&sort=title")
    assert (len(first.context["offers"]), first.context["found"].total) == (24, 31)
    assert "?q=soothed&amp;sort=title&amp;page=2" in first.content.decode()
    assert len(found(client, "q=soothed&sort=title&page=2")) == 7
    assert len(found(client, "q=soothed&page=no")) == 24


def test_learners_read_whether_their_association_accepts(client) -> None:
    core_framework()
    association = association_with_scheme()
    pages = {code: module(code) for code in ("yes", "no", "later", "ended", "open")}
    for code, fields in {
        "yes": {"through_on": date(2999, 12, 31)},
        "no": {"accepted": False},
        "later": {"from_on": date(2999, 1, 1)},
        "ended": {"through_on": date(2026, 1, 31)},
    }.items():
        AcceptanceFactory(association=association, code=code, **fields)
    AcceptanceFactory(association=AssociationFactory(slug="other"), code="open")
    name = association.short_name
    waits = f"{name} has not decided about its in-service hours yet"
    said = {
        "yes": f"Accepted by {name} for in-service hours through Dec. 31, 2999",
        "no": f"Not accepted by {name} for in-service hours",
        "later": waits,
        "ended": waits,
        "open": waits,
    }
    assert "for in-service hours" not in client.get(pages["yes"].url).content.decode()
    client.force_login(PersonFactory().user)
    assert {
        code: one.text for code, one in client.get("/en/training/").context["accepting"].items()
    } == said
    for code, page in pages.items():
        assert said[code] in client.get(page.url).content.decode()
    assert found(client, "accepted=on") == ["yes"]


@pytest.mark.parametrize("count", [3, 300])
def test_search_costs_the_same_with_many_modules(client, count, django_assert_num_queries) -> None:
    page = module("sleep", SLEEP)
    many_modules(count - 1, like=page)
    client.force_login(PersonFactory().user)
    for query, total, number in (
        ("", count, PLAIN),
        ("q=soothed+baby&hours=1", count, WORDS),
        ("q=sothed", 0, NOTHING),
    ):
        client.get(f"/en/training/?{query}")
        with django_assert_num_queries(number):
            answer = client.get(f"/en/training/?{query}")
        assert answer.context["found"].total == total


PLAIN, WORDS, NOTHING = 17, 20, 18
