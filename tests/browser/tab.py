"""One tab of Chromium in a profile of its own, as a person uses it; it remembers what went wrong.

Errors in the console (a violation of the content security policy is one), uncaught exceptions and
answers of the 500s are collected in `problems`, which the `browser` fixtures check at the end.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response

from endorsement.models import Person


@dataclass
class Tab:
    """A page of Playwright's with the address of the server that it visits."""

    page: Page
    context: BrowserContext
    base: str
    problems: list[str] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._note(f"exception: {error}"))
        self.page.on("response", self._answered)
        self.page.on("framenavigated", lambda frame: self.visited.append(frame.url))

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def open(self, address: str) -> "Tab":
        """A path of ours, or a whole address that was mailed: the host is the test server's."""
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.page.goto(self.base + path)
        return self

    def press(self, label: str) -> "Tab":
        """A button of the page's main part that leads somewhere; waits for the page that follows."""
        button = self.page.locator("main").get_by_role("button", name=label, exact=True)
        with self.page.expect_navigation():
            button.first.click()
        return self

    def follow(self, label: str) -> "Tab":
        """A link of the page's main part, likewise."""
        link = self.page.locator("main").get_by_role("link", name=label)
        with self.page.expect_navigation():
            link.first.click()
        return self

    @property
    def title(self) -> str:
        return self.page.locator("h1").inner_text().strip()

    @property
    def text(self) -> str:
        """The page's main part as running text."""
        return " ".join(self.page.locator("main").inner_text().split())

    def sign_in(self, person: Person) -> "Tab":
        """By the cookie of a session, where signing in itself is not the point."""
        client = Client()
        client.force_login(person.user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.base}
        self.context.add_cookies([cookie])  # type: ignore[list-item]
        return self

    def size(self, width: int, height: int = 900) -> "Tab":
        self.page.set_viewport_size({"width": width, "height": height})
        return self

    # --- what went wrong ---------------------------------------------------------------------------

    def _note(self, problem: str) -> None:
        self.problems.append(f"{self.path}: {problem}")

    def _said(self, message: ConsoleMessage) -> None:
        # The browser itself reports every answer of the 400s as an error; some are meant.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self._note(message.text)

    def _answered(self, response: Response) -> None:
        asset = response.request.resource_type in {"stylesheet", "script", "image", "font", "media"}
        if response.status >= 500 or (asset and response.status >= 400):
            self._note(f"{response.status} for {urlsplit(response.url).path}")
