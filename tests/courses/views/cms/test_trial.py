"""An author tries the post-test as a learner would meet it, and nothing of it is kept."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from courses.models import ModulePage, QuestionBankPage
from courses.selectors import trial
from courses.services import authoring
from tests.factories.association import AssociationFactory
from tests.factories.membership import member
from tests.factories.module import every_kind, make_module, question
from tests.factories.person import PersonFactory
from tests.factories.shared_bank import make_shared_bank

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(association) -> ModulePage:
    """Every kind of question, of which all are drawn."""
    return make_module(
        "naming",
        lessons=1,
        parent=association.root_page,
        association=association,
        bank=every_kind(partial=True),
        draw=6,
    )


def place(module: ModulePage) -> str:
    return reverse("courses_cms:trial", args=[module.pk])


def begin(author: Client, module: ModulePage, state: str = "draft") -> str:
    """The address of a paper."""
    answer = author.post(place(module), {"state": state})
    address = str(answer["Location"])
    assert (answer.status_code, address.startswith(place(module))) == (302, True)
    return address


def on(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def asked(page: str) -> list[str]:
    return [one["data-question"] for one in on(page).select("[data-question]")]


def filled(page: str) -> dict[str, Any]:
    """Everything right, but the two that are right in part: half of the lines, and one more choice."""
    form = on(page)
    fields: dict[str, Any] = {"paper": form.select_one("[name=paper]")["value"]}
    for label in form.select("label.check__choice"):
        text, field = label.get_text(strip=True), label.input
        if text in {"Answer a of multiple_choice", "True", "Answer a", "Answer b", "Answer c"}:
            fields.setdefault(field["name"], []).append(field["value"])
    for part in form.select(".part"):
        wanted = {"Cry": "Need", "Smile": "Joy", "Yawn": "Anger"}.get(part.label.get_text())
        number = "ABCD".find(part.label.get_text()[-1]) + 1
        for choice in part.select("option"):
            if choice.get_text() == (wanted or str(number)):
                fields[part.find("select")["name"]] = choice["value"]
    fields["q-short_answer"] = "serve  and Return"
    return fields


def everything() -> dict[str, int]:
    """How many rows there are of every kind."""
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_it_is_drawn_marked_and_explained_and_nothing_is_kept(author, module) -> None:
    door = author.get(place(module))
    page = on(door.content.decode()).get_text(" ", strip=True)
    for words in (
        "6 questions, drawn for you.",
        "You pass with 80 percent.",
        "nothing of it is kept",
    ):
        assert words in page, words
    before = everything()
    address = begin(author, module)
    paper = author.get(address).content.decode()
    assert sorted(asked(paper)) == sorted(key["key"] for _kind, key in every_kind())
    # As on a learner's paper: no word of what is right.
    for secret in ("Why a.", "Remember", "serve-and-return"):
        assert secret not in paper
    result = author.post(address, filled(paper))
    told = on(result.content.decode()).get_text(" ", strip=True)
    assert result.status_code == 200
    # 1 + 1/2 + 1 + 2/3 + 1 + 1 of 6.
    for words in (
        "You reached 86 percent; 80 percent are needed.",
        "A learner would have passed",
        "nothing of it is kept",
        "Right in part: 50% of the credit",
        "Right in part: 66% of the credit",
        "Why a.",
        "Remember multiple_choice.",
    ):
        assert words in told, words
    assert everything() == before


def test_the_same_address_shows_the_same_paper(author, association) -> None:
    bank = [question(f"q{n}") for n in range(9)]
    module = make_module("many", lessons=1, parent=association.root_page, bank=bank, draw=4)
    address = begin(author, module)
    papers = [asked(author.get(address).content.decode()) for _ in range(2)]
    assert (papers[0], len(papers[0])) == (papers[1], 4)
    others = {tuple(asked(author.get(begin(author, module)).content.decode())) for _ in range(5)}
    assert len({*others, tuple(papers[0])}) > 1


def test_what_is_missing_is_named_and_nothing_is_lost(author, module) -> None:
    address = begin(author, module)
    given = filled(author.get(address).content.decode())
    del given["q-true_false"]
    answer = author.post(address, given)
    again = answer.content.decode()
    assert (answer.status_code, "Please choose an answer." in again) == (422, True)
    assert 'value="serve and Return"' in again
    # The bank may be corrected meanwhile: the paper stays the one that was answered.
    bank = QuestionBankPage.objects.child_of(module).get()
    bank.questions = [question("other")]
    bank.save_revision()
    given["paper"] = on(again).select_one("[name=paper]")["value"]
    given["q-true_false"] = "true"
    assert "You reached 86 percent" in author.post(address, given).content.decode()


def test_the_draft_is_tried_and_what_is_on_the_site(author, module) -> None:
    bank = QuestionBankPage.objects.child_of(module).get()
    bank.questions = [question("new"), ("question", {**question("half")[1], "text": ""})]
    bank.save_revision()
    draft = module.get_latest_revision_as_object()
    draft.time_limit, draft.draw = 20, 5
    draft.save_revision()
    door = on(author.get(place(module)).content.decode()).get_text(" ", strip=True)
    for words in (
        "1 question of the draft is not finished yet",
        "An attempt draws 5 questions, and there is 1",
        "You have 20 minutes for an attempt.",
        "Try what is on the site",
    ):
        assert words in door, words
    paper = author.get(begin(author, module)).content.decode()
    assert (asked(paper), "20 minutes were left" in paper) == (["new"], True)
    published = author.get(begin(author, module, "published")).content.decode()
    assert (len(asked(published)), "minutes were left" in published) == (6, False)


def test_a_module_that_was_never_on_the_site_is_tried(author, association) -> None:
    module = make_module("draft", lessons=1, parent=association.root_page, publish=False)
    door = author.get(place(module)).content.decode()
    assert ("Begin the trial" in door, "Try what is on the site" in door) == (True, False)
    assert len(asked(author.get(begin(author, module)).content.decode())) == 2
    assert author.post(place(module), {"state": "published"}, follow=True).status_code == 404


def test_after_its_time_a_trial_is_marked_as_it_is(author, association) -> None:
    module = make_module("timed", lessons=1, parent=association.root_page, time_limit=10)
    with time_machine.travel(timezone.now() - timedelta(minutes=9)):
        address = begin(author, module)
    paper = author.get(address).content.decode()
    sent = {"paper": on(paper).select_one("[name=paper]")["value"]}
    assert author.post(address, sent).status_code == 422
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        result = author.post(address, sent)
    assert (result.status_code, "The time was up before" in result.content.decode()) == (200, True)


def test_an_objective_asked_wrong_leads_to_its_lesson(author, association) -> None:
    module = make_module("naming", lessons=1, parent=association.root_page, draw=1)
    lesson = module.get_children().first().specific
    address = begin(author, module)

    def wrong() -> str:
        paper = author.get(address).content.decode()
        form = on(paper)
        field = next(
            one.input for one in form.select("label.check__choice") if "Answer b" in one.get_text()
        )
        sent = {
            "paper": form.select_one("[name=paper]")["value"],
            field["name"]: field["value"],
        }
        return author.post(address, sent).content.decode()

    assert "No lesson names this objective" in wrong()
    lesson.objectives = ["name"]
    lesson.save_revision()
    found = wrong()
    assert "would not have passed yet" in found
    assert reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]) in found
    bank = QuestionBankPage.objects.child_of(module).get()
    assert re.search(rf"/cms/pages/{bank.pk}/edit/#block-[^\"]+-section", found)


def test_shared_questions_are_drawn_when_they_are_published(author, association) -> None:
    bank, draft = (
        make_shared_bank(association, "a"),
        make_shared_bank(association, "b", code="other"),
    )
    draft.unpublish()
    questions = [question("q0"), ("shared", bank), ("shared", draft)]
    module = make_module("shared", lessons=1, parent=association.root_page, bank=questions, draw=3)
    assert "“Shared other” is not on the site yet" in author.get(place(module)).content.decode()
    assert sorted(asked(author.get(begin(author, module)).content.decode())) == ["common-a", "q0"]


def test_a_translation_is_tried_in_its_language(author, module) -> None:
    spanish, _created = Locale.objects.get_or_create(language_code="es")
    page = module.copy_for_translation(spanish, copy_parents=True)
    authoring.ensure_association(association=module.association)
    assert len(trial.tried(page, "draft").questions) == 6
    own = QuestionBankPage.objects.child_of(module).get().copy_for_translation(spanish)
    kind, value = question("q")
    own.questions = [(kind, {**value, "text": "¿Qué?"})]
    own.save_revision()
    paper = author.get(begin(author, page)).content.decode()
    assert ("¿Qué?" in paper, '<span lang="es">' in paper) == (True, True)


def test_it_is_found_where_an_author_looks_for_it(author, module) -> None:
    bank = QuestionBankPage.objects.child_of(module).get()
    for page in (module, bank):
        edit = author.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert place(module) in edit
        seen = author.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
        assert place(module) in seen.content.decode()
    checks = author.get(reverse("courses_cms:checks", args=[module.pk])).content.decode()
    assert place(module) in checks


def test_nobody_else_finds_it(author, module) -> None:
    address = begin(author, module)
    south = AssociationFactory(slug="south")
    authoring.ensure_association(association=south)
    for stranger in (member(south, "author"), member(south, "coordinator")):
        for one in (place(module), address):
            assert stranger.get(one, follow=True).status_code == 404
            assert stranger.post(one, {"state": "draft"}, follow=True).status_code == 404
    learner = Client()
    learner.force_login(PersonFactory().user)
    for client in (learner, Client()):
        assert client.get(address).status_code in {302, 403}
    # Nor does one module's paper open another's.
    other = make_module("other", lessons=1, parent=module.get_parent(), questions=1)
    theirs = address.replace(f"/{module.pk}/", f"/{other.pk}/")
    assert author.get(theirs, follow=True).status_code == 404
