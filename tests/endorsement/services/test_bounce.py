"""Addresses that take no mail: refused by a server, returned by message, noted by hand."""

import sys
from datetime import UTC, datetime
from io import BytesIO, StringIO, TextIOWrapper
from mailbox import Maildir
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command

from endorsement.models import Bounce
from endorsement.selectors.addresses import mail_address
from endorsement.services import bounce, routes
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 6, 1, 18, tzinfo=UTC)
RETURNED = Path(__file__).parents[1] / "bounces"
MESSAGES = {
    "postfix_unknown.eml": "anne.person@dom.ain",
    "teamware_bad_mailbox.eml": "userx@example.jp",
    "opensmtpd_no_domain.eml": "email@replaced.net",
}


def second(person, address: str = "own@example.net", verified: bool = True) -> str:
    EmailAddress.objects.create(user=person.user, email=address, verified=verified)
    return address


def read(*paths: object) -> str:
    out = StringIO()
    call_command("record_bounces", *map(str, paths), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "address"), MESSAGES.items())
def test_message_that_a_real_server_returned_is_understood(name, address):
    person = PersonFactory(email=address)
    assert read(RETURNED / name).startswith("1 address noted;")
    found = Bounce.objects.get()
    assert (found.person, found.source) == (person, "message")
    read(RETURNED / name)
    assert Bounce.objects.count() == 1


def test_message_about_nobody_here_notes_nothing():
    assert read(RETURNED / "postfix_unknown.eml").startswith("0 addresses noted; 1 message")


def test_maildir_mbox_and_standard_input(tmp_path, monkeypatch):
    for address in MESSAGES.values():
        PersonFactory(email=address)
    names = list(MESSAGES)
    folder = Maildir(tmp_path / "maildir")
    folder.add((RETURNED / names[0]).read_bytes())
    mbox = tmp_path / "box"
    mbox.write_bytes(
        b"From MAILER-DAEMON Mon Jun  1 00:00:00 2026\n" + (RETURNED / names[1]).read_bytes()
    )
    assert read(tmp_path / "maildir", mbox).startswith("2 addresses noted; 0")
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO((RETURNED / names[2]).read_bytes())))
    assert read().startswith("1 address noted;")


def test_server_that_will_try_again_says_nothing_yet():
    person = PersonFactory(email="anne.person@dom.ain")
    delayed = (
        (RETURNED / "postfix_unknown.eml").read_text().replace("Action: failed", "Action: delayed")
    )
    from email import message_from_string

    bounce.read([message_from_string(delayed)], at=AT)
    assert not person.bounces.exists()


def test_second_address_of_ones_own_takes_over_and_only_once_it_is_verified():
    person = PersonFactory()
    waiting = second(person, verified=False)
    bounce.note(address=person.email.upper(), source="server", status="550", at=AT)
    assert mail_address(person) == ("", "bounced")
    EmailAddress.objects.filter(email=waiting).update(verified=True)
    assert mail_address(person) == (waiting, "")
    assert routes.route_to(person.email, "letter", AT).address == waiting
    # Whether an address is one's own is asked there and nowhere else.
    assert routes.route_to(person.email, "account_confirm", AT).address == person.email


def test_second_address_may_bounce_too_and_settling_opens_it_again():
    person = PersonFactory()
    for address in (person.email, second(person)):
        bounce.note(address=address, source="message", at=AT)
    assert mail_address(person) == ("", "bounced")
    # A letter that is no reminder is tried all the same.
    assert routes.route_to(person.email, "letter", AT) == routes.Route(person.email)
    for row in person.bounces.all():
        assert bounce.settle(bounce=row, by=PersonFactory(), at=AT)
    assert mail_address(person) == (person.email, "")
