"""What a fresh installation shows, loaded once a run and copied back for every browser test.

Loading takes some seconds, copying its rows by SQL some tenths of one.
"""

from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings

from lms.backbone.append_only import install_guards, lift_guards

_kept: list[str] = []


def show_demonstration() -> None:
    """The framework, the scheme, the curriculum and the demonstration people are in the database."""
    if _kept:
        _copy_back()
    else:
        with override_settings(HINTS_ENABLED=False):
            call_command("load_demo", people_only=True, verbosity=0)
        _keep()


def _keep() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        # Sorted, for the order of a set differs from run to run.
        for table in sorted(connection.introspection.django_table_names(only_existing=True)):
            if table.endswith("_fts"):
                continue  # SQLite's full-text index follows its table by triggers.
            cursor.execute(f'DROP TABLE IF EXISTS "demo__{table}"')
            cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
            if cursor.fetchone():
                cursor.execute(f'CREATE TABLE "demo__{table}" AS SELECT * FROM "{table}"')
                _kept.append(table)


def _copy_back() -> None:
    lift_guards()
    # Constraints are checked at the end of the transaction, so the order of tables does not matter.
    with transaction.atomic(), connection.cursor() as cursor:
        for table in _kept:
            cursor.execute(f'DELETE FROM "{table}"')
            cursor.execute(f'INSERT INTO "{table}" SELECT * FROM "demo__{table}"')
    install_guards()
