"""Tests whose rows are really committed: what they leave is flushed, what migrations made comes back.

A flush would fail on the append-only guards and would also delete Wagtail's root page, locale, site
and groups. Every transactional and live-server test therefore ends here, not only those that ask.
What migrations made is copied by SQL, because saving it again would wake Wagtail's signal receivers.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections, transaction
from django.test import TransactionTestCase
from wagtail.models import Page

from lms.backbone.append_only import install_guards, lift_guards

_flush = TransactionTestCase._fixture_teardown
_filled: list[str] = []


def keep_what_migrations_made() -> None:
    """Copy every table that is not empty, once a run.

    :raises RuntimeError: when a killed run left the kept database without it.
    """
    if not Page.objects.filter(depth=1).exists():
        raise RuntimeError("A killed run spoiled the kept test database: add --create-db once.")
    connection = connections["default"]
    with transaction.atomic(), connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f'DROP TABLE IF EXISTS "kept__{table}"')
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                cursor.execute(f'CREATE TABLE "kept__{table}" AS SELECT * FROM "{table}"')
                _filled.append(table)


def restore_after_every_flush() -> None:
    """From now on."""
    TransactionTestCase._fixture_teardown = _flush_and_restore  # type: ignore[method-assign]


def _flush_and_restore(case: Any) -> None:
    lift_guards()
    # Django then believes that the data comes back, and keeps post_migrate's receivers quiet.
    case.serialized_rollback = True
    connections["default"]._test_serialized_contents = ""  # type: ignore[attr-defined]
    _flush(case)
    # Constraints are checked at the end of the transaction, so the order of tables does not matter.
    with transaction.atomic(), connections["default"].cursor() as cursor:
        for table in _filled:
            cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "kept__{table}"')
    ContentType.objects.clear_cache()
    install_guards()
