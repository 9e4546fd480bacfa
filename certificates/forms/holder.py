"""What a transcript is to say, and what the public sees of a name."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from lms.backbone.ids import public_id


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
