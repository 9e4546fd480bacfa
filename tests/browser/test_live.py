"""A live session from the plan to the record, as the two people at it meet it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, expect

from courses.models import LiveMeeting, LiveSession
from endorsement.models import LedgerEntry, Person
from endorsement.services import membership
from tests.browser.tab import Tab
from tests.factories.association import AssociationFactory
from tests.factories.live import live_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def tab_of(
    chromium: Browser, committed_db: None, live_server: Any
) -> Iterator[Callable[[Person], Tab]]:
    tabs: list[Tab] = []

    def open_one(person: Person) -> Tab:
        context = chromium.new_context(locale="en-US", reduced_motion="reduce")
        context.set_default_timeout(20_000)
        tabs.append(Tab(page=context.new_page(), context=context, base=live_server.url))
        return tabs[-1].sign_in(person)

    yield open_one
    for tab in tabs:
        tab.context.close()
    assert [problem for tab in tabs for problem in tab.problems] == []


def the_meeting_ends() -> None:
    """As if the days had gone by: sessions are planned ahead only."""
    now = timezone.now()
    for rows in (LiveMeeting.objects, LiveSession.objects):
        rows.update(starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=1))


def test_session_is_planned_attended_by_its_code_and_lands_in_the_record(
    tab_of: Callable[[Person], Tab],
) -> None:
    association = AssociationFactory(slug="north", name="North AIMH")
    facilitator, learner = PersonFactory(name="Fay"), PersonFactory(name="Ana Pérez")
    membership.begin(
        person=facilitator, association=association, role="author", from_on=date(2026, 1, 1)
    )
    module = live_module(association, evaluation=[], hours=Decimal("2.0"))

    leads = tab_of(facilitator)
    leads.open(reverse("live:add", args=["north", module.code]))
    in_three_days = timezone.localdate() + timedelta(days=3)
    for name, value in {
        "where": "Online",
        "access": "https://video.example.org/room",
        "seats": "12",
        "meeting-0-day": in_three_days.isoformat(),
        "meeting-0-begins": "13:00",
        "meeting-0-ends": "15:00",
    }.items():
        leads.page.locator(f"[name={name}]").fill(value)
    leads.press("Save")
    assert "With a seat" in leads.text
    session = LiveSession.objects.get()
    planned = leads.path

    attends = tab_of(learner)
    attends.open(reverse("live:sessions")).follow(session.title).press("Register")
    assert "You have a seat." in attends.text
    assert "video.example.org/room" in attends.text

    the_meeting_ends()
    leads.open(planned)
    assert "Ana Pérez" in leads.text
    leads.follow("Code of meeting 1").press("Show the code")
    code = leads.page.locator(".code__value").inner_text().strip()

    attends.page.reload()
    attends.page.get_by_label("Code shown at the end").fill("WRONG1")
    attends.press("Record my attendance")
    assert not LedgerEntry.objects.exists()
    attends.page.get_by_label("Code shown at the end").fill(code.lower())
    attends.press("Record my attendance")
    expect(attends.page.locator("body")).to_contain_text("Your attendance is recorded.")
    assert "Your attendance is settled: 2 hours." in attends.text
    leads.open(planned)
    assert "2 hours" in leads.text
    entry = LedgerEntry.objects.get(person=learner)
    assert (entry.hours, entry.offer_code) == (Decimal("2.0"), module.code)
