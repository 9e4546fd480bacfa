"""The registry in the page of another site: shown to the sites that the association named, and to no other."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewTab
from tests.factories.registry import listed, registry_shows

pytestmark = pytest.mark.browser


@pytest.fixture
def site(live_server: Any) -> Iterator[str]:
    """The address of another site, whose page has the lines that a coordinator copies."""
    frame = f'<iframe src="{live_server.url}/a/north/registry/widget?lang=en" title="Registry"></iframe>'

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(
                f'<!doctype html><html lang="en"><title>A site</title>{frame}'.encode()
            )

        def log_message(self, *_said: Any) -> None:
            """Nothing to say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_named_site_shows_the_registry_without_cookie_or_script(new_tab: NewTab, site: str) -> None:
    listed("Marta Field")
    policy = registry_shows("north")
    policy.sites = [site]
    policy.save()
    tab = new_tab(javascript=False)
    tab.page.goto(site)
    frame = tab.page.frame_locator("iframe")
    expect(frame.get_by_role("link", name="Marta Field")).to_be_visible(timeout=20_000)
    frame.get_by_label("Name").fill("nobody of this name")
    frame.get_by_role("button", name="Search").click()
    expect(frame.get_by_text("Nobody found")).to_be_visible(timeout=20_000)
    assert tab.context.cookies() == []


def test_other_site_shows_nothing(new_tab: NewTab, site: str) -> None:
    listed("Marta Field")
    registry_shows("north")
    tab = new_tab()
    with tab.page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        tab.page.goto(site)
    assert tab.page.frame_locator("iframe").get_by_text("Marta Field").count() == 0
    tab.problems.clear()
