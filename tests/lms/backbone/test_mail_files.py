"""Mail as files, and the page that shows them on this machine only."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client

from lms.backbone.mail_files import sent_message, sent_messages

BACKEND = "lms.backbone.mail_files.FileBackend"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MAIL_DIR = tmp_path / "mail"
    return tmp_path / "mail"


def _send(subject: str = "Grüße, Ana") -> None:
    message = EmailMultiAlternatives(subject, "See https://example.org/x", to=["ana@example.org"])
    message.attach_alternative("<p>Hello <script>alert(1)</script></p>", "text/html")
    assert get_connection(BACKEND).send_messages([message]) == 1


def test_message_is_one_whole_private_file(folder: Path) -> None:
    _send()
    [file] = folder.iterdir()
    assert (file.suffix, file.stat().st_mode & 0o777) == (".eml", 0o600)


def test_messages_are_read_back_newest_first() -> None:
    _send("First")
    _send("Second")
    assert [message.subject for message in sent_messages()] == ["Second", "First"]


def test_both_parts_are_read_back() -> None:
    _send()
    [message] = sent_messages()
    assert (message.subject, message.to) == ("Grüße, Ana", "ana@example.org")
    assert message.text.strip() == "See https://example.org/x"
    assert message.html.strip() == "<p>Hello <script>alert(1)</script></p>"


@pytest.mark.parametrize("name", ["nothing", "..", "../keys/secret_key", "", "-"])
def test_message_that_is_not_there_is_none(name: str) -> None:
    assert sent_message(name) is None


def test_list_shows_subjects_and_says_when_there_are_none(client: Client) -> None:
    assert "Nothing was sent yet" in client.get("/dev/mail/").content.decode()
    _send()
    assert "Grüße, Ana" in client.get("/dev/mail/").content.decode()


def test_page_shows_the_html_part_as_text(client: Client) -> None:
    _send()
    [message] = sent_messages()
    page = client.get(f"/dev/mail/{message.id}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    assert '<a href="https://example.org/x"' in page


@pytest.mark.parametrize(
    ("shown", "headers"),
    [
        (False, {}),
        (True, {"REMOTE_ADDR": "10.0.0.7"}),
        (True, {"HTTP_X_FORWARDED_FOR": "10.0.0.7"}),
        (True, {"HTTP_FORWARDED": "for=10.0.0.7"}),
    ],
)
def test_nobody_else_sees_the_mail(
    client: Client, settings: Any, shown: bool, headers: dict[str, str]
) -> None:
    _send()
    [message] = sent_messages()
    settings.SHOW_MAIL_PAGE = shown
    for path in ("/dev/mail/", f"/dev/mail/{message.id}/"):
        assert client.get(path, follow=True, **headers).status_code == 404
