"""Fields in which several codes may be ticked, and credits."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from endorsement import wording
from endorsement.models import LedgerEntry
from endorsement.rules.facts import CREDIT_UNITS, DISCIPLINES, WORK_ROLES

Choice = tuple[str, Any]


def several(*, label: Any, choices: Iterable[Choice], **kwargs: Any) -> forms.MultipleChoiceField:
    """Any number of codes."""
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **kwargs,
    )


def named(codes: Iterable[str]) -> list[Choice]:
    """Codes of the platform with their names."""
    return [(code, wording.word(code)) for code in codes]


def roles_field() -> forms.MultipleChoiceField:
    return several(
        label=gettext_lazy("What you did there"),
        choices=named(WORK_ROLES),
        help_text=gettext_lazy("Tick all that fit; some categories ask for one of them."),
    )


def disciplines_field() -> forms.MultipleChoiceField:
    return several(label=gettext_lazy("Their fields of work"), choices=named(DISCIPLINES))


def age_bands_field(
    offered: Iterable[Choice], entry: LedgerEntry | None
) -> forms.MultipleChoiceField:
    """Ages on offer, and those that the entry already names by other criteria."""
    return several(
        label=gettext_lazy("Ages of the children"),
        choices=with_said(offered, entry.attributes.get("age_bands", []) if entry else []),
    )


def with_said(offered: Iterable[Choice], said: Iterable[str]) -> list[Choice]:
    """What is offered and, after it, what was said before, so that a change loses nothing."""
    choices = list(offered)
    known = {code for code, _name in choices}
    return [*choices, *((code, wording.word(code)) for code in said if code not in known)]


def credit_fields(credit_hours: dict[str, int]) -> dict[str, forms.Field]:
    """How many credits, and of which sort; the first says what they will be worth."""
    return {
        "credits": forms.DecimalField(
            label=gettext_lazy("Credits"),
            required=False,
            min_value=Decimal("0.01"),
            max_value=Decimal("999.99"),
            decimal_places=2,
            help_text=worth(credit_hours),
            widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}),
        ),
        "credit_unit": forms.ChoiceField(
            label=gettext_lazy("Sort of credit"),
            required=False,
            choices=[("", gettext_lazy("Choose one")), *named(_units(credit_hours))],
        ),
    }


def _units(credit_hours: dict[str, int]) -> list[str]:
    """The platform's units and further ones of the edition, in an order that stays."""
    return list(dict.fromkeys([*CREDIT_UNITS, *sorted(credit_hours)]))


def worth(credit_hours: dict[str, int]) -> str:
    """What credits become: "Counted as clock hours: semester credits × 15, quarter credits × 10."."""
    if not credit_hours:
        return _("Each association turns credits into clock hours at its own rate.")
    rates = ", ".join(
        f"{wording.word(unit)} × {wording.hours(credit_hours[unit])}"
        for unit in _units(credit_hours)
        if unit in credit_hours
    )
    return _("Counted as clock hours: %(rates)s.") % {"rates": rates}


def credits_said(said: dict[str, Any]) -> dict[str, str]:
    """Attributes of the credits that were stated."""
    if not said.get("credits"):
        return {}
    return {"credits": format(said["credits"], ".2f"), "credit_unit": said["credit_unit"]}


class NumbersField(forms.CharField):
    """Numbers that stand for people, as a list: "1, 2, 5"; nothing that could be a name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[int]:
        parts = super().clean(value).replace(";", " ").replace(",", " ").split()
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
            raise forms.ValidationError(
                _("Only numbers, please, separated by commas: 1, 2, 5."), code="not_numbers"
            )
        return sorted({int(part) for part in parts})


def check_credits(form: forms.Form) -> None:
    """Both or neither: a number without its sort is worth nothing."""
    said = form.cleaned_data
    if said.get("credits") and not said.get("credit_unit") and "credit_unit" not in form.errors:
        form.add_error("credit_unit", _("Please say what sort of credits these are."))
    if said.get("credit_unit") and not said.get("credits") and "credits" not in form.errors:
        form.add_error("credits", _("Please enter how many credits these are."))
