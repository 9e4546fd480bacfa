"""Before publishing: the list in the CMS, and the form that refuses the same."""

from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text, streamfield

from courses.models import CreditedDocument, LessonPage, ModulePage, QuestionBankPage
from courses.models.check_words import WORDS, sentence
from courses.models.checking import claimable_hours
from courses.rules.checks import Finding, State
from courses.selectors import checks
from courses.services import versioning
from tests.courses.writing import edit, lesson_data, module_data, write_draft
from tests.factories.association import AssociationFactory
from tests.factories.membership import member
from tests.factories.module import add_lesson, make_module, question

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(association, author) -> ModulePage:
    return write_draft(association, author)


def place(module: ModulePage) -> str:
    return reverse("courses_cms:checks", args=[module.pk])


def codes(module: ModulePage, state: State) -> set[str]:
    return {one.code for one in checks.of_module(module) if one.state is state}


def test_list_names_what_to_do_and_leads_to_the_block(draft, author) -> None:
    lesson = LessonPage.objects.child_of(draft).get(title="First")
    plain = ("prose", {"text": rich_text("<p>Words.</p>"), "sources": []})
    figure = ("prose", {"text": rich_text("<p>Of 1 in 6.</p>"), "sources": []})
    edit(author, lesson, lesson_data("First", [plain, figure]))
    lesson.refresh_from_db()
    page = author.get(place(draft)).content.decode()
    block = lesson.get_latest_revision_as_object().body[1]
    edits = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    assert f'href="{edits}#block-{block.id}-section"' in page
    assert "These blocks give figures and name no source." in page
    for one in (draft, lesson):
        shown = author.get(reverse("wagtailadmin_pages:edit", args=[one.pk])).content.decode()
        assert place(draft) in shown


def test_a_module_just_begun_is_told_what_to_add(association, author) -> None:
    module = make_module("small", parent=association.root_page, lessons=0, publish=False)
    module.get_children().delete()
    module.refresh_from_db()
    page = author.get(place(module)).content.decode()
    for kind in ("lessonpage", "questionbankpage"):
        add = reverse("wagtailadmin_pages:add", args=["courses", kind, module.pk])
        assert f'href="{add}"' in page


def test_what_the_list_blocks_the_form_refuses(draft, author) -> None:
    data = module_data(draw="3", reviewed_by="Somebody")
    shown = edit(author, draft, data, **{"action-submit": "yes"}).content.decode()
    edit(author, draft, data)
    blocks = [one for one in checks.of_module(draft) if one.state is State.BLOCKS]
    assert {one.code for one in blocks} == {"enough_questions", "review_says_who"}
    assert [sentence(one) in shown for one in blocks] == [True, True]


def test_a_draft_is_kept_unless_it_gives_an_hour_twice(draft, author) -> None:
    edit(author, draft, module_data(draw="3", summary="Kept."))
    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().summary == "Kept."
    five = [("share", {"area": "", "hours": "0.5"})] * 5
    shown = edit(author, draft, module_data(split=streamfield(five), summary="Lost."))
    assert "These hours add up to more than the clock hours." in shown.content.decode()
    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().summary == "Kept."


def test_shipped_shape_of_a_module_has_nothing_in_its_way() -> None:
    module = make_module("small-talk")
    assert codes(module, State.BLOCKS) == set()
    assert codes(module, State.LOOK) == {"method", "objectives_served", "review", "presenters"}


def test_what_changes_by_itself_in_a_published_version_is_found(association, author) -> None:
    bank = [question("q1", objective="1"), question("q2", objective="name")]
    module = make_module(
        "small",
        parent=association.root_page,
        association=association,
        bank=bank,
        covers=[("cover", {"ref": "core:foundations.attachment", "at": "1"})],
    )
    since = {"objectives_moved", "credit_changed"}
    assert codes(module, State.LOOK) & since == set()
    assert codes(module, State.FINE) >= since
    first = ("objective", {"key": "first", "text": "Explain."})
    module.objectives = [first, *((one.block_type, one.value) for one in module.objectives)]
    module.hours = Decimal("1.0")
    module.save_revision()
    page = author.get(place(module)).content.decode()
    said = [one for one in checks.of_module(module) if one.code == "objectives_moved"]
    assert [spot.label for spot in said[0].spots] == ["Question q1?", "core:foundations.attachment"]
    held = QuestionBankPage.objects.child_of(module).get()
    block = held.questions[0].id
    edits = reverse("wagtailadmin_pages:edit", args=[held.pk])
    assert f'href="{edits}#block-{block}-section"' in page
    assert codes(module, State.LOOK) & since == since
    # In the next version the hours may change, and the numbers slip all the same.
    assert codes(versioning.new_version(module=module, by=None), State.LOOK) & since == {
        "objectives_moved"
    }


def test_hours_follow_the_method_of_the_curriculum() -> None:
    module = make_module("long", lessons=0)
    words = "<p>" + "word " * 1_999 + "</p>"
    body = [("prose", {"text": words, "sources": []})]
    lessons = [add_lesson(module, f"l{n}", title="Title", body=body) for n in range(5)]
    assert str(claimable_hours(lessons)) == "1.0"
    assert str(claimable_hours(lessons[:3])) == "0.6"


def test_a_document_that_is_no_tagged_pdf_is_told_apart() -> None:
    found = []
    for name, content in (("a.pdf", b"%PDF-1.4 broken"), ("a.docx", b"x")):
        document = CreditedDocument(title=name)
        document.file.save(name, ContentFile(content))
        found.append(document.tagged)
    assert found == [False, None]


def test_every_finding_has_a_sentence_of_its_own() -> None:
    params = {
        **dict.fromkeys(("found", "draw", "need", "most", "number", "first", "further"), 2),
        **dict.fromkeys(("name", "source", "hours", "claimable"), "x"),
    }
    told = [sentence(Finding(code, State.BLOCKS, params)) for code in WORDS]
    assert [one for one in told if not one.endswith(".") and not one.endswith("”.")] == []
    assert len(set(told)) == len(WORDS)


def test_another_associations_author_reads_no_list(draft) -> None:
    other = member(AssociationFactory(slug="south"), "author")
    assert other.get(place(draft)).status_code in {302, 403}


def test_the_list_costs_the_same_with_many_blocks(
    association, author, django_assert_num_queries
) -> None:
    for count, code in ((2, "small"), (9, "large")):
        module = make_module(code, parent=association.root_page, association=association, lessons=1)
        body = [("prose", {"text": "<p>Words.</p>", "sources": ["x"]})] * count
        add_lesson(module, "more", title="More", body=body).get_latest_revision().publish()
        with django_assert_num_queries(CHECKING):
            found = checks.of_module(module)
        assert [one.code for one in found if one.state is State.BLOCKS] == ["source_gone"]


CHECKING = 8


def test_check_says_how_the_questions_of_a_body_are_counted() -> None:
    asked = {"name": "NASW", "need": 15, "hours": "1.5", "draw": 9, "first": 10, "further": 5}
    said = sentence(Finding("body_questions", State.BLOCKS, asked))
    assert said.startswith(
        "NASW asks for at least 15 questions in 1.5 clock hours; learners get 9."
    )
    assert "10 for the first clock hour or less, and 5 for every further clock hour" in said
