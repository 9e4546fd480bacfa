"""What the import linter cannot see."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models

OURS = {"lms", "accounts", "backbone", "endorsement", "courses", "certificates"}
MAY_POINT_TO = {
    "accounts": set(),
    "backbone": set(),
    "lms": {"backbone", "accounts"},
    "endorsement": {"backbone", "accounts"},
    "courses": {"endorsement", "backbone", "accounts"},
    "certificates": {"endorsement", "backbone", "accounts"},
}


def _relations() -> list[Any]:
    return [
        pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField)
        and field.related_model._meta.app_label in OURS
    ]


@pytest.mark.parametrize(("model", "field"), _relations())
def test_relation_points_down(model: type[models.Model], field: Any) -> None:
    here, there = model._meta.app_label, field.related_model._meta.app_label
    assert here == there or there in MAY_POINT_TO[here]
