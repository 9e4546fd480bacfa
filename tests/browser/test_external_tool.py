"""A tool that nobody here wrote is opened from a lesson in Chromium, and its grade comes back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from courses.models import Enrollment, ExternalTool, LessonPage, ToolUse
from endorsement.models import Person
from tests.browser import learner
from tests.browser.conftest import NewTab
from tests.browser.screens import faults
from tests.browser.tab import Tab
from tests.browser.tool import Tool, running_tool
from tests.factories.tool import BLOCK, make_tool, put_into

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tool() -> Iterator[Tool]:
    with running_tool() as running:
        yield running


@pytest.fixture
def registered(tool: Tool, demonstration: None, live_server: Any, settings: Any) -> ExternalTool:
    settings.PUBLIC_URL = live_server.url
    known = make_tool(
        launch_url=f"{tool.at}/launch",
        login_url=f"{tool.at}/login",
        redirect_urls=f"{tool.at}/launch",
        keys_url=tool.keys_url,
    )
    tool.register(live_server.url, known.client_id, known.deployment_id)
    tool.launches.clear()
    return known


@pytest.fixture
def lesson(registered: ExternalTool) -> LessonPage:
    return put_into(learner.module(learner.BEGUN), registered)


@pytest.fixture
def enrollment(lesson: LessonPage, trainee: Person) -> Enrollment:
    return learner.enroll(trainee, learner.BEGUN)


def address(name: str, lesson: LessonPage) -> str:
    more = [BLOCK] if name.startswith("tool") else []
    return reverse(f"courses:{name}", args=[learner.BEGUN, lesson.lesson_key, *more])


def opened_in_a_tab(tab: Tab) -> Page:
    with tab.context.expect_page() as opening:
        tab.page.get_by_role("button", name="Open in a new tab").click()
    return opening.value


def test_tool_opens_in_a_tab_and_its_grade_comes_back(
    new_tab: NewTab, trainee: Person, tool: Tool, lesson: LessonPage, enrollment: Enrollment
) -> None:
    tab = new_tab(ignore_https_errors=True).sign_in(trainee)
    page = opened_in_a_tab(tab.open(address("lesson", lesson)))
    page.get_by_text("unit 3, nobody by name").wait_for()
    (told,) = tool.launches
    assert trainee.name not in str(told)
    assert trainee.email not in str(told)
    page.get_by_role("button", name="Finish").click()
    page.get_by_text("Read a baby’s signals: 80 of 100").wait_for()
    use = ToolUse.objects.get()
    assert (use.score, use.activity, use.done_at is not None) == (80, "Completed", True)
    tab.open(address("lesson", lesson))
    assert "Best result: 80%" in tab.text
    enrollment.refresh_from_db()
    assert enrollment.completed_at is None


def test_tool_opens_inside_the_page(
    new_tab: NewTab, trainee: Person, enrollment: Enrollment, lesson: LessonPage
) -> None:
    tab = new_tab(ignore_https_errors=True).sign_in(trainee)
    tab.open(f"{address('tool', lesson)}?here")
    frame = tab.page.frame_locator("iframe")
    frame.get_by_text("unit 3, nobody by name").wait_for()
    frame.get_by_role("button", name="Finish").click()
    frame.get_by_text("80 of 100").wait_for()
    assert ToolUse.objects.get().score == 80


def test_tool_is_told_the_name_when_the_learner_agreed_and_opens_without_javascript(
    new_tab: NewTab,
    trainee: Person,
    registered: ExternalTool,
    enrollment: Enrollment,
    lesson: LessonPage,
) -> None:
    ExternalTool.objects.filter(pk=registered.pk).update(gives_name=True)
    tab = new_tab(ignore_https_errors=True, javascript=False).sign_in(trainee)
    tab.open(address("lesson", lesson)).follow("Read about it and open it")
    assert "Your name as printed on certificates." in tab.text
    tab.press("I agree: tell it my name")
    page = opened_in_a_tab(tab)
    page.get_by_role("button", name="Go on to Baby Signals").click()
    page.get_by_role("button", name="Go on to Baby Signals").click()
    page.get_by_text(f"unit 3, {trainee.name}").wait_for()


def test_pages_around_a_tool_are_accessible(
    new_tab: NewTab,
    trainee: Person,
    registered: ExternalTool,
    enrollment: Enrollment,
    lesson: LessonPage,
) -> None:
    tab = new_tab(ignore_https_errors=True).sign_in(trainee)
    found = []
    for told in (False, True):
        ExternalTool.objects.filter(pk=registered.pk).update(gives_name=told, gives_email=told)
        for place in (address("lesson", lesson), address("tool", lesson)):
            found += faults(tab.open(place))
    tab.press("I agree: tell it my name and email address")
    found += faults(tab)
    found += faults(tab.open(f"{address('tool', lesson)}?here"))
    found += faults(tab.open(f"/lti/authorize/?client_id={registered.client_id}"))
    assert found == []
