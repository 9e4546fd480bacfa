"""Whether the platform can do its work: each part asked once, quickly, and named when it fails."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import redis
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Min

from lms.backbone.heartbeats import SCHEDULER, WORKER, last_beats
from lms.backbone.outbox import OutboxRow

ALIVE_WITHIN = timedelta(seconds=90)
LAG_LIMIT = timedelta(minutes=15)
BROKER_TIMEOUT = 2.0


@dataclass(frozen=True)
class Part:
    """One part's state; `facts` are numbers and fixed words, never an address or an error text."""

    name: str
    ok: bool
    facts: dict[str, Any] = field(default_factory=dict)


def parts(*, at: datetime, since: datetime | None = None) -> list[Part]:
    """Every part's state at `at`; signs of life before `since` do not count."""
    return [
        _asked("database", _database),
        _asked("broker", _broker),
        _asked(WORKER, lambda: _alive(WORKER, at, since)),
        _asked(SCHEDULER, lambda: _alive(SCHEDULER, at, since)),
        _asked("outbox", lambda: _outbox(at)),
    ]


def _asked(name: str, ask: Callable[[], tuple[bool, dict[str, Any]]]) -> Part:
    try:
        ok, facts = ask()
    except (DatabaseError, redis.RedisError, OSError):
        return Part(name, ok=False, facts={"state": "no answer"})
    return Part(name, ok, facts)


def _database() -> tuple[bool, dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, {}


def _broker() -> tuple[bool, dict[str, Any]]:
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=BROKER_TIMEOUT,
        socket_connect_timeout=BROKER_TIMEOUT,
        retry=None,
    )
    with client:
        return bool(client.ping()), {}


def _alive(name: str, at: datetime, since: datetime | None) -> tuple[bool, dict[str, Any]]:
    seen = last_beats().get(name)
    if seen is None:
        return False, {"state": "never seen"}
    age = at - seen
    ok = age <= ALIVE_WITHIN and (since is None or seen >= since)
    return ok, {"seconds_ago": max(0, round(age.total_seconds()))}


def _outbox(at: datetime) -> tuple[bool, dict[str, Any]]:
    """How long the oldest owed row of any kind has been due, and how many rows were given up."""
    oldest, dead = at, 0
    for model in apps.get_models():
        if issubclass(model, OutboxRow):
            due = model.objects.overdue(at).order_by().aggregate(due=Min("due_at"))["due"]
            oldest = min(oldest, due or at)
            dead += model.objects.filter(state=OutboxRow.State.DEAD).count()
    lag = at - oldest
    return lag <= LAG_LIMIT, {"lag_seconds": round(lag.total_seconds()), "given_up": dead}
