"""Choosing a file of questions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses import wording
from courses.exchange import formats
from courses.exchange.question import BadFile, Reading


class QuestionFileForm(forms.Form):
    """One file; what was read of it is `reading`."""

    file = forms.FileField(
        label=_("File of questions"),
        widget=forms.FileInput(attrs={"accept": ".txt,.gift,.xml,.zip"}),
        help_text=_(
            "GIFT, Moodle XML, or QTI 2 or 3 as a ZIP package or a single question; at most 10 MB. "
            "Invented people only: no child’s or family’s name."
        ),
    )

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        try:
            if upload.size > formats.MOST_BYTES:
                raise BadFile("too_large", most=formats.MOST_BYTES // (1024 * 1024))
            self.reading: Reading = formats.read(upload.read())
        except BadFile as bad:
            raise ValidationError(wording.refusal_of(bad), code="bad_file") from bad
        return upload
