"""Fields that parts and sections share, and how they become values of a document."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def number_field(label: Any, value: Any, *, hint: Any = "", least: int = 0) -> forms.Field:
    return forms.IntegerField(
        label=label, help_text=hint, required=False, min_value=least, initial=value
    )


def day_field(label: Any, value: Any) -> forms.Field:
    return forms.DateField(
        label=label,
        required=False,
        initial=value,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )


def tick_field(label: Any, value: Any) -> forms.Field:
    return forms.BooleanField(label=label, required=False, initial=value is True)


def day_value(day: date | None) -> str | None:
    return day.isoformat() if day else None


def without_nothing(found: dict[str, Any]) -> dict[str, Any]:
    """The mapping without what is empty."""
    return {key: value for key, value in found.items() if value not in (None, "", [], {}, False)}


def code_field(label: Any, value: Any, *, hint: Any = "", required: bool = False) -> forms.Field:
    return forms.RegexField(
        r"^[a-z][a-z0-9_]*$",
        label=label,
        help_text=hint,
        required=required,
        max_length=60,
        initial=value,
        error_messages={"invalid": _("Use small letters, digits and underscores, a letter first.")},
    )


def about(row: Any, what: Any) -> str:
    """The label of a field in a row: “Fee 2: amount”."""
    return f"{row}: {what}"
