"""Packages in Chromium: content that uses somebody else's wrapper finds the interface and is believed."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import LessonPage, PackagePlay, PackageStatement
from courses.packages.cmi5.names import Verb
from courses.services.package import keep_package
from endorsement.models import Person
from tests.browser import learner
from tests.browser.conftest import NewTab
from tests.factories.cmi5 import cmi5
from tests.factories.package import scorm

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("standard", ["scorm_1_2", "scorm_2004"])
def test_package_plays_on_its_own_host_and_goes_on_where_one_left(
    new_tab: NewTab,
    trainee: Person,
    settings: pytest.FixtureRequest,
    standard: str,
    live_server: object,
) -> None:
    port = urlsplit(live_server.url).port  # type: ignore[attr-defined]
    settings.CONTENT_URL = f"http://127.0.0.1:{port}"  # type: ignore[attr-defined]
    package = keep_package(file=scorm(standard), title="", association=None, at=timezone.now())
    lesson = LessonPage.objects.child_of(learner.module(learner.BEGUN)).first()
    block = {"title": "Serve and return", "package": package, "instead": "<p>Text.</p>"}
    lesson.body = [("package", {**block, "required": True, "key": "p1"})]
    lesson.save_revision().publish()
    learner.enroll(trainee, learner.BEGUN)
    tab = new_tab().sign_in(trainee)
    address = reverse("courses:package", args=[learner.BEGUN, lesson.lesson_key, "p1", 1])

    content = tab.open(address).page.frame_locator("iframe").frame_locator("iframe")
    content.get_by_text("true, nowhere").wait_for()
    tab.page.get_by_text("Everything is saved.", exact=True).wait_for()

    content = tab.open(address).page.frame_locator("iframe").frame_locator("iframe")
    content.get_by_text("true, page 2").wait_for()
    content.get_by_role("button", name="Finish").click()
    tab.page.get_by_text("Finished. You can go back to the lesson.").wait_for()
    play = PackagePlay.objects.get()
    assert (play.score, play.done_at is not None) == (90, True)
    tab.follow("Back to the lesson")
    assert "Best result: 90%" in tab.text


@pytest.mark.parametrize("client", ["rustici", "xapijs"])
def test_part_of_cmi5_that_uses_a_client_of_others_reports_to_its_end(
    new_tab: NewTab,
    trainee: Person,
    settings: pytest.FixtureRequest,
    client: str,
    live_server: object,
) -> None:
    port = urlsplit(live_server.url).port  # type: ignore[attr-defined]
    settings.CONTENT_URL = f"http://127.0.0.1:{port}"  # type: ignore[attr-defined]
    package = keep_package(file=cmi5(client), title="", association=None, at=timezone.now())
    lesson = LessonPage.objects.child_of(learner.module(learner.BEGUN)).first()
    block = {"title": "Nights", "package": package, "instead": "<p>Text.</p>"}
    lesson.body = [("package", {**block, "required": False, "key": "p1"})]
    lesson.save_revision().publish()
    learner.enroll(trainee, learner.BEGUN)
    tab = new_tab().sign_in(trainee)
    address = reverse("courses:package", args=[learner.BEGUN, lesson.lesson_key, "p1", 1])

    content = tab.open(address).page.frame_locator("iframe").frame_locator("iframe")
    content.get_by_text("Normal, en,es, 0.8, pace=slow, nowhere").wait_for()

    content = tab.open(address).page.frame_locator("iframe").frame_locator("iframe")
    content.get_by_text("Normal, en,es, 0.8, pace=slow, page 2").wait_for()
    content.get_by_role("button", name="Finish").click()
    content.get_by_role("heading", name="This part is closed").wait_for()
    tab.page.get_by_text("Finished. You can go back to the lesson.").wait_for()
    play = PackagePlay.objects.get()
    assert (play.score, play.done_at is not None) == (90, True)
    said = PackageStatement.objects.order_by("pk").values_list("verb", flat=True)
    assert [Verb(verb).word for verb in said] == [
        "launched",
        "initialized",
        "abandoned",
        "launched",
        "initialized",
        "passed",
        "completed",
        "terminated",
    ]

    # The third part opens in a window of its own.
    own = reverse("courses:package", args=[learner.BEGUN, lesson.lesson_key, "p1", 3])
    player = tab.open(own).page.frame_locator("iframe")
    with tab.page.expect_popup() as popup:
        player.get_by_role("button", name="Open the window").click()
    popup.value.get_by_text("Normal, en,es, ").wait_for()
    popup.value.get_by_role("button", name="Finish").click()
    popup.value.get_by_role("heading", name="This part is closed").wait_for()
