"""An association goes live: from the file to the record in somebody's account, in real pages."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from playwright.sync_api import FilePayload

from endorsement.models import Endorsement, Person
from lms.backbone.models import Mail
from tests.browser.conftest import NewTab
from tests.browser.screens import faults
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.browser

LIST = FilePayload(
    name="endorsees.csv",
    mimeType="text/csv",
    buffer=(
        b"Certificate no.;Full name;E-mail;Endorsement;Awarded on;Expires;Status\r\n"
        b"A-1;Noor Haddad;noor@example.org;Level Two;5/4/2021;2027-12-31;current\r\n"
        b"A-2;Ben Ortiz;ben at example;Level Two;2021-05-04;2027-12-31;current\r\n"
    ),
)


@pytest.mark.parametrize("javascript", [True, False])
def test_from_the_file_to_the_claim(new_tab: NewTab, javascript: bool) -> None:
    coordinator = Person.objects.get(user__email="coordinator@example.org")
    desk = new_tab(javascript=javascript).sign_in(coordinator)
    desk.open(reverse("endorsement:people_imports", args=["pine-river"]))
    desk.page.get_by_label("Endorsees", exact=True).check()
    desk.page.locator("input[type=file]").set_input_files(LIST)
    desk.press("Look at the rows")
    assert "can be read in two ways" in desk.text
    desk.follow("Columns, days and categories")
    desk.page.get_by_label("Days such as 3/4/2026 are written").select_option("day")
    desk.page.get_by_label("“Level Two” in the file is").select_option(index=1)
    desk.press("Look at the rows")
    assert "1 new" in desk.text
    assert "is not an email address" in desk.text
    if javascript:
        assert faults(desk) == []
    desk.press("Write 1 row")
    award = Endorsement.objects.get(original_number="A-1")
    assert (award.awarded_on.month, award.cycles.get().next_rung_on) == (4, None)
    assert "Nobody has been sent a mail" in desk.text
    desk.follow("Invite people to their records")
    waiting = desk.page.get_by_role("button", name="Send").inner_text()
    desk.press(waiting.strip())
    link = Mail.objects.get(to_address="noor@example.org").context["link"]

    visitor = new_tab(javascript=javascript).open(link)
    assert "n…@example.org" in visitor.text
    person = PersonFactory(name="Noor H.")
    EmailAddress.objects.create(user=person.user, email="noor@example.org", verified=True)
    visitor.sign_in(person).open(link)
    if javascript:
        assert faults(visitor) == []
    visitor.press("Take the record into this account")
    award.refresh_from_db()
    assert (award.person, visitor.path) == (person, reverse("endorsement:applications"))
