"""Which tests have anything to ask of another database: the others answer the same on every one."""

import os
import re

import pytest
from django.conf import settings
from django.test import SimpleTestCase

#: What brings a database, a server or another process with it. A fixture that needs one of them names it.
TOUCHING = {
    *("db", "transactional_db", "django_db_setup", "live_server"),
    *("on_postgresql", "committed_db", "broker", "worker", "world"),
}
#: Programs of ours are started on this run's servers, or caches and messages go to its Redis.
BESIDE = {
    *("test_supervisor.py", "test_bootstrap.py", "test_benchmarks.py", "test_committed.py"),
    *("test_cache.py", "test_celery.py", "test_hints.py", "test_limits.py"),
}
MARKED = ("django_db", "worker", "browser")
#: Folders and files about what databases do differently: locks, triggers, constraints, queries.
ASKED = {"backbone", "selectors", "journeys", "management"}
ASKED_FILES = re.compile(
    r"race|migration|event|ledger|publication|own_data|erasure|job|sweep|chain"
)
#: What works with connections of its own, with processes, or against another's transaction.
ASKED_FIXTURES = {"transactional_db", "on_postgresql", "committed_db", "worker", "broker"}


def elsewhere() -> bool:
    """Whether this run is the one on PostgreSQL, after that on SQLite."""
    return "postgresql" in settings.DATABASES["default"]["ENGINE"]


def touches(item: pytest.Item) -> bool:
    """Whether a test may come near a database; what cannot be told does."""
    if item.get_closest_marker("one_database"):
        return False
    if not isinstance(item, pytest.Function):
        return True
    if item.cls is not None and issubclass(item.cls, SimpleTestCase):
        return True
    return bool(
        TOUCHING.intersection(item.fixturenames)
        or any(item.get_closest_marker(name) for name in MARKED)
        or item.path.name in BESIDE
    )


def asked(item: pytest.Item) -> bool:
    """Whether a test is about what databases do differently; `WHOLE=1` asks all that touch one."""
    if not touches(item):
        return False
    fixtures = getattr(item, "fixturenames", ())
    marker = item.get_closest_marker("django_db")
    return bool(
        os.environ.get("WHOLE")
        or ASKED.intersection(item.path.parent.parts)
        or ASKED_FILES.search(item.path.stem)
        or ASKED_FIXTURES.intersection(fixtures)
        or (marker and marker.kwargs.get("transaction"))
    )


def leave_out_the_others(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect what is not about databases, where this run is not the first one."""
    if not elsewhere():
        return
    kept = [item for item in items if asked(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept
