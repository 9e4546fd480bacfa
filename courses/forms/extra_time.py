"""A coordinator gives a person more time in a post-test."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import ExtraTime
from courses.models.choices import Choices


class ExtraTimeForm(forms.Form):
    email = forms.EmailField(
        label=_("Address the person signs in with"),
        help_text=_("No reason is asked for, and none is kept."),
    )
    code = forms.ChoiceField(label=_("Module"))
    percent = forms.TypedChoiceField(
        label=_("Extra time"), coerce=int, choices=ExtraTime.Percent.choices
    )

    def __init__(self, *args: Any, modules: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = modules  # type: ignore[attr-defined]
