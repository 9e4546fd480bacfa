"""Author and moderator on one module: comments, comparing, changes asked for, a date, a lock."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, TaskState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from courses.models import LessonPage, ModulePage
from courses.tasks import publish_scheduled
from lms.backbone.models import Mail
from tests.courses.writing import (
    add,
    approve,
    edit,
    lesson_data,
    module_data,
    write_draft,
)
from tests.factories.association import AssociationFactory
from tests.factories.membership import member

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(association, author) -> ModulePage:
    return write_draft(association, author)


def lesson_of(draft: ModulePage) -> LessonPage:
    return LessonPage.objects.child_of(draft).get(title="First")


def page_of(client: Client, page: Any, name: str = "edit", *more: Any) -> str:
    return client.get(reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *more])).text


def with_comment(data: dict[str, Any], text: str) -> dict[str, Any]:
    said = {"text": text, "contentpath": "title", "position": "", "deleted": "", "resolved": ""}
    replies = {"replies": inline_formset([])}
    return {**data, **nested_form_data({"comments": inline_formset([{**said, **replies}])})}


def test_moderator_comments_and_author_reads_it(draft, author, moderator) -> None:
    for page, data in ((draft, module_data()), (lesson_of(draft), lesson_data("First"))):
        edit(moderator, page, with_comment(data, "Which age is this about?"))
        assert Comment.objects.get(page=page).text == "Which age is this about?"
        shown = page_of(author, page)
        assert ("Toggle comments" in shown, "Which age is this about?" in shown) == (True, True)
    other = member(AssociationFactory(slug="south"), "author")
    assert "Which age" not in page_of(other, draft)


def test_two_states_of_a_lesson_are_compared(draft, author, moderator) -> None:
    lesson = lesson_of(draft)
    first = lesson.latest_revision_id
    prose = ("prose", {"text": rich_text("<p>Other words.</p>"), "sources": []})
    edit(author, lesson, lesson_data("First", [prose]))
    lesson.refresh_from_db()
    for client in (author, moderator):
        shown = page_of(client, lesson, "revisions_compare", first, lesson.latest_revision_id)
        assert ("Other words." in shown, "Words." in shown) == (True, True)
        assert "Words." in page_of(client, lesson, "revisions_revert", first)
    other = member(AssociationFactory(slug="south"), "author")
    assert "words." not in page_of(other, lesson, "revisions_compare", first, "latest")


def submit(author: Client, draft: ModulePage, **changed: Any) -> TaskState:
    edit(author, draft, module_data(**changed), **{"action-submit": "yes"})
    return TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)


def test_moderator_asks_for_changes_and_author_submits_again(draft, author, moderator) -> None:
    task = submit(author, draft)
    place = reverse("wagtailadmin_pages:workflow_action", args=[draft.pk, "reject", task.pk])
    moderator.post(place, {"comment": "Say for which age."})
    draft.refresh_from_db()
    assert (draft.live, draft.current_workflow_state.status) == (False, "needs_changes")
    assert "Say for which age." in page_of(author, draft)
    assert Mail.objects.filter(key__startswith="moderation:rejected").count() == 1
    # Wagtail carries the same workflow on from where it was stopped.
    edit(author, draft, module_data(audience="From birth to 3."), **{"action-submit": "yes"})
    approve(moderator, draft)
    draft.refresh_from_db()
    assert (draft.live, draft.audience) == (True, "From birth to 3.")


def test_a_chosen_day_is_kept(draft, author, moderator) -> None:
    assert "schedule-publishing-dialog" in page_of(author, draft)
    tomorrow = timezone.now() + timedelta(days=1)
    submit(author, draft, go_live_at=tomorrow.strftime("%Y-%m-%d %H:%M"))
    approve(moderator, draft)
    draft.refresh_from_db()
    publish_scheduled()
    lessons = LessonPage.objects.child_of(draft)
    assert (draft.live, lessons.live().count()) == (False, 0)
    assert draft.scheduled_revision is not None
    with time_machine.travel(tomorrow + timedelta(hours=1)):
        publish_scheduled()
    draft.refresh_from_db()
    assert (draft.live, lessons.live().count()) == (True, 2)


def test_a_locked_module_waits_for_the_moderator(draft, author, moderator) -> None:
    place = reverse("wagtailadmin_pages:lock", args=[draft.pk])
    assert author.post(place).status_code in {302, 403}
    draft.refresh_from_db()
    assert not draft.locked
    moderator.post(place)
    edit(author, draft, module_data(summary="Slipped in."))
    draft.refresh_from_db()
    latest = draft.get_latest_revision_as_object()
    assert (draft.locked, latest.summary) == (True, "How adults lend words.")
    moderator.post(reverse("wagtailadmin_pages:unlock", args=[draft.pk]))
    edit(author, draft, module_data(summary="In time."))
    draft.refresh_from_db()
    assert draft.get_latest_revision_as_object().summary == "In time."


@pytest.mark.parametrize("what", ["version", "module"])
def test_author_makes_a_version_or_another_module(draft, author, moderator, what) -> None:
    submit(author, draft)
    approve(moderator, draft)
    copying = reverse("wagtailadmin_pages:copy", args=[draft.pk])
    place = author.get(copying)["Location"]
    assert "next version of this module" in author.get(place).text
    made = author.post(place, {"what": what, "title": "Other feelings"})
    page = ModulePage.objects.order_by("-pk").first()
    assert made["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    found = page.get_latest_revision_as_object()
    assert (found.version, found.title, found.live) == {
        "version": (2, "Naming feelings", False),
        "module": (1, "Other feelings", False),
    }[what]
    add(author, "lessonpage", page, lesson_data("Third"))
    assert page.get_children().count() == 4


def test_another_module_needs_a_title(draft, author) -> None:
    place = reverse("courses_cms:copy", args=[draft.pk])
    assert "a title of its own" in author.post(place, {"what": "module", "title": " "}).text
    other = member(AssociationFactory(slug="south"), "author")
    assert other.post(place, {"what": "version"}).status_code in {302, 403}
    assert ModulePage.objects.count() == 1
