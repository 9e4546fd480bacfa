"""Without a developer: a new edition from a copy to its approval by a second administrator."""

import json
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from endorsement.models import Edition, Person
from lms.backbone import jobs
from lms.backbone.models import Job
from tests.browser.conftest import NewTab
from tests.browser.tab import Tab
from tests.factories.edition import administrator, copied

pytestmark = [pytest.mark.browser]


def go(tab: Tab, role: str, name: str) -> Tab:
    """Press a button or follow a link of the page's own part, and wait for the next page."""
    with tab.page.expect_navigation():
        tab.page.locator("main").get_by_role(role, name=re.compile(name)).first.click()  # type: ignore[arg-type]
    return tab


def copy_edition(tab: Tab) -> None:
    tab.open("/cms/").page.get_by_role("link", name="Criteria").click()
    go(tab, "link", "^Copy 2026")
    tab.page.get_by_label("Code of the edition").fill("2030")
    tab.page.get_by_label("First day").fill("2030-01-01")
    go(tab, "button", "Make the copy")
    expect(tab.page.locator(".criteria__standing")).to_have_text("Draft")


def raise_hours(tab: Tab) -> None:
    row = tab.page.get_by_role("row", name=re.compile("^Early Relationships Learner"))
    with tab.page.expect_navigation():
        row.get_by_role("link", name="first award").click()
    go(tab, "link", "In-service training")
    hours = tab.page.get_by_label("At least so many clock hours")
    expect(hours).to_have_value("1")
    hours.fill("90")
    go(tab, "button", "Save in the draft")
    row = tab.page.locator("#at-training")
    expect(row).to_contain_text("At least 90 clock hours of training")


def look_at_it(tab: Tab, draft: Edition) -> None:
    tab.open(f"/cms/criteria/{draft.public_id}/")
    expect(tab.page.get_by_text("At least 1 clock hour of training")).to_be_visible()
    go(tab, "link", "Preview with a portfolio")
    tab.page.get_by_label("Category").select_option(label="Early Relationships Learner")
    go(tab, "button", "Show")
    line = tab.page.get_by_role("row", name=re.compile("^In-service training"))
    expect(line).to_contain_text("of 90 clock hours")
    tab.open(f"/cms/criteria/{draft.public_id}/dry-run/")
    go(tab, "button", "Start the dry run")
    expect(tab.page.get_by_text("The dry run is under way")).to_be_visible()
    assert jobs.run_owed(Job.objects.get(kind="dry_run").pk, clock=timezone.now)
    go(tab, "link", "Look again")
    expect(tab.page.get_by_text("The dry run is ready")).to_be_visible()
    expect(tab.page.get_by_text(re.compile("(person was|people were) measured"))).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False])
def test_an_edition_is_copied_changed_looked_at_submitted_and_approved(
    new_tab: NewTab, trainee: Person, javascript: bool
) -> None:
    author = new_tab(javascript=javascript).sign_in(administrator(email="an-author@example.org"))
    if not javascript:
        # The menu of the CMS needs it; its pages do not.
        author.open("/cms/criteria/")
        go(author, "link", "^Copy 2026")
        author.page.get_by_label("Code of the edition").fill("2030")
        author.page.get_by_label("First day").fill("2030-01-01")
        go(author, "button", "Make the copy")
    else:
        copy_edition(author)
    raise_hours(author)
    draft = Edition.objects.get(code="2030")
    look_at_it(author, draft)
    author.open(f"/cms/criteria/{draft.public_id}/")
    go(author, "button", "Submit for approval")
    expect(author.page.get_by_text("somebody else has to approve it")).to_be_visible()

    other = new_tab(javascript=javascript).sign_in(administrator(email="another@example.org"))
    other.open(f"/cms/criteria/{draft.public_id}/")
    go(other, "button", "Approve and publish")
    expect(other.page.locator(".criteria__standing")).to_have_text("Published, not in force yet")
    draft.refresh_from_db()
    assert draft.approved_by
    assert draft.approved_by.email == "another@example.org"
    (training,) = [
        one
        for one in json.loads(draft.document)["categories"]["first_steps"]["award"]["all"]
        if one["id"] == "training"
    ]
    assert training["hours"]["min"] == 90


@pytest.mark.parametrize("javascript", [True, False])
def test_a_minimum_is_said_to_be_for_some_people_only(
    new_tab: NewTab, trainee: Person, javascript: bool
) -> None:
    by = administrator(email="an-author@example.org")
    draft = copied(by)
    # Without JavaScript the menu of the CMS lies over a narrow page.
    tab = new_tab(javascript=javascript, width=360 if javascript else 1280).sign_in(by)
    tab.open(f"/cms/criteria/{draft.public_id}/categories/family_associate/award/at/training/")
    topic = tab.page.get_by_role("group", name="Hours on a topic, 1")
    topic.get_by_label("At least").fill("5")
    with tab.page.expect_navigation():
        topic.get_by_role("button", name="Save and say for whom").click()
    tab.page.get_by_label("Whom it is for").select_option(
        label="For people who give reflective supervision"
    )
    go(tab, "button", "Save in the draft")
    expect(topic).to_contain_text("Only for people who give reflective supervision.")
    # Whoever presses Enter saves, and is led nowhere else.
    hours = tab.page.get_by_label("At least so many clock hours")
    hours.fill("44")
    with tab.page.expect_navigation():
        hours.press("Enter")
    expect(tab.page.locator("#at-training")).to_contain_text("At least 44 clock hours")
    expect(tab.page.locator("#at-training")).to_contain_text(
        "of which 5 on Diversity, equity and inclusion (for whoever gives reflective supervision)"
    )
