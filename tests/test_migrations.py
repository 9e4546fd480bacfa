"""The append-only guards hold in the migrated test database."""

import pytest
from django.db import connection

from lms.backbone.append_only import _guards


def _triggers() -> set[str]:
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db
def test_every_guarded_table_has_both_triggers() -> None:
    names = {label.lower().replace(".", "_") for label in _guards}
    expected = {f"{name}_no_{verb}" for name in names for verb in ("update", "delete")}
    assert expected - _triggers() == set()
    assert expected
