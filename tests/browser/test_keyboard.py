"""Without a mouse: skip link, menu and forms by keyboard alone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from endorsement.models import LedgerEntry, Person
from tests.browser.conftest import NewTab
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser
FAR = 120


def focused(tab: Tab) -> str:
    """What has the focus, by its name or its text."""
    text: str = tab.page.evaluate(
        "(e => e.name || e.innerText.trim())(document.activeElement)",
    )
    return text


def go_to(tab: Tab, wanted: str) -> None:
    """Press Tab until the wanted field, link or button has the focus, and see that it shows."""
    for _ in range(FAR):
        tab.page.keyboard.press("Tab")
        if focused(tab) == wanted:
            break
    else:
        raise AssertionError(f"The keyboard does not reach “{wanted}” on {tab.path}.")
    outline: str = tab.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none", wanted


def test_skip_link_comes_first_and_leads_to_the_content(new_tab: NewTab) -> None:
    tab = new_tab().open("/en/training/")
    tab.page.keyboard.press("Tab")
    assert focused(tab) == "Skip to the content"
    expect(tab.page.locator(".skip-link")).to_be_in_viewport()
    tab.page.keyboard.press("Enter")
    assert tab.page.evaluate("document.activeElement.id") == "main"
    tab.page.keyboard.press("Tab")
    assert tab.page.evaluate("!!document.activeElement.closest('main')")


def test_narrow_menu_opens_closes_and_leads_on_by_keyboard(new_tab: NewTab) -> None:
    tab = new_tab(width=360).open("/en/")
    go_to(tab, "Menu")
    panel = tab.page.locator(".menu--site .menu__panel")
    tab.page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    tab.page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert focused(tab) == "Menu"
    tab.page.keyboard.press("Space")
    go_to(tab, "Resources")
    with tab.page.expect_navigation():
        tab.page.keyboard.press("Enter")
    assert tab.path == "/en/resources/"


def test_form_is_filled_and_sent_by_keyboard(new_tab: NewTab, trainee: Person) -> None:
    before = set(LedgerEntry.objects.values_list("pk", flat=True))
    tab = new_tab().sign_in(trainee).open(reverse("endorsement:entry_add", args=["training"]))
    keys = tab.page.keyboard
    for field, typed in {
        "title": "Winter workshop",
        "organization": "Harbor AER",
        "first_on": "03022026",
        "hours": "2.5",
        "delivery": "w",
    }.items():
        go_to(tab, field)
        keys.type(typed)
    go_to(tab, "covers")
    keys.press("Space")
    go_to(tab, "Save")
    with tab.page.expect_navigation():
        keys.press("Enter")
    [entry] = LedgerEntry.objects.exclude(pk__in=before)
    assert (entry.detail.title, str(entry.hours), str(entry.first_on)) == (
        "Winter workshop",
        "2.50",
        "2026-03-02",
    )


def test_form_with_mistakes_takes_the_focus_to_what_is_wrong(
    new_tab: NewTab, trainee: Person
) -> None:
    tab = new_tab().sign_in(trainee).open(reverse("endorsement:entry_add", args=["training"]))
    go_to(tab, "title")
    with tab.page.expect_navigation():
        tab.page.keyboard.press("Enter")
    summary = tab.page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    assert focused(tab) == "title"
