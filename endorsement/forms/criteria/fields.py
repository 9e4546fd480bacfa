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


def answer_field(label: Any, value: Any, *, unsaid: Any, hint: Any = "") -> forms.Field:
    """Yes, no, or nothing said, where nothing said means something else than no."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=False,
        choices=[("", unsaid), ("yes", _("yes")), ("no", _("no"))],
        initial={True: "yes", False: "no"}.get(value, ""),
    )


def answer_value(said: str) -> bool | None:
    return {"yes": True, "no": False}.get(said)


def choice_field(label: Any, choices: Any, value: Any, *, hint: Any = "") -> forms.Field:
    """One of the choices, or none of them; a value that nothing offers any more is among them."""
    known = [("", _("Nothing chosen")), *choices]
    if value and value not in dict(known):
        known.append((value, value))
    return forms.ChoiceField(
        label=label, help_text=hint, required=False, choices=known, initial=value or ""
    )


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
