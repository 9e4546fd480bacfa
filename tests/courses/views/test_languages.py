"""Pages at addresses in another language: the translation, or the page itself in that interface."""

import re

import pytest
from django.test import Client
from wagtail.models import Locale

from courses.models import Attempt, CatalogPage, HomePage
from courses.services.site import ensure_site
from tests.factories.learning import as_fields, enroll, finish_lessons, right_answers
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
SO_FAR = "Por ahora, esta página está en inglés."


def links(html: str) -> set[str]:
    return set(re.findall(r'href="(/[^"#?]*)"', html))


@pytest.fixture
def spanish_site() -> CatalogPage:
    """The home page and the catalog have live translations, the module has none."""
    make_module("small-talk")
    locale = Locale.objects.create(language_code="es")
    home = ensure_site().copy_for_translation(locale)
    home.headline = "Los bebés tienen salud mental."
    home.slug = "inicio"
    home.save_revision().publish()
    catalog = CatalogPage.objects.get(locale=Locale.get_default()).copy_for_translation(locale)
    catalog.title, catalog.slug = "Formación", "formacion"
    catalog.save_revision().publish()
    catalog.refresh_from_db()
    return catalog


def test_page_without_a_translation_is_read_in_the_readers_interface(client: Client) -> None:
    make_module("small-talk")
    for address in ("/es/", "/es/training/", "/es/resources/", "/es/training/small-talk/"):
        page = client.get(address)
        assert (address, page.status_code) == (address, 200)
        assert '<html lang="es"' in page.text
        assert SO_FAR in page.text
        assert re.search(r'<(h1|span)[^>]* lang="en"', page.text)
    assert "De la primera hora a la acreditación" in client.get("/es/").text


def test_page_in_the_readers_language_says_nothing_about_it(client: Client) -> None:
    ensure_site()
    page = client.get("/en/").text
    assert ' lang="en"' in page.split("<body>")[0]
    assert re.search(r'<(h1|p|span)[^>]* lang="', page) is None
    assert "so far" not in page


def test_links_stay_in_the_language_of_the_address(client: Client) -> None:
    module = make_module("small-talk")
    assert "/es/training/small-talk/" in links(client.get("/es/").text)
    person = PersonFactory()
    enroll(person, module)
    client.force_login(person.user)
    for address in ("/es/training/small-talk/", "/es/training/small-talk/lesson-1/"):
        found = links(client.get(address).text)
        assert {link for link in found if link.startswith("/en/")} == set()
        assert "/es/training/small-talk/lesson-2/" in found


def test_address_without_a_request_is_that_of_the_pages_own_language() -> None:
    module = make_module("small-talk")
    assert module.get_url() == "/en/training/small-talk/"


@pytest.mark.parametrize(
    ("before", "language", "after"),
    [
        ("/en/training/small-talk/?q=1", "es", "/es/training/small-talk/?q=1"),
        ("/es/training/small-talk/", "en", "/en/training/small-talk/"),
        ("/en/", "es", "/es/"),
        ("/es/accounts/login/", "en", "/en/accounts/login/"),
        ("/v/?lang=es", "en", "/v/"),
        ("/v/?number=1&lang=en", "es", "/v/?number=1"),
    ],
)
def test_language_is_chosen_on_any_page(
    client: Client, before: str, language: str, after: str
) -> None:
    make_module("small-talk")
    chosen = client.post("/i18n/setlang/", {"language": language, "next": before})
    assert chosen["Location"] == after
    page = client.get(after)
    assert page.status_code == 200
    assert f'<html lang="{language}"' in page.text


def test_translated_page_takes_the_place_of_the_original(client: Client, spanish_site) -> None:
    assert "Los bebés tienen salud mental." in client.get("/es/").text
    page = client.get("/es/formacion/")
    assert (page.status_code, SO_FAR in page.text) == (200, False)
    assert client.get("/es/training/?q=talk")["Location"] == "/es/formacion/?q=talk"
    assert client.get("/en/formacion/")["Location"] == "/en/training/"


def test_untranslated_page_below_a_translated_one_is_still_found(
    client: Client, spanish_site
) -> None:
    assert "/es/training/small-talk/" in links(client.get("/es/formacion/").text)
    page = client.get("/es/training/small-talk/")
    assert (page.status_code, SO_FAR in page.text) == (200, True)


def test_draft_of_a_translation_is_shown_to_nobody(client: Client, spanish_site) -> None:
    spanish_site.unpublish()
    assert client.get("/es/training/").status_code == 200
    assert client.get("/es/formacion/").status_code == 404


def test_what_no_language_has_is_not_found(client: Client, spanish_site) -> None:
    assert HomePage.objects.count() == 2
    for address in ("/es/nowhere/", "/en/nowhere/"):
        assert client.get(address).status_code == 404


def test_questions_without_a_translation_are_marked_as_what_they_are(client: Client) -> None:
    """The module's page is in Spanish, its bank is not: the paper and the result say so."""
    module = make_module(lessons=1, questions=2)
    page = module.copy_for_translation(Locale.objects.create(language_code="es"), copy_parents=True)
    page.save_revision().publish()
    person = PersonFactory()
    finish_lessons(enroll(person, module), module)
    client.force_login(person.user)
    paper = client.get(client.post("/es/learn/small-talk/test/")["Location"]).text
    assert (SO_FAR in paper, paper.count('<span lang="en">Question q')) == (False, 2)
    assert paper.count('<span lang="en">Answer ') == 6
    attempt = Attempt.objects.get()
    answers = as_fields(attempt, right_answers(attempt))
    result = client.post("/es/learn/small-talk/test/1/", answers, follow=True).text
    assert result.count(' lang="en">Question q') == 2
    assert result.count('<strong lang="en">Answer ') == 6
