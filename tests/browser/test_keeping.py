"""What is typed in a section is never lost: in a real browser, on a bad line, after the session ended."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from endorsement.models import Association, Person, SectionNote
from endorsement.services import application as applications
from tests.browser.conftest import NewTab
from tests.browser.tab import Tab

pytestmark = pytest.mark.browser

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('keep:')).length"


def at_the_section(tab: Tab, person: Person) -> Tab:
    application = applications.start(
        person=person,
        association=Association.objects.get(slug="harbor"),
        category="first_steps",
        at=timezone.now(),
    )
    return tab.open(
        reverse("endorsement:application_section", args=[application.public_id, "work"])
    )


def typed(tab: Tab, text: str, then: str) -> None:
    form = tab.page.locator("form[data-keep=note]")
    form.locator("textarea").fill(text)
    expect(form.locator("[data-keep-said]")).to_contain_text(then)


def test_note_saves_itself_and_survives_a_lost_line_and_an_ended_session(
    new_tab: NewTab, trainee: Person
) -> None:
    tab = at_the_section(new_tab().sign_in(trainee), trainee)
    typed(tab, "I led the group.", "Saved at")
    assert SectionNote.objects.get(section="work").text == "I led the group."
    assert tab.page.evaluate(KEPT) == 0

    tab.context.set_offline(True)
    typed(tab, "I led it for a year.", "No connection.")
    assert tab.page.evaluate(KEPT) == 1
    tab.context.set_offline(False)
    expect(tab.page.locator("form[data-keep=note] [data-keep-said]")).to_contain_text("Saved at")

    tab.context.clear_cookies()
    typed(tab, "I led it for two years.", "You are signed out.")
    # The browser reports what was arranged here.
    tab.problems.clear()
    at_the_section(tab.sign_in(trainee), trainee)
    form = tab.page.locator("form[data-keep=note]")
    expect(form.locator("textarea")).to_have_value("I led it for two years.")
    expect(form.locator("[data-keep-said]")).to_contain_text("Saved at")
    assert SectionNote.objects.get(section="work").text == "I led it for two years."


def test_comment_is_kept_until_it_is_on_the_page(new_tab: NewTab, trainee: Person) -> None:
    tab = at_the_section(new_tab().sign_in(trainee), trainee)
    box = tab.page.locator("form[data-keep=comment] textarea")
    box.fill("Which years do you need?")
    tab.page.reload()
    expect(box).to_have_value("Which years do you need?")
    tab.press("Send the comment")
    expect(box).to_have_value("")
    assert "Which years do you need?" in tab.text
    assert tab.page.evaluate(KEPT) == 0


@pytest.mark.parametrize("how", ["signing out", "somebody else"])
def test_what_is_kept_here_is_its_writers_alone(new_tab: NewTab, trainee: Person, how: str) -> None:
    tab = at_the_section(new_tab().sign_in(trainee), trainee)
    tab.page.locator("form[data-keep=comment] textarea").fill("Only mine.")
    assert tab.page.evaluate(KEPT) == 1
    if how == "signing out":
        tab.page.on("dialog", lambda dialog: dialog.accept())
        with tab.page.expect_navigation():
            tab.page.evaluate("document.querySelector('form.sign-out').requestSubmit()")
    else:
        tab.page.evaluate(
            "localStorage.setItem('keep:somebody-else:/a/:note', localStorage.getItem("
            "Object.keys(localStorage)[0])); localStorage.removeItem(Object.keys(localStorage)"
            ".find((key) => !key.includes('somebody-else')))"
        )
        at_the_section(tab, trainee)
    assert tab.page.evaluate(KEPT) == 0


def test_note_is_saved_by_its_button_without_javascript(new_tab: NewTab, trainee: Person) -> None:
    tab = at_the_section(new_tab(javascript=False).sign_in(trainee), trainee)
    tab.page.locator("form[data-keep=note] textarea").fill("Without a script.")
    tab.press("Save")
    assert "Your text is saved." in tab.page.locator("body").inner_text()
    assert SectionNote.objects.get(section="work").text == "Without a script."
