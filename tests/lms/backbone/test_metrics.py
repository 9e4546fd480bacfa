"""/metrics: figures of requests, of what is owed and of who is alive, and nobody's data."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from lms.backbone import heartbeats, metrics
from lms.backbone.models import Mail

pytestmark = pytest.mark.django_db

TOKEN = "t" * 40
ELSEWHERE = {"REMOTE_ADDR": "192.0.2.7"}


def _figures(client: Client, **extra: Any) -> dict[tuple[str, tuple[str, ...]], float]:
    answer = client.get("/metrics", **extra)
    assert answer.status_code == 200
    return _read(answer.content.decode())


def _read(text: str) -> dict[tuple[str, tuple[str, ...]], float]:
    """By name and the values of the labels, in the order of the labels' names."""
    return {
        (sample.name, tuple(value for _label, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def _owe(key: str, **fields: Any) -> None:
    Mail.objects.create(key=key, to_address="ana@example.org", template="plain", **fields)


@pytest.mark.parametrize(
    "extra",
    [
        ELSEWHERE,
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        ELSEWHERE | {"HTTP_AUTHORIZATION": "Bearer wrong"},
        ELSEWHERE | {"HTTP_AUTHORIZATION": "Bearer "},
    ],
)
def test_nobody_else_finds_it(client: Client, settings: Any, extra: dict[str, str]) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", **extra)
    assert (answer.status_code, answer.content) == (404, b"")


def test_without_a_token_an_empty_one_opens_nothing(client: Client) -> None:
    answer = client.get("/metrics", **ELSEWHERE, HTTP_AUTHORIZATION="Bearer ")
    assert answer.status_code == 404


def test_token_opens_it_from_anywhere(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert _figures(client, **ELSEWHERE, HTTP_AUTHORIZATION=f"Bearer {TOKEN}")


def test_requests_are_counted_by_view_and_status_never_by_path(client: Client) -> None:
    counted = ("platform_requests_total", ("GET", "200", "healthz"))
    missed = ("platform_requests_total", ("other", "404", "none"))
    before = _figures(client)
    client.get("/healthz?name=Ana")
    client.generic("INVENTED", "/v2/ana@example.org.txt/x.php")
    after = _figures(client)
    assert after[counted] - before.get(counted, 0) == 1
    timed = ("platform_request_seconds_count", ("healthz",))
    assert after[timed] - before.get(timed, 0) == 1
    assert "INVENTED" not in str(after)
    assert "Ana" not in str(after)
    assert "example.org" not in str(after)
    assert missed not in before or after[missed] >= before[missed]


def test_what_is_owed_is_told_by_kind_and_state(client: Client) -> None:
    now = timezone.now()
    _owe("late", due_at=now - timedelta(minutes=10))
    _owe("later", due_at=now + timedelta(minutes=10))
    _owe("claimed", due_at=now, state=Mail.State.CLAIMED, lease_until=now + timedelta(minutes=6))
    _owe("dead", due_at=now, state=Mail.State.DEAD)
    _owe("sent", due_at=now, state=Mail.State.DONE, finished_at=now)
    _owe("long ago", due_at=now, state=Mail.State.DONE, finished_at=now - timedelta(hours=2))
    figures = _figures(client)
    told = {
        labels[1]: value
        for (name, labels), value in figures.items()
        if name == "platform_outbox_rows" and labels[0] == "backbone.mail"
    }
    assert told == {"owed": 2, "claimed": 1, "dead": 1}
    assert 600 <= figures["platform_outbox_oldest_seconds", ("backbone.mail",)] < 700
    assert figures["platform_outbox_finished_last_hour", ("backbone.mail",)] == 1
    assert figures["platform_outbox_oldest_seconds", ("certificates.certificate",)] == 0


def test_heartbeats_tell_their_age(client: Client) -> None:
    heartbeats.beat("worker", at=timezone.now() - timedelta(seconds=30))
    figures = _figures(client)
    assert 30 <= figures["platform_heartbeat_age_seconds", ("worker",)] < 100
    assert ("platform_heartbeat_age_seconds", ("scheduler",)) not in figures


def test_database_that_is_away_leaves_the_figures_of_requests(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise DatabaseError

    client.get("/healthz")
    monkeypatch.setattr(metrics, "last_beats", away)
    figures = _figures(client)
    assert figures["platform_database_answers", ()] == 0
    assert ("platform_requests_total", ("GET", "200", "healthz")) in figures
    assert not [name for name, _labels in figures if name.startswith("platform_outbox")]


def test_look_costs_one_query_a_kind(client: Client, django_assert_num_queries: Any) -> None:
    kinds = len(metrics._kinds())
    with django_assert_num_queries(kinds + 1):
        metrics.text(at=timezone.now())


COUNT = """
import os, django
from lms.wsgi import application
from django.test import Client
from lms.backbone import metrics
from prometheus_client import generate_latest, CollectorRegistry
from prometheus_client.multiprocess import MultiProcessCollector
for _ in range(3):
    if (child := os.fork()) == 0:
        Client().get("/healthz", headers={"host": "localhost"})
        os._exit(0)
    os.waitpid(child, 0)
registry = CollectorRegistry()
MultiProcessCollector(registry)
print(generate_latest(registry).decode())
print("folder", os.environ[metrics.FOLDER])
"""


def test_processes_of_one_server_count_together_and_leave_nothing(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != metrics.FOLDER}
    output = subprocess.run(
        [sys.executable, "-c", COUNT],
        cwd=configured.BASE_DIR,
        env={
            **environment,
            "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
            "DATA_DIR": str(tmp_path),
            "TMPDIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    ).stdout
    text, _, folder = output.rpartition("folder ")
    assert _read(text)["platform_requests_total", ("GET", "200", "healthz")] == 3
    assert not Path(folder.strip()).exists()
