"""Rows the database itself refuses to change.

Triggers are installed after every `migrate`, idempotently: on SQLite an altered table is remade and
silently loses its triggers.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections, models


@dataclass(frozen=True)
class Guard:
    """A guarded model: `when` is SQL over OLD that tells permanent rows, empty for every row.

    `but` is SQL over OLD and NEW that tells the one change of a permanent row that is let through.
    """

    model: str
    when: str = ""
    but: str = ""

    def condition(self, verb: str) -> str:
        """When a row is refused to this verb; empty for always. A deleted row has no NEW."""
        if not self.but or verb != "update":
            return self.when
        return f"{self.when or 'TRUE'} AND NOT ({self.but})"


_guards: dict[str, Guard] = {}


def append_only(model: str, *, when: str = "", but: str = "") -> None:
    """Guard `app_label.Model` against UPDATE and DELETE of the rows that `when` tells.

    `but`: a change that is let through all the same.
    """
    _guards[model] = Guard(model, when, but)


def install_guards(using: str = "default", **_kwargs: Any) -> None:
    """Install or renew the triggers of every registered model whose table exists."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    for guard in _guards.values():
        model = apps.get_model(guard.model)
        if model._meta.db_table in tables:
            _install(connection, model, guard)


def lift_guards(using: str = "default") -> None:
    """Remove the triggers (before a test's flush); `install_guards` puts them back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for guard in _guards.values():
            table = apps.get_model(guard.model)._meta.db_table
            for verb in ("update", "delete"):
                cursor.execute(_drop(connection.vendor, table, verb))


def _drop(vendor: str, table: str, verb: str) -> str:
    name = f"{table}_no_{verb}"
    if vendor == "sqlite":
        return f'DROP TRIGGER IF EXISTS "{name}"'
    return f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"'


def _install(connection: Any, model: type[models.Model], guard: Guard) -> None:
    table = model._meta.db_table
    sentence = f"A permanent row of {table} is never changed: record a correction instead."
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', "
                "MESSAGE = TG_ARGV[0]; END $$"
            )
        for verb in ("update", "delete"):
            cursor.execute(_drop(connection.vendor, table, verb))
            name = f"{table}_no_{verb}"
            told = guard.condition(verb)
            condition = f" WHEN ({told})" if told else ""
            if connection.vendor == "sqlite":
                cursor.execute(
                    f'CREATE TRIGGER "{name}" BEFORE {verb.upper()} ON "{table}"{condition} '
                    f"BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
                )
            else:
                cursor.execute(
                    f'CREATE TRIGGER "{name}" BEFORE {verb.upper()} ON "{table}" FOR EACH ROW'
                    f"{condition} EXECUTE FUNCTION refuse_change('{sentence}')"
                )
