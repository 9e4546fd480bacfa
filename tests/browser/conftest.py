"""Chromium for the tests marked `browser`: real pages of a live server, rows that are committed.

Playwright's sync API keeps an event loop running in the thread of the tests. Django then believes
that it is called from async code, hence DJANGO_ALLOW_ASYNC_UNSAFE; and other tests could no longer
start a loop of their own (signing a PDF does), hence one browser for each module, not for the run.
"""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from endorsement.models import Person
from tests.browser import world
from tests.browser.tab import Tab
from tests.committed import wait_for_last_answers

NewTab = Callable[..., Tab]
PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    # The shell draws the same without the windows of a desktop, which take two thirds of the work.
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip("Chromium is missing. On Debian: apt-get install chromium")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        with sync_playwright() as playwright:
            try:
                browser = playwright.chromium.launch(
                    executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
                )
            except Error as error:
                pytest.skip(f"Chromium does not start here: {str(error).splitlines()[0]}")
            yield browser
            browser.close()


@pytest.fixture
def demonstration(committed_db: None) -> None:
    """The demonstration's rows are there; see tests/browser/world.py."""
    world.show_demonstration()


@pytest.fixture
def new_tab(
    chromium: Browser, demonstration: None, live_server: Any, request: pytest.FixtureRequest
) -> Iterator[NewTab]:
    """Opens tabs, each in a profile of its own; the test fails when one of them had a problem."""
    if "worker" in request.fixturenames:
        # Before the tabs, to end after them: what they still ask for may send it a hint.
        request.getfixturevalue("worker")
    tabs: list[Tab] = []

    def open_one(
        *, width: int = 1280, dark: bool = False, javascript: bool = True, **options: Any
    ) -> Tab:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale="en-US",
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        tabs.append(Tab(page=context.new_page(), context=context, base=live_server.url))
        return tabs[-1]

    yield open_one
    for tab in tabs:
        # Closing a lesson would still report its seat time, to rows that are about to go.
        tab.context.set_offline(True)
        tab.context.close()
    wait_for_last_answers()
    assert [problem for tab in tabs for problem in tab.problems] == []


@pytest.fixture
def trainee(demonstration: None) -> Person:
    return Person.objects.get(user__email="trainee@example.org")
