"""The button that renews."""

from django import forms


class RenewForm(forms.Form):
    """Which cycle was on the page: a second click means the same one, not the next."""

    cycle = forms.IntegerField(min_value=1, max_value=32767, widget=forms.HiddenInput)
