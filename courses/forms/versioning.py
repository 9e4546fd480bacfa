"""Copying a module."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

VERSION, MODULE = "version", "module"


class CopyForm(forms.Form):
    what = forms.ChoiceField(
        label=_("What is it to become?"),
        choices=[
            (VERSION, _("The next version of this module")),
            (MODULE, _("Another module that begins as a copy")),
        ],
        initial=VERSION,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=_("Title of the other module"),
        max_length=255,
        required=False,
        help_text=_("Only for another module; a version keeps its title until you change it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("what") == MODULE and not cleaned.get("title", "").strip():
            self.add_error("title", _("Give the other module a title of its own."))
        return cleaned
