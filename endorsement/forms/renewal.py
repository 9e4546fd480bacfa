"""What the holder signs when they hand in, and the day they look ahead to."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from endorsement.forms.entry import day_field
from endorsement.services.renewal import Attestation

NONE, SOME = "none", "some"


class HandInForm(forms.Form):
    """`cycle` is the one on the page: a second click means the same one, not the next."""

    cycle = forms.IntegerField(min_value=1, max_value=32767, widget=forms.HiddenInput)
    sanction = forms.ChoiceField(
        label=_("Has a licensing board acted against you?"),
        choices=[
            (NONE, _("No: I hold my license, where I need one, without a sanction.")),
            (SOME, _("Yes, or I am not sure. The association will speak with me first.")),
        ],
        widget=forms.RadioSelect,
    )
    true = forms.BooleanField(
        label=_("I attest that what I hand in is true."),
        error_messages={"required": _("Please attest that what you hand in is true.")},
    )

    def __init__(self, *args: Any, attests: bool, asks_sanctions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_sanctions:
            del self.fields["sanction"]
        if attests:
            self.fields["true"].label = _(
                "I attest that I have done what this renewal asks for, also where it is not entered"
                " here, and that I can show it if I am drawn for an audit."
            )

    def attestation(self) -> Attestation:
        """What was signed. Valid forms only."""
        said = self.cleaned_data
        return Attestation(true=said["true"], no_sanction=said.get("sanction") == NONE)


class LookAheadForm(forms.Form):
    """The day as of which the renewal is looked at."""

    needs_legend = False

    on = day_field(label=_("Look at it as of"), required=False)

    def __init__(self, data: Any, *, first: date, last: date) -> None:
        super().__init__(data)
        self.first, self.last = first, last
        self.fields["on"].widget.attrs |= {"min": first.isoformat(), "max": last.isoformat()}

    def day(self) -> date:
        """The day that was chosen, if it lies ahead; today otherwise."""
        chosen = self.cleaned_data.get("on") if self.is_valid() else None
        return min(max(chosen, self.first), self.last) if chosen else self.first
