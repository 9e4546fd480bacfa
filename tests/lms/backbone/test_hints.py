"""Hints: after commit, never an error, never a long wait."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from kombu import pools

from lms.backbone import hints
from lms.celery import app


@pytest.fixture(autouse=True)
def no_quiet_time(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.HINTS_ENABLED = True
    monkeypatch.setattr(hints, "_quiet_until", 0.0)


@pytest.fixture
def broker_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    before = app.conf.broker_url

    def use(url: str) -> None:
        app.conf.broker_url = url
        app._after_fork()

    yield use
    pools.reset()
    app.conf.broker_url = before
    app._after_fork()


@pytest.fixture
def silent_server() -> Iterator[int]:
    """Accepts connections and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(8)
        yield int(server.getsockname()[1])


def test_dead_broker_costs_no_error_and_no_time(broker_at: Any, tmp_path: Path) -> None:
    broker_at(f"redis+socket://{tmp_path / 'nobody.sock'}?virtual_host=0")
    start = time.monotonic()
    assert hints.wake("backbone.send_mail", [1, 2, 3], expires=55) == 0
    assert time.monotonic() - start < 2


def test_silent_broker_is_waited_for_once(broker_at: Any, silent_server: int) -> None:
    broker_at(f"redis://127.0.0.1:{silent_server}/0")
    start = time.monotonic()
    assert hints._send("backbone.send_mail", (1,)) is False
    assert time.monotonic() - start < 8
    again = time.monotonic()
    assert hints._send("backbone.send_mail", (1,)) is False
    assert time.monotonic() - again < 0.1


@pytest.mark.django_db
def test_hint_waits_for_the_commit(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    sent: list[tuple[str, tuple[Any, ...]]] = []
    monkeypatch.setattr(hints, "_send", lambda name, args, **_: sent.append((name, args)))
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        hints.hint("backbone.send_mail", 7)
        assert sent == []
    assert sent == [("backbone.send_mail", (7,))]


@pytest.mark.django_db
def test_hint_is_silent_where_hints_are_off(
    settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.HINTS_ENABLED = False
    with django_capture_on_commit_callbacks() as callbacks:
        hints.hint("backbone.send_mail", 7)
    assert callbacks == []
