"""Uploading a file that proves an entry."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.backbone.files import BadUpload, Checked, check_upload

ACCEPT = ".pdf,.png,.jpg,.jpeg"


class EvidenceField(forms.FileField):
    """An upload that was looked into; its cleaned value is what may be kept, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("File"))
        kwargs.setdefault(
            "help_text",
            _("A certificate, transcript or letter as PDF, PNG or JPEG, at most 10 MB."),
        )
        super().__init__(widget=forms.FileInput(attrs={"accept": ACCEPT}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Checked | None:
        upload = super().clean(data, initial)
        if not upload:
            return None
        try:
            return check_upload(upload)
        except BadUpload as error:
            raise ValidationError(str(error), code="bad_upload") from error


class EvidenceForm(forms.Form):
    """One file for an entry that is already there."""

    privacy_fields = ("file",)
    file = EvidenceField()
