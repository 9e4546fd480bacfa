"""/healthz and /readyz."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lms.backbone import heartbeats
from lms.backbone.models import Mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def dead_broker(settings: Any, tmp_path: Path) -> None:
    settings.REDIS_URL = f"unix://{tmp_path / 'nobody.sock'}?db=0"


def _alive(**ages: int) -> None:
    for name, seconds in ages.items():
        heartbeats.beat(name, at=timezone.now() - timedelta(seconds=seconds))


def test_healthz_answers_without_any_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_readyz_names_every_part_that_fails(client: Client, dead_broker: None) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["failing"] == ["broker", "worker", "scheduler"]


@pytest.mark.parametrize(
    ("ages", "failing"),
    [
        ({"worker": 5, "scheduler": 5}, ["broker"]),
        ({"worker": 5, "scheduler": 120}, ["broker", "scheduler"]),
        ({"worker": 120, "scheduler": 5}, ["broker", "worker"]),
    ],
)
def test_readyz_asks_for_recent_signs_of_life(
    client: Client, dead_broker: None, ages: dict[str, int], failing: list[str]
) -> None:
    _alive(**ages)
    assert client.get("/readyz").json()["failing"] == failing


def test_readyz_can_ask_for_signs_since_a_start(client: Client, dead_broker: None) -> None:
    _alive(worker=30, scheduler=5)
    since = (timezone.now() - timedelta(seconds=10)).timestamp()
    assert client.get(f"/readyz?since={since}").json()["failing"] == ["broker", "worker"]


def test_readyz_fails_when_owed_work_waits_too_long(client: Client, dead_broker: None) -> None:
    _alive(worker=1, scheduler=1)
    Mail.objects.create(
        key="late",
        to_address="ana@example.org",
        template="plain",
        due_at=timezone.now() - timedelta(minutes=16),
    )
    answer = client.get("/readyz").json()
    assert answer["failing"] == ["broker", "outbox"]
    assert answer["parts"]["outbox"]["lag_seconds"] >= 16 * 60


def test_readyz_tells_no_secret(client: Client, settings: Any) -> None:
    settings.REDIS_URL = "redis://user:hunter2@127.0.0.1:1/0"
    body = client.get("/readyz").content.decode()
    assert "hunter2" not in body
    assert "127.0.0.1" not in body


def test_an_older_sign_never_replaces_a_newer_one() -> None:
    now = timezone.now()
    heartbeats.beat("worker", at=now)
    heartbeats.beat("worker", at=now - timedelta(hours=1))
    assert heartbeats.last_beats() == {"worker": now}
