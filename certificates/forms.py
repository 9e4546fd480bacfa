"""The number as people type it, and what a transcript is to say, what the public sees of a name."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from lms.backbone.ids import is_certificate_number, normalize, public_id


class TranscriptForm(forms.Form):
    """For which days, in which language; `once` makes sending the form twice ask once."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=20)
    first = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave both days empty for everything."),
    )
    through = forms.DateField(
        label=_("Through"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"once": public_id(), "language": language}
        super().__init__(*args, **kwargs)


class NameShownForm(forms.Form):
    """What whoever has the number sees of the holder's name."""

    name_shown = forms.ChoiceField(
        label=_("The public page shows"),
        choices=Certificate.NameShown,
        widget=forms.RadioSelect,
    )


class NumberForm(forms.Form):
    """A certificate number, with any separators and look-alike letters."""

    number = forms.CharField(
        label=_("Certificate number"),
        max_length=60,
        help_text=_("16 characters, printed in groups of four. Spaces and dashes do not matter."),
        error_messages={"required": _("Type the number that is printed on the certificate.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    def clean_number(self) -> str:
        number = normalize(self.cleaned_data["number"])
        if not is_certificate_number(number):
            raise forms.ValidationError(
                _("This cannot be a certificate number. Please compare it with the certificate.")
            )
        return number
