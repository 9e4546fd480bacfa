"""The number as people type it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.backbone.ids import is_certificate_number, normalize


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
