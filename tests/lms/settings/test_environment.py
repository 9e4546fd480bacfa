"""What the environment says is read once, with refusals that say what to type."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment
from lms.settings.environment import MailServer

MAIL = "mail.example.org"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        (
            "smtp://ana:word@mail.example.org:587",
            MailServer(MAIL, 587, "ana", "word", encrypted=False, starts_tls=True),
        ),
        # The port of submission is meant where none is named, and is encrypted like it.
        (
            "smtp://ana:word@mail.example.org",
            MailServer(MAIL, 587, "ana", "word", encrypted=False, starts_tls=True),
        ),
        # Whoever signs in does so over an encrypted line, at every port.
        (
            "smtp://ana:word@mail.example.org:2525",
            MailServer(MAIL, 2525, "ana", "word", encrypted=False, starts_tls=True),
        ),
        (
            "smtp://localhost:25",
            MailServer("localhost", 25, "", "", encrypted=False, starts_tls=False),
        ),
        (
            "smtps://ana:word@mail.example.org",
            MailServer(MAIL, 465, "ana", "word", encrypted=True, starts_tls=False),
        ),
        # Names that are addresses, and passwords with signs that a URL uses itself.
        (
            "smtp://ana%40example.org:w%40rd%2F1@mail.example.org",
            MailServer(MAIL, 587, "ana@example.org", "w@rd/1", encrypted=False, starts_tls=True),
        ),
    ],
)
def test_mail_server_of_a_url(
    url: str, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_URL", url)
    assert environment.mail_server("SMTP_URL") == server


@pytest.mark.parametrize(
    "url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://mail:port"]
)
def test_what_is_no_mail_server_is_refused_without_showing_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_URL", url)
    with pytest.raises(
        ImproperlyConfigured, match=r"^SMTP_URL is not a mail server's address\."
    ) as no:
        environment.mail_server("SMTP_URL")
    assert url not in str(no.value).replace("smtp://user:password@mail.example.org:587", "")
