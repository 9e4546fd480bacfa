"""Adding captions to a recording: a file or typed text, checked before it is kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.models import Track
from courses.rules.captions import BadCaptions, Fault, check

MOST_BYTES = 1_000_000


class TrackForm(forms.ModelForm):
    """A track of the same kind and language is replaced. `content` is what is kept."""

    upload = forms.FileField(
        label=gettext_lazy("WebVTT file"),
        required=False,
        help_text=gettext_lazy("Ends in .vtt. Or type or paste its text below."),
    )
    text = forms.CharField(
        label=gettext_lazy("or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 10, "spellcheck": "true"}),
        help_text=gettext_lazy("Begins with WEBVTT. No child’s or family’s name."),
    )

    class Meta:
        model = Track
        fields = ("kind", "language", "label")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        upload, text = cleaned.get("upload"), cleaned.get("text", "")
        if self.errors:
            return cleaned
        if bool(upload) == bool(text.strip()):
            raise ValidationError(_("Choose a WebVTT file or type its text, one of the two."))
        cleaned["content"] = self._read(upload) if upload else text.lstrip("\ufeff\r\n ")
        self._check("upload" if upload else "text", cleaned["content"])
        return cleaned

    def _read(self, upload: Any) -> str:
        if upload.size > MOST_BYTES:
            self.add_error("upload", _("This file is larger than 1 MB, so it is no captions file."))
            return ""
        try:
            return str(upload.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            self.add_error("upload", _("Save the file as UTF-8 text and choose it again."))
            return ""

    def _check(self, field: str, content: str) -> None:
        if self.errors:
            return
        try:
            check(content)
        except BadCaptions as bad:
            self.add_error(field, sentence(bad))

    def validate_unique(self) -> None:
        """A track of the same kind and language gives way to the new one."""


def sentence(bad: BadCaptions) -> str:
    """What is wrong in which line, and what to do."""
    sentences = {
        Fault.NO_HEADER: _("Line %(line)d is not WEBVTT: a captions file begins with this word."),
        Fault.NO_CUE: _(
            "There is no caption up to line %(line)d, the last one: write at least one."
        ),
        Fault.NOT_A_CUE: _(
            "Line %(line)d is not understood: a caption is an empty line, its times such as "
            "00:01.000 --> 00:04.000, then its words."
        ),
        Fault.ENDS_BEFORE_IT_BEGINS: _(
            "The caption in line %(line)d ends before it begins: correct its times."
        ),
        Fault.OUT_OF_ORDER: _(
            "The caption in line %(line)d begins before the one above it: put them in order."
        ),
    }
    return sentences[bad.fault] % {"line": bad.line}
