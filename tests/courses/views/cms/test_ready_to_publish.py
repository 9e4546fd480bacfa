"""What is published in the CMS passed the checks, whichever button published it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from courses.models import LessonPage, ModulePage, QuestionBankPage
from tests.courses.writing import (
    approve,
    bank_data,
    edit,
    lesson_data,
    module_data,
    question,
    write_draft,
)

pytestmark = pytest.mark.django_db
REASON = "something stands in the way"


@pytest.fixture
def submitted(association, author) -> ModulePage:
    """Submitted whole; the author may go on writing."""
    module = write_draft(association, author)
    edit(author, module, module_data(), **{"action-submit": "yes"})
    return module


def spoil(author: Client, module: ModulePage) -> None:
    """The bank, saved as a draft, holds fewer questions than an attempt draws."""
    bank = QuestionBankPage.objects.child_of(module).get()
    edit(author, bank, bank_data([question("One?")]))


def by_approval(moderator: Client, module: ModulePage) -> object:
    return approve(moderator, module)


def by_approval_in_a_dialog(moderator: Client, module: ModulePage) -> object:
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    place = reverse("wagtailadmin_pages:workflow_action", args=[module.pk, "approve", state.pk])
    return moderator.post(
        place, {"comment": "Yes."}, headers={"X-Requested-With": "XMLHttpRequest"}
    )


def several_at_once(moderator: Client, module: ModulePage) -> object:
    place = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    return moderator.post(f"{place}?id={module.pk}", {"include_descendants": ""})


def by_program(moderator: Client, module: ModulePage) -> object:
    place = reverse("wagtailadmin_api:pages:action", args=[module.pk, "publish"])
    return moderator.post(place, {}, content_type="application/json")


WAYS = [by_approval, by_approval_in_a_dialog, several_at_once, by_program]


@pytest.mark.parametrize("way", WAYS, ids=lambda one: one.__name__)
def test_nothing_incomplete_is_published_and_the_reason_is_told(
    submitted, author, moderator, way
) -> None:
    spoil(author, submitted)
    answer = way(moderator, submitted)
    submitted.refresh_from_db()
    assert (submitted.live, submitted.first_published_at) == (False, None)
    assert not LessonPage.objects.live().exists()
    if way is by_program:
        assert (answer.status_code, REASON in answer.content.decode()) == (400, True)
        return
    checks = reverse("courses_cms:checks", args=[submitted.pk])
    to = answer.json()["redirect"] if way is by_approval_in_a_dialog else answer["Location"]
    assert to == checks
    page = moderator.get(checks).content.decode()
    assert REASON in page
    assert "The question bank holds only 1 question." in page
    assert TaskState.objects.get().status == TaskState.STATUS_IN_PROGRESS


@pytest.mark.parametrize("way", WAYS, ids=lambda one: one.__name__)
def test_what_is_complete_is_published_by_each_of_them(submitted, moderator, way) -> None:
    way(moderator, submitted)
    submitted.refresh_from_db()
    assert submitted.live
    assert LessonPage.objects.live().count() == 2


def test_an_incomplete_lesson_of_a_published_module_waits(submitted, author, moderator) -> None:
    approve(moderator, submitted)
    lesson = LessonPage.objects.child_of(submitted).get(title="First")
    edit(author, lesson, lesson_data("First"), **{"action-submit": "yes"})
    # Whoever moderates may change what waits for them.
    edit(moderator, lesson, lesson_data("First", []))
    answer = approve(moderator, lesson)
    lesson.refresh_from_db()
    assert (len(lesson.body), answer["Location"]) == (
        1,
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]),
    )
    assert "is not published: it is not complete" in moderator.get(answer["Location"]).text
