"""H5P in Chromium: a question that others made, from an author's upload to a learner's record."""

from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import FrameLocator, Page, expect

from courses.models import LessonPage, LessonProgress, Package, PackagePlay
from courses.services import evaluation
from endorsement.models import LedgerEntry, Person
from tests.browser import learner
from tests.browser.conftest import NewTab
from tests.browser.tab import Tab
from tests.factories.h5p import FOREIGN
from tests.factories.learning import finish_lessons, take_test

pytestmark = pytest.mark.browser
FILE = FOREIGN / "true_false.h5p"


@pytest.fixture(autouse=True)
def content_host(settings: pytest.FixtureRequest, live_server: object) -> None:
    port = urlsplit(live_server.url).port  # type: ignore[attr-defined]
    settings.CONTENT_URL = f"http://127.0.0.1:{port}"  # type: ignore[attr-defined]


def question(page: Page) -> FrameLocator:
    """The content, in its frame on the host of packages."""
    return page.frame_locator("iframe").frame_locator("iframe")


def chosen(page: Page) -> list[str]:
    """What is chosen, whatever H5P's own name for it in this version."""
    return question(page).locator("[role=radio][aria-checked=true]").all_inner_texts()


def uploaded(tab: Tab) -> Package:
    """An author uploads it, and sees in the trial that it says when it is finished."""
    tab.open(reverse("wagtailsnippets_courses_package:add"))
    tab.page.set_input_files("#id_file", FILE)
    with tab.page.expect_navigation():
        tab.page.get_by_role("button", name="Save").first.click()
    package = Package.objects.get()
    assert (package.title, package.standard) == ("Hello World", "h5p")
    tab.open(reverse("courses_cms:package_try", args=[package.pk, 1]))
    content = question(tab.page)
    content.get_by_role("radio", name="False").click()
    content.get_by_role("button", name="Check").click()
    tab.page.frame_locator("iframe").get_by_text("Finished. Everything is saved.").wait_for()
    assert not PackagePlay.objects.exists()
    return package


def test_question_of_others_from_upload_to_the_record(new_tab: NewTab, trainee: Person) -> None:
    author = Person.objects.get(user__email="author@example.org")
    package = uploaded(new_tab().sign_in(author))
    module = learner.module(learner.BEGUN)
    lesson = LessonPage.objects.child_of(module).first()
    block = {"title": "Is it false?", "package": package, "instead": "<p>Text.</p>"}
    lesson.body = [("package", {**block, "required": True, "key": "p1"})]
    lesson.save_revision().publish()
    enrollment = learner.enroll(trainee, learner.BEGUN)
    tab = new_tab().sign_in(trainee)
    tab.open(reverse("courses:lesson", args=[learner.BEGUN, lesson.lesson_key]))

    # Chosen and not checked: it is there again the next time.
    tab.follow("Open")
    question(tab.page).get_by_role("radio", name="True").click()
    tab.page.get_by_text("Everything is saved.", exact=True).wait_for()
    tab.follow("Back to the lesson")
    tab.follow("Go on")
    question(tab.page).get_by_role("radio", name="True").wait_for()
    assert chosen(tab.page) == ["True"]

    play = PackagePlay.objects.get()
    assert (play.done_at, play.turn, play.score) == (None, 2, None)

    content = question(tab.page)
    content.get_by_role("radio", name="False").click()
    content.get_by_role("button", name="Check").click()
    tab.page.get_by_text("Finished. You can go back to the lesson.").wait_for()
    play.refresh_from_db()
    assert (play.score, play.done_at is not None) == (100, True)
    tab.follow("Back to the lesson")
    assert "Best result: 100%" in tab.text
    tab.page.locator(".lesson-end button").click()
    expect(tab.page.locator("h1")).not_to_have_text(lesson.title)
    assert LessonProgress.objects.get(completed_at__isnull=False).lesson_key == lesson.lesson_key

    now = timezone.now()
    finish_lessons(enrollment, module, now)
    take_test(enrollment, module, at=now)
    evaluation.hand_in_evaluation(
        enrollment=enrollment, module=module, answers=learner.answers(learner.BEGUN), at=now
    )
    entry = LedgerEntry.objects.get(
        person=trainee, source_key__startswith=f"module:{learner.BEGUN}:"
    )
    # What a package says of its time and its score changes no hour.
    assert entry.hours == Decimal(module.hours)
