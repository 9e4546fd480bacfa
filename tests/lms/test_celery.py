"""Rules for tasks, read from the source and from the configuration."""

import ast
from pathlib import Path
from typing import Any

import pytest
from celery.signals import beat_init
from django.conf import settings

from lms.celery import MINUTE, app
from lms.settings.base import BASE_DIR

SOURCES = [
    path
    for package in ("lms", "endorsement", "courses", "certificates")
    for path in (BASE_DIR / package).rglob("*.py")
]
LIMIT = settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"]


def _delays(path: Path) -> list[str]:
    """Every `countdown=` or `eta=` of a call that is not a small number written out."""
    return [
        f"{path.relative_to(BASE_DIR)}:{node.lineno}"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        for given in node.keywords
        if given.arg == "eta" or (given.arg == "countdown" and not _short(given.value))
    ]


def _short(value: ast.expr) -> bool:
    return (
        isinstance(value, ast.Constant)
        and isinstance(value.value, int | float)
        and value.value < LIMIT
    )


def test_no_task_is_delayed_beyond_the_visibility_timeout() -> None:
    """The broker would deliver it again and again: a sweep finds what is due instead."""
    assert [place for path in SOURCES for place in _delays(path)] == []


def test_task_ends_before_the_broker_gives_it_to_another_worker() -> None:
    assert app.conf.task_soft_time_limit < app.conf.task_time_limit < LIMIT


@pytest.mark.django_db  # Importing runs the checks, which read migrations: one of them asks.
def test_every_scheduled_task_exists() -> None:
    app.loader.import_default_modules()
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert scheduled - set(app.tasks) == set()


@pytest.mark.django_db  # Importing runs the checks, which read migrations: one of them asks.
def test_every_task_of_ours_has_an_explicit_name() -> None:
    app.loader.import_default_modules()
    ours = [name for name in app.tasks if not name.startswith("celery.")]
    assert [name for name in ours if name.count(".") != 1] == []


def test_scheduled_message_expires_before_a_heap_of_them_waits() -> None:
    entries = app.conf.beat_schedule.items()
    assert [name for name, entry in entries if "expires" not in entry.get("options", {})] == []


def test_lost_connection_never_loses_a_task() -> None:
    """Chosen by experiment: with these a task whose broker dies runs twice instead of never."""
    conf = app.conf
    assert (
        conf.task_acks_late,
        conf.task_reject_on_worker_lost,
        conf.worker_cancel_long_running_tasks_on_connection_loss,
        conf.worker_prefetch_multiplier,
        conf.task_ignore_result,
        conf.result_backend,
        conf.accept_content,
    ) == (True, True, False, 1, True, None, ["json"])


def test_what_was_owed_while_nothing_ran_is_looked_for_at_the_start(monkeypatch: Any) -> None:
    sent: list[str] = []
    monkeypatch.setattr(app, "send_task", lambda name, **_options: sent.append(name))
    beat_init.send(sender=None)
    assert sent == [
        "backbone.scheduler_heartbeat",
        *(one["task"] for one in app.conf.beat_schedule.values() if one["schedule"] == MINUTE),
    ]
    assert {"backbone.sweep_mail", "certificates.sweep"} <= set(sent)
