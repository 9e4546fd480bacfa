"""A coordinator gives a learner an accommodation, or changes it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Accommodation
from courses.models.choices import Choices


class AccommodationForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Address the person signs in with"),
        help_text=gettext_lazy("Ask the person which one it is."),
    )
    code = forms.ChoiceField(label=gettext_lazy("Module"))
    extra_percent = forms.TypedChoiceField(
        label=gettext_lazy("More time in the post-test"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=[("", gettext_lazy("as the module has it")), *Accommodation.Percent.choices],
    )
    minimum_minutes = forms.IntegerField(
        label=gettext_lazy("Minimum time for this learner, in minutes"),
        required=False,
        min_value=0,
        max_value=9999,
        help_text=gettext_lazy(
            "Only where a module of yours asks for a minimum time. 0: none. Empty: as the module has it."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("What it rests on"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Only if you need it, for example: letter of May 3, in our files. No diagnosis. "
            "Coordinators and the person can read it."
        ),
    )
    through_on = forms.DateField(
        label=gettext_lazy("Holds through"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Empty: until you take it back."),
    )

    def __init__(self, *args: Any, modules: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = modules  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        given = cleaned.get("extra_percent"), cleaned.get("minimum_minutes")
        if not self.errors and given == (None, None):
            self.add_error(
                None, _("Give more time, or another minimum time. Nothing is given so far.")
            )
        return cleaned


def as_given(row: Accommodation) -> dict[str, Any]:
    """What the form shows of an accommodation that is to be changed."""
    names = ("code", "extra_percent", "minimum_minutes", "reason", "through_on")
    return {"email": row.person.email, **{name: getattr(row, name) for name in names}}
