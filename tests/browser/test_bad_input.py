"""What goes wrong in a real browser: one sentence each, what was typed stays, nothing is half-written."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, expect

from endorsement.models import EvidenceFile, LedgerEntry, Person
from tests.browser.conftest import NewTab
from tests.browser.tab import Tab
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.browser

TITLE = "Reading babies' cues"
PROGRAM = FilePayload(name="a.exe", mimeType="application/pdf", buffer=b"MZ")
NO_PDF = FilePayload(name="a.pdf", mimeType="application/pdf", buffer=b"plain text")
HUGE = FilePayload(
    name="a.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7\n" + bytes(11_000_000)
)


def written(tab: Tab, **more: str) -> None:
    """A training that could be saved, but for what `more` says by the names of fields."""
    tab.open(reverse("endorsement:entry_add", args=["training"]))
    said = {
        "title": TITLE,
        "organization": "Prairie State",
        "first_on": "2026-03-02",
        "hours": "6",
        **more,
    }
    for name, value in said.items():
        tab.page.locator(f"[name={name}]").fill(value)
    for name in ("mode", "delivery"):
        tab.page.locator(f"[name={name}]").select_option(index=1)
    tab.page.locator("[name=covers]").first.check()


def rows() -> tuple[int, int]:
    return LedgerEntry.objects.count(), EvidenceFile.objects.count()


@pytest.mark.parametrize("javascript", [True, False])
def test_each_mistake_is_told_in_one_sentence_and_the_form_is_kept(
    new_tab: NewTab, trainee: Person, javascript: bool
) -> None:
    tab = new_tab(javascript=javascript).sign_in(trainee)
    before = rows()
    mistakes: list[tuple[dict[str, str], Any, str]] = [
        ({"hours": "-3"}, None, "Hours must be more than zero."),
        ({"hours": "30"}, None, "30 hours do not fit into the days"),
        ({"first_on": "2099-03-02"}, None, "This day is in the future."),
        ({}, PROGRAM, "Only PDF, PNG and JPEG files are accepted."),
        ({}, NO_PDF, "This file is not what its ending"),
        ({}, HUGE, "This file is larger than 10 MB."),
    ]
    for changes, file, sentence in mistakes:
        written(tab, **changes)
        if file:
            tab.page.locator("[name=file]").set_input_files(file)
        tab.press("Save")
        errors = tab.page.locator(".field__errors")
        expect(errors).to_have_count(1)
        expect(errors).to_contain_text(sentence)
        expect(tab.page.locator("[name=title]")).to_have_value(TITLE)
    assert rows() == before


@pytest.mark.parametrize("javascript", [True, False])
def test_a_double_click_saves_one_entry(new_tab: NewTab, trainee: Person, javascript: bool) -> None:
    tab = new_tab(javascript=javascript).sign_in(trainee)
    entries, files = rows()
    written(tab)
    tab.page.get_by_role("button", name="Save", exact=True).dblclick()
    expect(tab.page).to_have_url(re.compile("/portfolio/$"))
    assert rows() == (entries + 1, files)


def test_a_stranger_finds_no_page_and_no_hint(new_tab: NewTab, trainee: Person) -> None:
    entry = LedgerEntry.objects.filter(person=trainee).first()
    assert entry
    other = Person.objects.get(user__email="applicant@example.org")
    tab = new_tab().sign_in(other)
    for address in (
        reverse("endorsement:entry", args=[entry.public_id]),
        reverse("endorsement:entry_edit", args=[entry.public_id]),
        reverse("endorsement:coordinator_queue", args=["pine-river"]),
    ):
        tab.open(address)
        assert tab.title == "We could not find this page"


def test_long_address_fits_the_narrowest_screen(new_tab: NewTab) -> None:
    person = PersonFactory(user__email=f"{'averylongname' * 3}@employer.example.org")
    tab = new_tab(width=320).sign_in(person).open(reverse("account_email"))
    assert person.user.email in tab.text
    root = "document.documentElement"
    assert tab.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") == 0
