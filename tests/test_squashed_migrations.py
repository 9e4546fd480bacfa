"""What a new database begins with is what the migrations of an older one lead to."""

from functools import cache
from typing import Any

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState


@cache
def _loader() -> MigrationLoader:
    """Both the migrations that replace others and those replaced, as if no database knew either."""
    return MigrationLoader(None, replace_migrations=False)


def _named(found: list[Any]) -> dict[str, Any]:
    return {one.name: one for one in found}


def _said(model: ModelState) -> dict[str, Any]:
    """All that a database knows of a model; in which order it says so does not count."""
    options = {
        name: _named(value) if name in {"constraints", "indexes"} else value
        for name, value in model.options.items()
    }
    return {
        "fields": {name: field.deconstruct()[1:] for name, field in model.fields.items()},
        "options": {name: value for name, value in options.items() if value},
        "parents": [base for base in model.bases if isinstance(base, str)],
    }


def _models(app: str, name: str) -> dict[str, dict[str, Any]]:
    state = _loader().project_state((app, name))
    return {model.name: _said(model) for (label, _), model in state.models.items() if label == app}


@pytest.mark.django_db
@pytest.mark.parametrize("app", ["certificates", "courses", "endorsement"])
def test_migration_that_replaces_others_leads_to_the_same_models(app: str) -> None:
    [squashed] = [
        migration
        for (label, _), migration in _loader().disk_migrations.items()
        if label == app and migration.replaces
    ]
    assert _models(app, squashed.name) == _models(*squashed.replaces[-1])
