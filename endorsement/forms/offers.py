"""A coordinator's decision about modules for the association's in-service hours."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field


class AcceptanceForm(forms.Form):
    """About one module."""

    accepted = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[
            ("yes", _("Accepted: its hours count as in-service hours")),
            ("no", _("Not accepted: its hours do not count")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    from_on = day_field(
        label=_("From"),
        help_text=_(
            "Holds for modules finished on this day or later. Choose the same day again to "
            "change a decision."
        ),
    )
    through_on = day_field(
        label=_("Through"), required=False, help_text=_("Leave empty for until further notice.")
    )


class BulkForm(AcceptanceForm):
    """About several modules at once."""

    codes = forms.MultipleChoiceField(
        label=_("Modules"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one module.")},
    )
    field_order = ("codes", "accepted", "from_on", "through_on")

    def __init__(self, *args: Any, offers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = offers  # type: ignore[attr-defined]
