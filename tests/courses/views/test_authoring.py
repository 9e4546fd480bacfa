"""An author writes a module in the CMS, a moderator publishes it, a trainee takes it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import streamfield

from courses.models import LessonPage, ModulePage, QuestionBankPage
from endorsement.models import LedgerEntry, TrainingOffer
from tests.courses.writing import (
    add,
    approve,
    bank_data,
    edit,
    lesson_data,
    module_data,
    question,
    write_draft,
)
from tests.factories.association import AssociationFactory
from tests.factories.learning import complete_module, enroll, finish_lessons, take_test
from tests.factories.membership import member
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def association():
    return AssociationFactory(slug="north")


@pytest.fixture
def author(association) -> Client:
    return member(association, "author")


@pytest.fixture
def moderator(association) -> Client:
    return member(association, "moderator")


@pytest.fixture
def draft(association, author) -> ModulePage:
    return write_draft(association, author)


def test_author_writes_moderator_publishes_trainee_takes_it(draft, author, moderator) -> None:
    assert (draft.live, draft.code, draft.association.slug) == (False, "naming-feelings", "north")
    assert LessonPage.objects.child_of(draft).live().count() == 0
    assert Client().get(draft.url).status_code == 404

    edit(author, draft, module_data(), **{"action-submit": "yes"})
    draft.refresh_from_db()
    assert (draft.live, draft.current_workflow_state.status) == (False, "in_progress")
    approve(moderator, draft)

    draft.refresh_from_db()
    assert draft.live
    assert [page.title for page in LessonPage.objects.child_of(draft).live()] == ["First", "Second"]
    assert QuestionBankPage.objects.child_of(draft).live().count() == 1
    offer = TrainingOffer.objects.get(code="naming-feelings")
    assert (offer.live, offer.association.slug, offer.topics) == (True, "north", {"iecmh": "0.50"})
    assert "Naming feelings" in Client().get("/en/training/").content.decode()

    person = PersonFactory()
    complete_module(person, draft)
    assert LedgerEntry.objects.get(person=person).offer_code == "naming-feelings"


def test_keys_are_given_once_and_stay(draft, author) -> None:
    def keys() -> list[str]:
        bank = QuestionBankPage.objects.child_of(draft).get().get_latest_revision_as_object()
        return [block.value["key"] for block in bank.questions]

    before = keys()
    assert all(len(key) == 12 for key in before)
    bank = QuestionBankPage.objects.child_of(draft).get()
    questions = [question("One?"), question("Two?"), question("Three?")]
    questions[0][1]["key"], questions[1][1]["key"] = before
    questions[2][1]["key"] = before[0]  # A question that the author duplicated.
    edit(author, bank, bank_data(questions))
    after = keys()
    assert (after[:2], len(set(after))) == (before, 3)


def test_author_cannot_publish(draft, author) -> None:
    edit(author, draft, module_data(), **{"action-publish": "yes"})
    draft.refresh_from_db()
    assert not draft.live


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"hours": "0"}, "greater than or equal to 0.1"),
        ({"hours": "0.25"}, "no more than 1 decimal place"),
        (
            {"topics": streamfield([("share", {"topic": "iecmh", "hours": "0.6"})])},
            "A topic has more hours than the module.",
        ),
        ({"draw": "3"}, "The question bank holds only 2 questions."),
        ({"reviewed_by": "Somebody"}, "A review names by whom"),
    ],
)
def test_what_cannot_be_is_refused_when_submitting(draft, author, changed, sentence) -> None:
    response = edit(author, draft, module_data(**changed), **{"action-submit": "yes"})
    assert sentence in response.content.decode()
    draft.refresh_from_db()
    assert draft.current_workflow_state is None


def test_module_without_lessons_or_bank_is_not_submitted(association, author) -> None:
    association.refresh_from_db()
    add(author, "modulepage", association.root_page, module_data())
    module = ModulePage.objects.get(slug="naming-feelings")
    page = edit(author, module, module_data(), **{"action-submit": "yes"}).content.decode()
    assert "add at least one lesson below it first" in page
    assert "add a question bank below it first" in page


def test_module_with_an_unfinished_lesson_is_not_submitted(draft, author) -> None:
    picture = (
        "image",
        {"image": "", "file": "", "alt": "", "caption": "", "credit": "", "sources": []},
    )
    add(author, "lessonpage", draft, lesson_data("Third", [picture]))
    page = edit(author, draft, module_data(), **{"action-submit": "yes"}).content.decode()
    assert "“Third”: not complete yet." in page


@pytest.mark.parametrize("rights", [0, 2])
def test_bank_needs_exactly_one_right_answer(draft, author, rights) -> None:
    bank = QuestionBankPage.objects.child_of(draft).get()
    data = bank_data([question("One?", rights=rights), question("Two?")])
    page = edit(author, bank, data, **{"action-submit": "yes"}).content.decode()
    assert "as right" in page


@pytest.mark.parametrize("model", [ModulePage, LessonPage, QuestionBankPage])
def test_draft_can_be_previewed(draft, author, model) -> None:
    page = model.objects.filter(title__in=["Naming feelings", "First", "Questions"]).get()
    data = {
        ModulePage: module_data(),
        LessonPage: lesson_data("First"),
        QuestionBankPage: bank_data([question("One?"), question("Two?")]),
    }[model]
    place = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert author.post(place, data).json() == {"is_valid": True, "is_available": True}
    shown = author.get(place)
    assert (shown.status_code, page.title in shown.content.decode()) == (200, True)


def test_author_of_another_association_sees_and_changes_nothing(draft) -> None:
    other = member(AssociationFactory(slug="south"), "author")
    assert "Naming feelings" not in other.get(reverse("wagtailadmin_home")).content.decode()
    assert edit(other, draft, module_data(title="Taken over")).status_code == 302
    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().title == "Naming feelings"
    assert add(other, "lessonpage", draft, lesson_data("Slipped in")).status_code in {302, 403}
    assert not LessonPage.objects.filter(title="Slipped in").exists()


def test_trainee_has_no_access_to_the_cms(client) -> None:
    client.force_login(PersonFactory().user)
    response = client.get(reverse("wagtailadmin_home"), follow=True)
    assert response.status_code == 403


def test_a_copied_module_is_its_next_version() -> None:
    module = make_module("small-talk")
    copy = module.copy(
        recursive=True, update_attrs={"slug": "small-talk-2", "title": "Small talk, again"}
    )
    assert (copy.code, copy.version) == ("small-talk", 2)
    keys = [
        list(LessonPage.objects.child_of(m).values_list("lesson_key", flat=True))
        for m in (module, copy)
    ]
    assert keys[0] == keys[1]


def test_a_lesson_copied_within_its_module_has_a_key_of_its_own() -> None:
    module = make_module("small-talk", lessons=1)
    lesson = LessonPage.objects.child_of(module).get()
    copy = lesson.copy(update_attrs={"slug": "copied"})
    assert copy.lesson_key != lesson.lesson_key


def test_lesson_that_serves_an_objective_is_named_to_whoever_missed_it(
    association, author, draft
) -> None:
    draft.get_latest_revision().publish()
    module = ModulePage.objects.get(pk=draft.pk)
    [objective] = [block.value["key"] for block in module.objectives]
    lesson = LessonPage.objects.child_of(module).get(title="Second")
    place = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert "1: Name a feeling." in author.get(place).content.decode()
    refused = edit(author, lesson, {**lesson_data("Second"), "objectives": ["none-of-these"]})
    assert "none-of-these is not one of the available choices" in refused.content.decode()
    edit(author, lesson, {**lesson_data("Second"), "objectives": [objective]})
    lesson.refresh_from_db()
    lesson.get_latest_revision().publish()
    bank = QuestionBankPage.objects.child_of(module).get()
    for block in bank.questions:
        block.value["objective"] = "1"
    bank.save_revision().publish()

    person = PersonFactory()
    enrollment = enroll(person, module)
    finish_lessons(enrollment, module)
    attempt = take_test(enrollment, module, well=False)
    learner = Client()
    learner.force_login(person.user)
    result = learner.get(reverse("courses:attempt", args=[module.code, attempt.number]))
    [again] = result.context["again"]
    assert (again.objective, [step.page.title for step in again.steps]) == (
        "Name a feeling.",
        ["Second"],
    )
