"""What a coordinator found out about a rater who is not endorsed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.models import Application, Reference
from endorsement.selectors.references import to_vet


class _Rater(forms.ModelChoiceField):
    def label_from_instance(self, obj: Reference) -> str:
        return str(obj.rater)


class VettingForm(forms.Form):
    reference = _Rater(
        label=_("Rater"), queryset=Reference.objects.none(), to_field_name="public_id"
    )
    vetted = forms.TypedChoiceField(
        label=_("What you found"),
        choices=[
            ("yes", _("Yes, their rating counts like that of an endorsed person")),
            ("no", _("No, it does not")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    vetted_on = day_field(label=_("Day you spoke with them"))
    vetted_through = day_field(
        label=_("Counts through"),
        required=False,
        help_text=_("Leave empty for until further notice."),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].queryset = to_vet(application)  # type: ignore[attr-defined]
