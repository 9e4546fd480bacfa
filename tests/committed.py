"""Tests whose rows are really committed: what they leave is flushed, what migrations made comes back.

A flush would fail on the append-only guards and would also delete Wagtail's root page, locale, site
and groups. Every transactional and live-server test therefore ends here, not only those that ask.
What migrations made is copied by SQL, because saving it again would wake Wagtail's signal receivers.
"""

import fcntl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.test import TransactionTestCase
from wagtail.models import Page

from lms.backbone.append_only import install_guards, lift_guards

PATIENCE = 20.0  # seconds for a live server's last answers

_flush = TransactionTestCase._fixture_teardown
_filled: list[str] = []


@contextmanager
def only_run() -> Iterator[None]:
    """Ends this run when another one of the same checkout is going on: each would flush the other's rows."""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        yield
        return
    with Path(f"{connection.settings_dict['TEST']['NAME']}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pytest.exit("Another test run of this checkout is going on: wait for its end.", 2)
        yield


def keep_what_migrations_made() -> None:
    """Copy every table that is not empty, once a run.

    :raises RuntimeError: when a killed run left the kept database without it.
    """
    if not Page.objects.filter(depth=1).exists():
        raise RuntimeError("A killed run spoiled the kept test database: add --create-db once.")
    _filled.extend(keep("kept"))


def restore_after_every_flush() -> None:
    """From now on."""
    TransactionTestCase._fixture_teardown = _flush_and_restore  # type: ignore[method-assign]


def keep(prefix: str) -> list[str]:
    """Copy every table that is not empty to one with the prefix; their names."""
    filled = []
    with transaction.atomic(), connections["default"].cursor() as cursor:
        for table in tables_with_rows_of_their_own():
            cursor.execute(f'DROP TABLE IF EXISTS "{prefix}__{table}"')
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                cursor.execute(f'CREATE TABLE "{prefix}__{table}" AS SELECT * FROM "{table}"')
                filled.append(table)
    return filled


def copy_back(prefix: str, tables: Iterable[str]) -> None:
    """Put the rows back, whatever lies there now.

    Constraints are checked at the end of the transaction, so the order of tables does not matter.
    """
    with transaction.atomic(), connections["default"].cursor() as cursor:
        for table in tables:
            cursor.execute(f'DELETE FROM "{table}"')
            cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "{prefix}__{table}"')
    ContentType.objects.clear_cache()


def tables_with_rows_of_their_own() -> list[str]:
    """All but SQLite's full-text index, which follows its table by triggers.

    A copy of it has no row ids: put back before its table, its rows stand where the trigger then wants to
    write ("constraint failed", in some orders of tables and ids).
    """
    connection = connections["default"]
    names = set(connection.introspection.django_table_names(only_existing=True))
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
            names -= {name for (name,) in cursor.fetchall()}
    return sorted(names)


def wait_for_last_answers() -> None:
    """A live server answers every connection in a thread of its own; none may write after the flush.

    :raises AssertionError: when a test left one open.
    """
    until = time.monotonic() + PATIENCE
    while [t for t in threading.enumerate() if "(process_request_thread)" in t.name]:
        if time.monotonic() > until:
            raise AssertionError("A test left a connection to the live server open.")
        time.sleep(0.01)


def _flush_and_restore(case: Any) -> None:
    wait_for_last_answers()
    lift_guards()
    # Django then believes that the data comes back, and keeps post_migrate's receivers quiet.
    case.serialized_rollback = True
    connections["default"]._test_serialized_contents = ""  # type: ignore[attr-defined]
    _flush(case)
    copy_back("kept", _filled)
    install_guards()
