"""A real mail server that is away, refuses, and comes back."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from lms.backbone.mail import owe_mail, send_due_mail
from lms.backbone.models import Mail

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)

pytestmark = [pytest.mark.django_db]


class Inbox:
    """Takes mail, or refuses it while `refusing`."""

    def __init__(self) -> None:
        self.refusing = False
        self.messages: list[bytes] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.refusing:
            return "451 the disk of ana@example.org is full"
        self.messages.append(envelope.content or b"")
        return "250 OK"


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port(settings: Any) -> int:
    """A free port that Django sends to; nobody listens until `server` does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = int(free.getsockname()[1])
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", number
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    return number


@pytest.fixture
def server(inbox: Inbox, port: int) -> Iterator[None]:
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield
    controller.stop()


def _owe() -> Mail:
    return owe_mail(
        key="welcome:1",
        to="ana@example.org",
        template="plain",
        context={"title": "Welcome", "text": "Hello, Ana."},
        language="en",
        at=AT,
    )


def test_mail_waits_while_the_server_is_away(port: int) -> None:
    mail = _owe()
    assert send_due_mail(at=AT) == 0
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.due_at) == ("owed", 1, AT + timedelta(minutes=1))
    assert mail.last_error == "ConnectionRefusedError: Connection refused"


def test_refused_mail_is_tried_again_and_arrives_once(inbox: Inbox, server: None) -> None:
    mail = _owe()
    inbox.refusing = True
    assert send_due_mail(at=AT) == 0
    mail.refresh_from_db()
    # The server's own words are not kept: they name the address.
    assert (mail.state, mail.last_error) == ("owed", "SMTPDataError 451")
    inbox.refusing = False
    assert send_due_mail(at=AT + timedelta(seconds=59)) == 0
    assert send_due_mail(at=AT + timedelta(minutes=1)) == 1
    assert send_due_mail(at=AT + timedelta(days=1)) == 0
    [content] = inbox.messages
    assert b"Hello, Ana." in content
    assert f"Message-ID: <{mail.public_id}@localhost>".encode() in content
