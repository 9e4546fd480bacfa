"""The number as people type it, and what a transcript is to say, what the public sees of a name."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certificates import wording
from certificates.inspection import MOST_BYTES
from certificates.models import Certificate
from certificates.selectors.desk import STATES, Wanted
from certificates.services import batches
from lms.backbone.ids import is_certificate_number, normalize, public_id

TOO_LARGE = _("This file is larger than 2 MB, so it is not one that we issued.")


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

    needs_legend = False

    name_shown = forms.ChoiceField(
        label=_("The public page shows"),
        choices=Certificate.NameShown,
        widget=forms.RadioSelect,
    )


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


class DeskForm(forms.Form):
    """What a coordinator looks for; a choice that does not exist is ignored."""

    needs_legend = False

    text = forms.CharField(
        label=_("Number, name or email address"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: _kinds(),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=lambda: [
            ("", _("Every state")),
            *_capitalized((one, wording.state(one)) for one in STATES),
        ],
    )

    def wanted(self) -> Wanted:
        self.is_valid()
        said = self.cleaned_data
        return Wanted(**{name: said.get(name, "").strip() for name in self.base_fields})


class RevokeForm(forms.Form):
    """Why it no longer stands: one of the sentences that the public may read."""

    reason = forms.ChoiceField(
        label=_("Reason that everybody may read"),
        choices=Certificate.Reason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason from the list.")},
    )
    sure = forms.BooleanField(
        label=_("I am sure. Its number says “no longer valid” from now on, and that stays so."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )


class PrepareForm(forms.Form):
    """Of which kind, and what was seen of the last time, so that asking twice asks once."""

    what = forms.ChoiceField(choices=[(one, one) for one in batches.KINDS])
    after = forms.CharField(required=False, max_length=20)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=lambda: _kinds(),
    )
    restyle = forms.BooleanField(
        label=_("In the designs that are in use today"),
        required=False,
        help_text=_("Otherwise each keeps the design in which it was issued."),
    )


def _kinds() -> list[tuple[str, str]]:
    """Those that an association has: a transcript is between the person and the platform."""
    kinds = [one for one in Certificate.Kind.choices if one[0] != Certificate.Kind.TRANSCRIPT]
    return [("", gettext("Every kind")), *_capitalized(kinds)]


def _capitalized(choices: Iterable[tuple[str, Any]]) -> list[tuple[str, str]]:
    return [(code, capfirst(label)) for code, label in choices]
