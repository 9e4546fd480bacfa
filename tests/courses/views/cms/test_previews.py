"""Previews show what learners will see, and record nothing about whoever looks."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.test.utils.form_data import rich_text

from courses.models import BlockState, Enrollment, LessonPage, LessonProgress, Presenter
from tests.courses.writing import edit, inline_items, lesson_data, module_data, write_draft
from tests.factories.learning import enroll
from tests.factories.module import make_module

pytestmark = pytest.mark.django_db


def shown(author, place: str, data, **mode: str) -> str:
    address = f"{place}?mode={mode['mode']}" if mode else place
    assert author.post(address, data).json() == {"is_valid": True, "is_available": True}
    return author.get(address).content.decode()


def test_evaluation_is_previewed_with_the_modules_own_questions(association, author) -> None:
    draft = write_draft(association, author)
    place = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    page = shown(author, place, module_data(), mode="evaluation")
    assert ("Useful?" in page, "5: very much" in page) == (True, True)
    assert "<form" in page
    assert 'method="post"' not in page.partition("<main")[2]
    assert "After this module you can" in shown(author, place, module_data())


def test_looking_at_a_lesson_in_the_cms_is_not_reading_it(association, author) -> None:
    module = make_module("naming", parent=association.root_page, association=association)
    lesson = LessonPage.objects.child_of(module).first()
    user = author.get("/cms/").wsgi_request.user
    enroll(user.person, module)
    before = Enrollment.objects.values().get()
    place = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    assert "Words." in shown(author, place, lesson_data("Lesson 1"))
    assert author.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])).status_code == 200
    assert (LessonProgress.objects.count(), BlockState.objects.count()) == (0, 0)
    assert Enrollment.objects.values().get() == before


def choice(text: str, then: str = "") -> dict[str, str]:
    return {"text": text, "feedback": f"After {text}", "next": then, "key": ""}


STEPS = [
    {"key": "door", "text": "At the door?", "options": [choice("Wait", "end"), choice("Knock")]},
    {"key": "inside", "text": "Inside?", "options": [choice("Sit"), choice("Stand", "door")]},
]
CASE = {
    "title": "The Rivera family",
    "text": rich_text("<p>A visit.</p>"),
    "questions": inline_items(
        [{**step, "options": inline_items(step["options"])} for step in STEPS]
    ),
    "sources": [],
    "key": "",
}
CHECK = {
    "text": "What helps?",
    "options": inline_items(
        [
            {"text": "Listening", "correct": "on", "feedback": "It does help.", "key": ""},
            {"text": "Advice", "feedback": "Later, perhaps.", "key": ""},
        ]
    ),
    "sources": [],
    "key": "",
}


def test_author_reads_every_branch_and_all_feedback_before_publishing(association, author) -> None:
    draft = write_draft(association, author)
    lesson = LessonPage.objects.child_of(draft).first()
    data = lesson_data("First", [("vignette", CASE), ("knowledge_check", CHECK)])
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[lesson.pk])
    previewed = shown(author, address, data)
    edit(author, lesson, data)
    view_draft = reverse("wagtailadmin_pages:view_draft", args=[lesson.pk])
    for page in (previewed, author.get(view_draft).content.decode()):
        found = BeautifulSoup(page, "html.parser").select("details.accordion__item")
        case, check = (" ".join(one.get_text(" ").split()) for one in found)
        assert case == (
            "All steps and what follows each choice "
            "At the door? Step: door "
            "Wait After Wait The story ends here. Knock After Knock Goes on with step: inside "
            "Inside? Step: inside "
            "Sit After Sit The story ends here. Stand After Stand Goes on with step: door"
        )
        assert check == (
            "Feedback to every answer "
            "Listening Yes. It does help. Advice Not quite. Later, perhaps."
        )


def test_presenter_is_previewed_as_the_module_page_names_them(association, author) -> None:
    presenter = Presenter.objects.create(association=association, name="Ada Lee")
    place = reverse("wagtailsnippets_courses_presenter:preview_on_edit", args=[presenter.pk])
    data = {"name": "Ada Lee", "credentials": "LICSW", "bio": "She listens.", "photo": ""}
    page = shown(author, place, {**data, "association": str(association.pk)})
    assert ("Ada Lee, LICSW" in page, "She listens." in page) == (True, True)
