"""The reviewer's desk in a browser: it saves by itself, loses nothing, and works by keyboard alone."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from endorsement.models import Association, Person, Review
from endorsement.services import evidence, review_comment
from tests.browser.conftest import NewTab
from tests.browser.screens import faults
from tests.browser.tab import Tab
from tests.factories.application import AT, assign, complete, hand_in
from tests.factories.files import checked
from tests.factories.ledger import EntryFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def review(demonstration: None) -> Review:
    entry = EntryFactory()
    evidence.attach(entry=entry, checked=checked("proof.pdf"), at=entry.recorded_at)
    association = Association.objects.get(slug="pine-river")
    reviewer = Person.objects.get(user__email="reviewer.one@example.org")
    return assign(complete(association, person=entry.person), reviewer)


def opened(new_tab: NewTab, review: Review, **options: object) -> Tab:
    tab = new_tab(**options).sign_in(review.reviewer)
    return tab.open(reverse("endorsement:review", args=[review.public_id]))


def accept_first(tab: Tab) -> None:
    tab.page.locator("form[data-requirement] input[value=accept]").first.check()


def all_sent(tab: Tab) -> None:
    """Nothing waits in the tab to be sent."""
    expect(tab.page.locator("form[data-unsent]")).to_have_count(0)


def test_a_choice_is_saved_without_a_button(new_tab: NewTab, review: Review) -> None:
    tab = opened(new_tab, review)
    accept_first(tab)
    expect(tab.page.locator("[data-saved]").first).to_contain_text("Saved at")
    assert review.findings.get().verdict == "accept"
    tab.page.reload()
    expect(tab.page.get_by_role("link", name="You were at")).to_be_visible()


def test_what_was_written_without_a_connection_is_sent_after_a_reload(
    new_tab: NewTab, review: Review
) -> None:
    tab = opened(new_tab, review)
    lost = "**/requirements/**"
    tab.page.route(lost, lambda route: route.abort())
    reason = tab.page.locator("form[data-requirement] textarea[name=reason]").first
    reason.fill("On the train.")
    expect(tab.page.locator("[data-saved]").first).to_contain_text("no connection")
    tab.page.reload()
    expect(reason).to_have_value("On the train.")
    assert not review.findings.exists()
    tab.page.unroute(lost)
    tab.page.evaluate("() => { window.dispatchEvent(new Event('online')); }")
    all_sent(tab)
    found = review.findings.get()
    # Left open, and no word of it lost.
    assert (found.verdict, found.reason) == ("", "On the train.")


@pytest.mark.parametrize("how", ["signing out", "somebody else"])
def test_what_was_not_sent_is_gone_for_the_next_one_at_this_tab(
    new_tab: NewTab, review: Review, how: str
) -> None:
    tab = opened(new_tab, review)
    tab.page.route("**/requirements/**", lambda route: route.abort())
    reason = tab.page.locator("form[data-requirement] textarea[name=reason]").first
    reason.fill("Between us.")
    kept = "Object.keys(sessionStorage).filter((key) => key.startsWith('unsaved:')).length"
    assert tab.page.evaluate(kept) == 1
    if how == "signing out":
        asked: list[str] = []
        tab.page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
        with tab.page.expect_navigation():
            tab.page.evaluate("document.querySelector('form.sign-out').requestSubmit()")
        assert len(asked) == 1
    else:
        other = assign(review.application)
        tab.sign_in(other.reviewer)
        tab.open(reverse("endorsement:review", args=[other.public_id]))
    assert tab.page.evaluate(kept) == 0


def test_expired_session_says_so_and_signing_in_elsewhere_saves(
    new_tab: NewTab, review: Review
) -> None:
    tab = opened(new_tab, review)
    Session.objects.all().delete()
    accept_first(tab)
    expect(tab.page.locator("[data-saved]").first).to_contain_text("signed out")
    tab.sign_in(review.reviewer)
    tab.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(tab.page.locator("[data-saved]").first).to_contain_text("Saved at")
    assert review.findings.get().verdict == "accept"


def test_single_keys_are_off_until_switched_on_and_silent_while_typing(
    new_tab: NewTab, review: Review
) -> None:
    tab = opened(new_tab, review)
    tab.page.keyboard.press("n")
    assert tab.page.evaluate("document.activeElement.tagName") == "BODY"
    tab.page.get_by_label("Single keys do things on this page").check()
    tab.page.keyboard.press("n")
    assert tab.page.evaluate("document.activeElement.id") == "requirement-1-title"
    tab.page.keyboard.press("r")
    assert tab.page.evaluate("document.activeElement.name") == "reason"
    tab.page.keyboard.type("An apron")
    reason = tab.page.locator("form[data-requirement] textarea[name=reason]").first
    expect(reason).to_have_value("An apron")
    tab.page.keyboard.press("Tab")
    all_sent(tab)
    found = review.findings.get()
    assert (found.verdict, found.reason) == ("reject", "An apron")


def test_without_javascript_buttons_do_it_all(new_tab: NewTab, review: Review) -> None:
    tab = opened(new_tab, review, javascript=False)
    accept_first(tab)
    tab.page.get_by_role("button", name="Save and go on").first.click()
    assert review.findings.get().verdict == "accept"
    assert "#requirement-2" in tab.page.url
    expect(tab.page.get_by_label("Single keys do things on this page")).to_be_hidden()


def test_file_is_looked_at_inside_the_page(new_tab: NewTab, review: Review) -> None:
    tab = opened(new_tab, review)
    with tab.page.expect_response(lambda one: "/files/" in one.url and one.status == 200) as shown:
        tab.page.get_by_text("Look at it here").first.click()
    assert shown.value.headers["content-disposition"].startswith("inline")
    expect(tab.page.frame_locator(".look__frame").locator("body")).to_be_attached()


def test_pages_of_a_disagreement_are_accessible(new_tab: NewTab, review: Review) -> None:
    """What links lead to only when two reviewers differ: for them, and for their coordinator."""
    other = assign(review.application)
    for one, recommendation in ((review, "approve"), (other, "decline")):
        review_comment.write(
            review=one, audience="applicant", text="Well done.", requirement="", once="1", at=AT
        )
        hand_in(one, recommendation=recommendation, comment="So I think.")
    review.refresh_from_db()
    tab = opened(new_tab, review)
    found = faults(tab)
    for name in ("review_opinions", "review_competencies"):
        tab.open(reverse(f"endorsement:{name}", args=[review.public_id]))
        found += faults(tab)
    for one in (review, other):
        one.refresh_from_db()
        hand_in(one, recommendation="approve" if one == review else "decline")
    tab.sign_in(Person.objects.get(user__email="coordinator@example.org"))
    for name in ("coordinator_opinions", "released_comments"):
        key = review.application.public_id
        tab.open(reverse(f"endorsement:{name}", args=["pine-river", key]))
        found += faults(tab)
    assert not found, "\n".join(found)
