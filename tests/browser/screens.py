"""Every screen that a person can reach by links, each kind of it once, and what axe says about it."""

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.urls import Resolver404, resolve
from playwright.sync_api import Error

from tests.browser.tab import Tab

NOT_OURS = ("/documents/", "/media/", "/static/")
CMS = "/cms/"
# Wagtail's own administration is its makers'; our screens in it are looked at with its frame.
OURS_IN_CMS = ("criteria:", "courses_cms:")


def screens(tab: Tab, *starts: str, seen: set[str]) -> Iterator[str]:
    """Open the starts and then, breadth first, one page of every kind that is linked.

    `seen` are the kinds that need no second look; it grows.
    """
    waiting = list(starts)
    while waiting:
        path = waiting.pop(0)
        if not opened(tab, path):
            continue
        seen.update((kind_of(path), kind_of(tab.path)))
        found = links(tab)
        yield tab.path
        for link in found:
            kind = kind_of(link)
            if kind and kind not in seen:
                seen.add(kind)
                waiting.append(link)


def opened(tab: Tab, path: str) -> bool:
    """Whether it is a page: a file to keep is none."""
    try:
        tab.page.goto(tab.base + path)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    return True


def kind_of(path: str) -> str:
    """The view; for a page of the CMS its section and depth. Empty when it is no page of ours."""
    if path.startswith(NOT_OURS):
        return ""
    try:
        match = resolve(path)
    except Resolver404:
        return ""
    if path.startswith(CMS) and not match.view_name.startswith(OURS_IN_CMS):
        return ""
    if match.view_name == "wagtail_serve":
        return "/".join([*path.split("/")[:3], str(path.count("/"))])
    return match.view_name


def links(tab: Tab) -> list[str]:
    """Paths of this site that the page links to, without downloads."""
    anchors: list[str] = tab.page.eval_on_selector_all(
        "a[href]:not([download])", "all => all.map(a => a.getAttribute('href'))"
    )
    whole = [urljoin(tab.page.url, anchor) for anchor in anchors]
    return [urlsplit(url).path for url in whole if url.startswith(tab.base + "/")]


def faults(tab: Tab) -> list[str]:
    """What axe finds wide and light, then narrow and dark, and what is wider than 320 px."""
    found = []
    for width, dark in ((1280, False), (360, True)):
        tab.size(width)
        tab.page.emulate_media(color_scheme="dark" if dark else "light")
        look = f"{width} px, {'dark' if dark else 'light'}"
        found += [f"{look}: {fault}" for fault in _axe(tab)]
    found += too_wide(tab)
    tab.size(1280)
    tab.page.emulate_media(color_scheme="light")
    return [f"{tab.path} at {fault}" for fault in found]


def too_wide(tab: Tab) -> list[str]:
    tab.size(320)
    wide: int = tab.page.evaluate("document.documentElement.scrollWidth")
    if wide <= 320:
        return []
    widest: list[str] = tab.page.evaluate(
        """[...document.querySelectorAll('body *')]
           .filter(e => e.getBoundingClientRect().right > 321 && !e.closest('[tabindex="0"]'))
           .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""
    )
    return [f"320 px: {wide} px wide: {widest}"]


def _axe(tab: Tab) -> list[str]:
    # Colors that are still on their way from one scheme to the other are not those of a page.
    tab.page.evaluate("document.getAnimations().forEach(a => a.transitionProperty && a.finish())")
    if tab.page.evaluate("typeof axe === 'undefined'"):
        tab.page.evaluate(AXE_SCRIPT)
    # Style sheets need not be fetched again: only a rule about turned screens reads them, and we turn none.
    asked = "axe.run({resultTypes: ['violations'], selectors: false, preload: false})"
    result = tab.page.evaluate(asked)
    return [
        f"{violation['id']}: {node['html'][:160]} {[why['message'] for why in node['any'][:1]]}"
        for violation in result["violations"]
        for node in violation["nodes"][:3]
    ]
