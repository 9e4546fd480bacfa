"""Erasing one's record is asked for in so many words."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("I have read this. Erase my record and my account for good."),
        error_messages={"required": _("Please tick the box, or go back and keep your record.")},
    )
