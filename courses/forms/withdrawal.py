"""Withdrawing a module for everybody."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WithdrawalForm(forms.Form):
    because = forms.CharField(
        label=_("Why, in one or two sentences"),
        max_length=600,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Whoever is in the middle of the module reads this. No one’s name."),
    )
