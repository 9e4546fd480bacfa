"""The way of a hint: commit, broker, worker, database."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from lms.backbone import heartbeats
from lms.backbone.health import parts
from lms.backbone.hints import wake
from lms.backbone.mail import owe_mail, owed_mail_ids
from lms.backbone.mail_files import sent_messages
from lms.backbone.models import Mail
from lms.celery import app
from tests.worker import Worker

pytestmark = pytest.mark.worker


def _owe(key: str) -> Mail:
    return owe_mail(
        key=key,
        to="ana@example.org",
        template="plain",
        context={"title": f"Title {key}", "text": "Hello."},
        language="en",
        at=timezone.now(),
    )


def _states() -> list[str]:
    return list(Mail.objects.order_by("key").values_list("state", flat=True))


def test_mail_owed_in_a_transaction_is_sent_by_the_worker_after_commit(worker: Worker) -> None:
    with transaction.atomic():
        _owe("one")
        assert sent_messages() == []
    worker.wait_until(lambda: _states() == ["done"])
    [message] = sent_messages()
    assert (message.subject, message.to) == ("Title one", "ana@example.org")


def test_two_sweeps_at_once_send_each_mail_once(worker: Worker, settings: object) -> None:
    settings.HINTS_ENABLED = False  # type: ignore[attr-defined]
    for number in range(5):
        _owe(f"many {number}")
    ids = owed_mail_ids(timezone.now())
    for _ in range(2):
        assert wake("backbone.send_mail", ids, expires=55) == 5
    worker.wait_until(lambda: _states() == ["done"] * 5)
    worker.wait_until_idle()
    assert sorted(message.subject for message in sent_messages()) == [
        f"Title many {number}" for number in range(5)
    ]


def test_a_beat_through_the_worker_makes_every_part_ready(worker: Worker) -> None:
    app.send_task("backbone.scheduler_heartbeat")
    worker.wait_until(lambda: len(heartbeats.last_beats()) == 2)
    assert [part.name for part in parts(at=timezone.now()) if not part.ok] == []


def test_the_scheduler_is_as_old_as_its_message(worker: Worker) -> None:
    sent = timezone.now() - timedelta(minutes=10)
    app.send_task("backbone.scheduler_heartbeat", headers={"sent_at": sent.timestamp()})
    worker.wait_until(lambda: len(heartbeats.last_beats()) == 2)
    assert heartbeats.last_beats()["scheduler"] > sent


@pytest.mark.parametrize("time_around", [1, 2])
def test_what_migrations_made_is_there_in_every_committed_test(
    committed_db: None, time_around: int
) -> None:
    assert (Page.objects.filter(depth=1).count(), Site.objects.count()) == (1, 1)
    assert Locale.objects.count() >= 1
