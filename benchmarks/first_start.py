"""What the tables of a new database cost: python -m benchmarks.first_start

Every migration into an empty SQLite file: first as a new installation runs them, then with all those
that a squashed one replaces. CPU seconds of this process; only the ratio says something.
"""

import os
import tempfile
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.test")
django.setup()

from django.db import connection  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402


def main() -> None:
    print(f"{'':28}{'migrations':>12}{'CPU seconds':>14}")
    for name, squashed in (("as a new installation", True), ("with all that is replaced", False)):
        number, seconds = measured(squashed=squashed)
        print(f"{name:28}{number:>12}{seconds:>14.1f}")


def measured(*, squashed: bool) -> tuple[int, float]:
    """How many migrations there are, and the CPU seconds that they take."""
    connection.close()
    with tempfile.TemporaryDirectory() as folder:
        connection.settings_dict["NAME"] = str(Path(folder) / "new.sqlite3")
        return migrated(squashed=squashed)


def migrated(*, squashed: bool) -> tuple[int, float]:
    executor = MigrationExecutor(connection)
    if not squashed:
        take_what_was_replaced(executor.loader)
    targets = executor.loader.graph.leaf_nodes()
    number = len(executor.migration_plan(targets))
    began = time.process_time()
    executor.migrate(targets)
    return number, time.process_time() - began


def take_what_was_replaced(loader: MigrationLoader) -> None:
    """Only of our own: what other packages squashed stays so."""
    loader.replace_migrations = False
    loader.build_graph()
    for key, migration in loader.replacements.items():
        ours = key[0] in {"certificates", "courses", "endorsement"}
        change = (
            loader.graph.remove_replacement_node if ours else loader.graph.remove_replaced_nodes
        )
        change(key, migration.replaces)


if __name__ == "__main__":
    main()
