"""Signing a document with a click, after having read it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SignForm(forms.Form):
    agree = forms.BooleanField(
        label=_("I have read this and sign it."),
        error_messages={"required": _("Please tick the box to sign.")},
    )
