"""Mail that was given up: only administrators see it, without contents, and send it again."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from lms.backbone import dead_letters
from lms.backbone.mail import owe_mail
from lms.backbone.models import Mail
from tests.factories.association import MembershipFactory
from tests.factories.person import PersonFactory, UserFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 15, tzinfo=UTC)
State = Mail.State


def mail(key: str, **fields: Any) -> Mail:
    owed = owe_mail(
        key=key,
        to="ana.perez@example.org",
        template="account_password_reset",
        context={"password_reset_url": "https://example.org/SECRET-LINK"},
        language="en",
        at=AT,
    )
    Mail.objects.filter(pk=owed.pk).update(**fields)
    owed.refresh_from_db()
    return owed


def dead(key: str = "dead") -> Mail:
    return mail(key, state=State.DEAD, attempts=5, last_error="SMTPServerDisconnected")


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    return client


def test_the_page_tells_the_error_and_neither_contents_nor_address(administrator: Client) -> None:
    dead()
    page = administrator.get(reverse("mail_desk")).content.decode()
    assert page.count("<h1>") == 1
    assert "SMTPServerDisconnected" in page
    assert "a…@example.org" in page
    assert "ana.perez" not in page
    assert "SECRET-LINK" not in page


def test_counts_say_how_much_stands_where() -> None:
    mail("due")
    mail("later", due_at=AT + timedelta(hours=1))
    mail("claimed", state=State.CLAIMED)
    dead()
    mail("sent", state=State.DONE, finished_at=AT - timedelta(hours=23))
    mail("sent long ago", state=State.DONE, finished_at=AT - timedelta(hours=25))
    assert dead_letters.counts(AT) == dead_letters.Counts(due=1, later=1, claimed=1, dead=1, sent=1)


def test_retry_owes_the_message_again(administrator: Client) -> None:
    given_up, other = dead(), dead("other")
    with time_machine.travel(AT, tick=False):
        response = administrator.post(reverse("mail_retry", args=[given_up.public_id]), follow=True)
    assert "The message will be sent again in a moment." in response.content.decode()
    given_up.refresh_from_db()
    other.refresh_from_db()
    assert (given_up.state, given_up.attempts, given_up.due_at) == (State.OWED, 0, AT)
    assert other.state == State.DEAD
    again = administrator.post(reverse("mail_retry", args=[given_up.public_id]))
    assert again.status_code == 404


def test_all_can_be_sent_again_after_an_outage(administrator: Client) -> None:
    for number in range(3):
        dead(f"dead {number}")
    mail("sent", state=State.DONE, finished_at=AT)
    response = administrator.post(reverse("mail_retry_all"), follow=True)
    assert "3 messages will be sent again within a minute." in response.content.decode()
    assert "Nothing was given up" in response.content.decode()
    assert Mail.objects.filter(state=State.OWED).count() == 3


def test_for_everybody_else_it_is_not_there(client: Client) -> None:
    given_up = dead()
    one = reverse("mail_retry", args=[given_up.public_id])
    coordinator = MembershipFactory().person.user
    for user in (PersonFactory().user, coordinator, UserFactory(is_staff=True)):
        client.force_login(user)
        assert client.get(reverse("mail_desk")).status_code == 404
        assert client.post(one).status_code == 404
        assert client.post(reverse("mail_retry_all")).status_code == 404
    given_up.refresh_from_db()
    assert given_up.state == State.DEAD
    client.logout()
    visitor = client.get(reverse("mail_desk"))
    assert visitor["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_queries_however_many_mails(
    number: int, administrator: Client, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        dead(f"dead {one}")
    administrator.get(reverse("mail_desk"))
    with django_assert_num_queries(6):
        administrator.get(reverse("mail_desk"))


@pytest.mark.parametrize(
    ("address", "shown"),
    [("ana@example.org", "a…@example.org"), ("", "…"), ("broken", "…")],
)
def test_an_address_is_masked(address: str, shown: str) -> None:
    assert dead_letters.masked(address) == shown
