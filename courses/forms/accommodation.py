"""Giving a learner an accommodation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import ModulePage


class AccommodationForm(forms.Form):
    module = forms.ChoiceField(label=_("Module"))
    email = forms.EmailField(
        label=_("Address of the learner’s account"),
        help_text=_("Ask the learner. They have to have started the module."),
    )
    minimum_minutes = forms.IntegerField(
        label=_("Minimum time for this learner, in minutes"),
        min_value=0,
        max_value=9999,
        help_text=_("0: no minimum time. The reason stays with you; it is not written down here."),
    )

    def __init__(self, *args: Any, modules: Sequence[ModulePage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = {module.code: module for module in modules}
        self.fields["module"].choices = [  # type: ignore[attr-defined]
            (module.code, f"{module.title} ({module.minimum_minutes} min)") for module in modules
        ]

    def clean_module(self) -> ModulePage:
        return self.modules[self.cleaned_data["module"]]
