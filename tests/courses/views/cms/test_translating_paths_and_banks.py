"""Learning paths and shared banks are translated by who translates modules: their association's writers."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, TaskState
from wagtail_localize.models import (
    OverridableSegment,
    StringSegment,
    Translation,
    TranslationSource,
)

from courses.models import ModulePage, PathPage, QuestionBankPage, SharedBank
from courses.selectors.question import plain_questions
from courses.services import authoring
from endorsement.models import Association
from endorsement.services import membership
from tests.factories.association import AssociationFactory
from tests.factories.membership import SINCE, member
from tests.factories.module import make_module, question
from tests.factories.path import make_path
from tests.factories.person import PersonFactory
from tests.factories.shared_bank import make_shared_bank

pytestmark = pytest.mark.django_db
BANK = "wagtailsnippets_courses_sharedbank"


@pytest.fixture
def bank(association) -> SharedBank:
    return make_shared_bank(association, "a")


@pytest.fixture
def path(association) -> PathPage:
    make_module("naming", parent=association.root_page, association=association)
    return make_path("first-steps", "naming", parent=association.root_page)


def screen(one: PathPage | SharedBank) -> str:
    name = "translate_path" if isinstance(one, PathPage) else "translate_shared_bank"
    return reverse(f"courses_cms:{name}", args=[one.pk])


def editor(one: PathPage | SharedBank) -> str:
    name = "wagtailadmin_pages" if isinstance(one, PathPage) else BANK
    return reverse(f"{name}:edit", args=[one.pk])


def begin(author: Client, one: Any) -> Any:
    assert author.post(screen(one), {"language": "es"}).status_code == 302
    return one.get_translation(Locale.objects.get(language_code="es"))


def texts(one: Any, field: str) -> list[str]:
    """Addresses at which the texts of a field are translated."""
    work = Translation.objects.get(source__object_id=one.translation_key)
    segments = StringSegment.objects.filter(source=work.source, context__path__regex=field)
    name = "wagtail_localize:edit_string_translation"
    return [reverse(name, args=[work.pk, segment.pk]) for segment in segments]


def write(client: Client, address: str, words: str) -> int:
    kind = "application/x-www-form-urlencoded"
    return int(client.put(address, f"value={words}", kind, follow=True).status_code)


def submit(author: Client, one: Any) -> str:
    sent = {"language": "es", "submit": "yes"}
    return author.post(screen(one), sent, follow=True).content.decode()


def approve(moderator: Client, there: Any) -> None:
    task = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    names = {PathPage: "wagtailadmin_pages", SharedBank: BANK}
    name = f"{names[type(there)]}:workflow_action"
    place = reverse(name, args=[there.pk, "approve", task.pk])
    assert moderator.post(place, {"comment": ""}).status_code == 302


@pytest.mark.parametrize("kind", ["path", "bank"])
def test_author_translates_submits_and_a_moderator_approves(
    author, moderator, kind, request
) -> None:
    one = request.getfixturevalue(kind)
    assert screen(one) in author.get(editor(one)).content.decode()
    there = begin(author, one)
    assert (there.live, there.code, there.association) == (False, one.code, one.association)
    assert editor(there) in author.get(screen(one)).content.decode()
    assert author.get(editor(there)).status_code == 200
    for address in texts(one, "^title$"):
        assert write(author, address, "Palabras") == 201
    assert "Submitted." in submit(author, one)
    approve(moderator, there)
    there.refresh_from_db()
    one.refresh_from_db()
    assert (there.live, there.title, one.live) == (True, "Palabras", True)
    assert "Everything that is translated is on the site." in submit(author, one)


def test_learners_are_asked_in_their_language_after_the_approval(author, moderator, bank) -> None:
    spanish = begin(author, bank)
    for address in texts(bank, r"\.text$"):
        assert write(author, address, "Qué") == 201

    def asked() -> list[str]:
        including = QuestionBankPage(questions=[("shared", bank)])
        return [one["text"] for one in plain_questions(including.questions, spanish.locale)]

    submit(author, bank)
    assert asked() == ["Question a?"]
    approve(moderator, spanish)
    assert asked() == ["Qué"]
    # A change of the original waits as a draft of the translation; what is on the site stays.
    bank.refresh_from_db()
    bank.questions.append(question("b"))
    bank.save_revision().publish()
    assert "The original has changed since." in author.get(screen(bank)).content.decode()
    begin(author, bank)
    assert asked() == ["Qué"]
    spanish.refresh_from_db()
    assert (spanish.live, len(spanish.questions)) == (True, 1)
    submit(author, bank)
    assert asked() == ["Qué"]
    approve(moderator, spanish)
    assert asked() == ["Qué", "Question b?"]


def test_followers_read_the_path_in_their_language(author, moderator, path) -> None:
    there = begin(author, path)
    for address in texts(path, "^(title|summary)$"):
        write(author, address, "Primeros pasos")
    submit(author, path)
    approve(moderator, there)
    there.refresh_from_db()
    page = Client().get(there.url).content.decode()
    assert ("Primeros pasos" in page, '<html lang="es"' in page) == (True, True)


def both(here: Association, there: Association) -> Client:
    """An author here who is a moderator there."""
    person = PersonFactory()
    membership.begin(person=person, association=here, role="author", from_on=SINCE)
    membership.begin(person=person, association=there, role="moderator", from_on=SINCE)
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def south() -> Association:
    south: Association = AssociationFactory(slug="south")
    authoring.ensure_association(association=south)
    return south


@pytest.mark.parametrize("kind", ["path", "bank", "module"])
def test_what_is_no_text_is_the_originals_and_cannot_be_another(author, kind, request) -> None:
    """wagtail-localize would let a translator give a bank to another association."""
    one = request.getfixturevalue(kind)
    names = {
        ModulePage: "translate",
        PathPage: "translate_path",
        SharedBank: "translate_shared_bank",
    }
    place = reverse(f"courses_cms:{names[type(one)]}", args=[one.pk])
    assert author.post(place, {"language": "es"}).status_code == 302
    offered = OverridableSegment.objects.values_list("context__path", flat=True)
    assert {path.split(".")[0] for path in offered} & FACTS == set()


FACTS = {
    *("association", "code", "version", "hours", "covers", "split", "topics", "draw", "pass_mark"),
    *("shared", "modules", "optional_needed", "lesson_key", "minutes", "objectives", "go_live_at"),
}


@pytest.fixture
def module(association) -> ModulePage:
    return make_module("other", parent=association.root_page, association=association)


@pytest.mark.parametrize("kind", ["path", "bank"])
def test_where_texts_are_translated_it_says_how_to_submit(author, kind, request) -> None:
    one = request.getfixturevalue(kind)
    there = begin(author, one)
    page = author.get(editor(there)).content.decode()
    assert ("Submit the whole for moderation here" in page, screen(there) in page) == (True, True)
    assert "Submit the whole for moderation here" not in author.get(editor(one)).content.decode()


@pytest.mark.parametrize("kind", ["path", "bank"])
def test_nobody_of_another_association_translates_anything(author, south, kind, request) -> None:
    one = request.getfixturevalue(kind)
    there = begin(author, one)
    work = Translation.objects.get()
    source = TranslationSource.objects.get(object_id=one.translation_key)
    (title,) = texts(one, "^title$")
    names = ("download_pofile", "upload_pofile", "stop_translation", "machine_translate")
    places = [reverse(f"wagtail_localize:{name}", args=[work.pk]) for name in names]
    for role in ("author", "moderator", "coordinator"):
        stranger = member(south, role)
        assert write(stranger, title, "Mine") == 404, role
        for place in (*places, screen(one), screen(there)):
            assert stranger.get(place, follow=True).status_code == 404, place
            assert stranger.post(place, {"language": "es"}, follow=True).status_code == 404, place
        update = reverse("wagtail_localize:update_translations", args=[source.pk])
        publishes = {"publish_translations": "on"}
        assert stranger.post(update, publishes, follow=True).status_code == 404
        report = reverse("wagtail_localize:translations_report")
        assert stranger.get(report, follow=True).status_code == 404
    there.refresh_from_db()
    assert (there.live, Translation.objects.get().enabled) == (False, True)


def test_author_here_who_moderates_there_publishes_no_translation(
    author, south, bank, django_capture_on_commit_callbacks
) -> None:
    spanish = begin(author, bank)
    one = both(bank.association, south)
    (title,) = texts(bank, "^title$")
    assert write(one, title, "Palabras") == 201
    with django_capture_on_commit_callbacks(execute=True):
        one.post(editor(spanish), {"action": "publish"})
        author.post(editor(spanish), {"action": "publish"})
    spanish.refresh_from_db()
    assert not spanish.live


def test_texts_of_modules_are_their_writers_too(author, south, association) -> None:
    """What the library asks by the kind alone is asked by the row, whatever the kind."""
    module = make_module("naming", parent=association.root_page, association=association)
    place = reverse("courses_cms:translate", args=[module.pk])
    author.post(place, {"language": "es"})
    addresses = texts(module, "^title$")
    assert write(member(south, "author"), addresses[0], "Mine") == 404
    assert write(author, addresses[0], "Nombrar") == 201


def test_taking_over_reads_anew_what_a_new_release_changed(author, bank) -> None:
    begin(author, bank)
    TranslationSource.objects.update(schema_version="0001_initial")
    begin(author, bank)
    assert not TranslationSource.objects.get(object_id=bank.translation_key).schema_out_of_date()


def test_the_first_page_offers_each_association_once(author, bank, association, path) -> None:
    """Also when its part of the site is there in two languages."""
    begin(author, path)
    assert author.get("/cms/").content.decode().count("Add a module for") == 1


def test_author_takes_over_by_our_own_screen_alone(author, bank) -> None:
    begin(author, bank)
    source = TranslationSource.objects.get(object_id=bank.translation_key)
    update = reverse("wagtail_localize:update_translations", args=[source.pk])
    assert author.post(update, {"publish_translations": "on"}, follow=True).status_code == 404
    begins = "wagtail_localize:submit_snippet_translation"
    submitting = reverse(begins, args=["courses", "sharedbank", bank.pk])
    assert author.get(submitting).status_code == 302
