"""Many at once: one row is owed, one claim wins, one message leaves."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

from django.db import connection

from lms.backbone.letters import render
from lms.backbone.mail import owe_mail, send_due_mail
from lms.backbone.mail_files import sent_messages
from lms.backbone.models import Mail
from lms.backbone.outbox import LEASE

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
MANY = 8


def _at_once(act: Callable[[], Any]) -> list[Any]:
    """Do it in many threads that start together, each with a connection of its own."""
    gate = Barrier(MANY)

    def run(_number: int) -> Any:
        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(run, range(MANY)))


def _owe() -> Mail:
    return owe_mail(
        key="once",
        to="ana@example.org",
        template="plain",
        context={"title": "Once", "text": "Only once."},
        language="en",
        at=AT,
    )


def test_many_who_owe_the_same_owe_one_row(committed_db: None) -> None:
    assert len({mail.pk for mail in _at_once(_owe)}) == 1
    assert Mail.objects.count() == 1


def test_many_who_claim_the_same_get_one_claim(committed_db: None) -> None:
    pk = _owe().pk
    claims = _at_once(lambda: Mail.objects.claim(pk, at=AT))
    assert sorted(claims, key=str) == [1] + [None] * (MANY - 1)


def test_many_sweeps_at_once_send_one_message(
    committed_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "lms.backbone.mail_files.FileBackend"
    settings.MAIL_DIR = tmp_path
    _owe()
    assert sum(_at_once(lambda: send_due_mail(at=AT))) == 1
    assert [message.subject for message in sent_messages()] == ["Once"]


def test_crash_between_send_and_finish_is_tried_again_with_the_same_message_id(
    committed_db: None, settings: Any, tmp_path: Path
) -> None:
    """The one case in which a reader may get a copy: the identifier lets the mail program drop it."""
    settings.EMAIL_BACKEND = "lms.backbone.mail_files.FileBackend"
    settings.MAIL_DIR = tmp_path
    mail = _owe()
    Mail.objects.claim(mail.pk, at=AT)  # the worker that claimed it sends and dies
    render(Mail.objects.get(pk=mail.pk)).send()
    assert send_due_mail(at=AT) == 0
    assert send_due_mail(at=AT + LEASE) == 1
    identifiers = {
        line
        for file in tmp_path.glob("*.eml")
        for line in file.read_text().splitlines()
        if line.startswith("Message-ID")
    }
    assert (len(sent_messages()), len(identifiers)) == (2, 1)
