"""What anyone hands in to have a certificate checked: the number as people type it, or the PDF."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.inspection import MOST_BYTES
from lms.backbone.ids import is_certificate_number, normalize

TOO_LARGE = _("This file is larger than 2 MB, so it is not one that we issued.")


class FileForm(forms.Form):
    """A PDF to be compared with what was issued."""

    file = forms.FileField(
        label=_("Certificate as a PDF"),
        help_text=_("At most 2 MB. The file is compared with what we issued and is not kept."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": _("Choose the PDF that you want to check."),
            "empty": _("This file is empty. Choose the PDF that you want to check."),
        },
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(TOO_LARGE)
        return bytes(file.read())


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


class OriginalForm(forms.Form):
    """A number that an association gave before it came here, with the holder's family name."""

    original = forms.CharField(
        label=_("Number of the association"),
        max_length=60,
        error_messages={"required": _("Type the number that is printed on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    family_name = forms.CharField(
        label=_("Family name of the holder"),
        max_length=100,
        error_messages={"required": _("Type the family name that is printed on the certificate.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
