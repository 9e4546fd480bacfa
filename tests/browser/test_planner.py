"""The planner by keyboard alone, and with JavaScript switched off."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from endorsement.models import LedgerEntry, Person
from tests.browser.conftest import NewTab
from tests.browser.test_keyboard import go_to

pytestmark = pytest.mark.browser
MEASURED = "?association=pine-river"


def test_a_way_is_planned_by_keyboard(new_tab: NewTab, trainee: Person) -> None:
    trainee.planned_items.all().delete()
    day = timezone.localdate() + datetime.timedelta(days=20)
    tab = new_tab().sign_in(trainee).open(reverse("endorsement:missing") + MEASURED)
    plan_it = tab.page.locator("a", has_text="Plan it: Code of ethics").first
    plan_it.focus()
    with tab.page.expect_navigation():
        tab.page.keyboard.press("Enter")
    go_to(tab, "on")
    tab.page.keyboard.type(day.strftime("%m%d%Y"))
    go_to(tab, "Put it on my plan")
    with tab.page.expect_navigation():
        tab.page.keyboard.press("Enter")
    [item] = trainee.planned_items.all()
    assert (item.kind, item.code, item.on) == ("document", "code_of_ethics", day)
    assert "Code of ethics" in tab.text


def test_the_demonstration_s_plan_names_the_day_without_javascript(
    new_tab: NewTab, trainee: Person
) -> None:
    before = set(LedgerEntry.objects.values_list("pk", flat=True))
    tab = new_tab(javascript=False).sign_in(trainee)
    tab.open(reverse("endorsement:plan") + MEASURED)
    assert "You would meet everything on" in tab.text
    button = tab.page.locator("main").get_by_role("button", name="I have done this").first
    with tab.page.expect_navigation():
        button.click()
    [entry] = LedgerEntry.objects.exclude(pk__in=before)
    assert (entry.kind, str(entry.hours)) == ("rsc_received", "6.00")
    assert entry.permanent_at is None
    assert tab.path == reverse("endorsement:entry_edit", args=[entry.public_id])
    assert trainee.planned_items.filter(kind="rsc").count() == 0
