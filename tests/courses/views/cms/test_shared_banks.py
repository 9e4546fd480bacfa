"""Shared question banks: of one association, drafted and published, drawn with a module's own."""

from random import Random

import pytest
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, streamfield

from courses.models import ModuleSnapshot, QuestionBankPage, SharedBank
from courses.rules import post_test
from courses.selectors.module import bank_of, by_code, in_active_language
from courses.selectors.question import plain_questions
from courses.services import authoring
from tests.factories.association import AssociationFactory
from tests.factories.learning import enroll, finish_lessons, take_test
from tests.factories.membership import member
from tests.factories.module import make_module, question
from tests.factories.person import PersonFactory
from tests.factories.shared_bank import make_shared_bank

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_courses_sharedbank"
CHOOSER = "wagtailsnippetchoosers_courses_sharedbank"


def including(association, bank: SharedBank, own: int = 1):
    return make_module(
        "naming",
        lessons=1,
        parent=association.root_page,
        bank=[*(question(f"q{n}") for n in range(own)), ("shared", bank)],
        draw=2,
    )


def keys(module) -> set[str]:
    return {one["key"] for one in bank_of(module)}


def test_published_questions_are_drawn_together_with_the_modules_own(association) -> None:
    bank = make_shared_bank(association, "q0", "b")
    module = including(association, bank)
    assert keys(module) == {"q0", "common-q0", "common-b"}
    drawn = post_test.draw(bank_of(module), 3, Random(1))
    assert {one["key"] for one in drawn} == keys(module)
    enrollment = enroll(PersonFactory(), module)
    finish_lessons(enrollment, module)
    assert take_test(enrollment, module).score == 100


def test_a_draft_changes_nothing_until_it_is_published(association) -> None:
    bank = make_shared_bank(association, "a")
    module = including(association, bank)
    bank.questions = [question("new")]
    revision = bank.save_revision()
    assert keys(module) == {"q0", "common-a"}
    revision.publish()
    assert keys(module) == {"q0", "common-new"}
    bank.refresh_from_db()
    bank.unpublish()
    assert keys(module) == {"q0"}


def test_a_version_keeps_the_questions_as_they_stood(association) -> None:
    bank = make_shared_bank(association, "a")
    module = including(association, bank)
    person = PersonFactory()
    finish_lessons(enroll(person, module), module)
    bank.questions = [question("later")]
    bank.save_revision().publish()
    module.unpublish()
    kept = by_code("naming", person)
    assert (kept.snapshot is not None, keys(kept)) == (True, {"q0", "common-later"})
    bank.questions = [question("after")]
    bank.save_revision().publish()
    assert keys(by_code("naming", person)) == {"q0", "common-later"}
    assert "sharedbank" not in str(ModuleSnapshot.objects.get().content["pages"]["en"]["bank"])


def test_a_translated_bank_is_drawn_in_its_language(association) -> None:
    bank = make_shared_bank(association, "a")
    module = including(association, bank)
    spanish, _created = Locale.objects.get_or_create(language_code="es")
    translated = bank.copy_for_translation(spanish)
    kind, value = question("a")
    translated.questions = [(kind, {**value, "text": "¿Qué?"})]
    translated.live = False
    translated.save()
    page = QuestionBankPage.objects.child_of(module).get()
    page.locale = spanish
    assert plain_questions(page.questions, spanish)[1]["text"] == "Question a?"
    translated.save_revision().publish()
    found = plain_questions(page.questions, spanish)[1]
    assert (found["key"], found["text"]) == ("common-a", "¿Qué?")


def test_authors_draft_and_moderators_publish(association) -> None:
    author, moderator = member(association, "author"), member(association, "moderator")
    data = nested_form_data(
        {
            "association": association.pk,
            "title": "Words",
            "questions": streamfield([]),
            "go_live_at": "",
        }
    )
    place = reverse(f"{LIST}:add")
    assert author.get(place).status_code == 200
    refused = author.post(place, {**data, "action-publish": "yes"}).content.decode()
    assert "Only a moderator of this association publishes it." in refused
    author.post(place, data)
    bank = SharedBank.objects.get()
    assert (bank.live, len(bank.code)) == (False, 12)
    edit = reverse(f"{LIST}:edit", args=[bank.pk])
    assert 'name="action-publish"' not in author.get(edit).content.decode()
    assert 'name="action-publish"' in moderator.get(edit).content.decode()


def test_nothing_of_it_crosses_to_another_association(association) -> None:
    bank = make_shared_bank(association, "a")
    south = AssociationFactory(slug="south")
    authoring.ensure_association(association=south)
    stranger, own = member(south, "author"), member(association, "author")
    assert bank.title in own.get(reverse(f"{LIST}:list")).content.decode()
    assert bank.title in own.get(reverse(f"{CHOOSER}:choose")).content.decode()
    for name in ("list", "add"):
        assert bank.title not in stranger.get(reverse(f"{LIST}:{name}")).content.decode()
    for name in ("edit", "history", "usage", "unpublish"):
        place = reverse(f"{LIST}:{name}", args=[bank.pk])
        assert stranger.get(place, follow=True).status_code == 404, name
    for name in ("choose", "choose_results"):
        assert bank.title not in stranger.get(reverse(f"{CHOOSER}:{name}")).content.decode()
    chosen = reverse(f"{CHOOSER}:chosen", args=[bank.pk])
    assert own.get(chosen).status_code == 200
    assert stranger.get(chosen, follow=True).status_code == 404
    several = reverse(f"{CHOOSER}:chosen_multiple")
    assert bank.title not in stranger.get(several, {"id": bank.pk}).content.decode()


def test_a_module_includes_only_banks_of_its_own_association(association) -> None:
    south = AssociationFactory(slug="south")
    bank = make_shared_bank(south, "a")
    module = make_module("naming", lessons=1, parent=association.root_page)
    page = QuestionBankPage.objects.child_of(module).get()
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "questions": streamfield([("shared", str(bank.pk))]),
        }
    )
    author = member(association, "author")
    answer = author.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    assert "belongs to another association" in answer.content.decode()


def test_each_question_says_in_which_language_it_is(association) -> None:
    """Untranslated, a shared bank is asked in its own language within a translated one; kept, too."""
    bank = make_shared_bank(association, "a")
    module = including(association, bank)
    spanish, _created = Locale.objects.get_or_create(language_code="es")
    page = module.copy_for_translation(spanish, copy_parents=True)
    page.save_revision().publish()
    own = QuestionBankPage.objects.child_of(module).get().copy_for_translation(spanish)
    own.save_revision().publish()
    assert languages(page) == {"q0": "es", "common-a": "en"}
    person = PersonFactory()
    enroll(person, module)
    for one in (module, page):
        one.refresh_from_db()
        one.unpublish()
    with override("es"):
        kept = in_active_language(by_code("naming", person))
    assert (kept.snapshot is not None, languages(kept)) == (True, {"q0": "es", "common-a": "en"})


def languages(module) -> dict[str, str]:
    return {one["key"]: one["language"] for one in bank_of(module)}
