"""A picture of a design: its digest in the row, its content write-once in the private storage."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certificates import pictures
from lms.backbone.files import BadUpload, check_upload


class PictureInput(forms.ClearableFileInput):
    """Says whether there is a picture, and takes it away on request."""

    template_name = "certificates/designs/picture.html"
    #: Where the picture can be looked at, for those who edit it.
    address = ""
    clear_checkbox_label: Any = gettext_lazy("Take the picture away")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["address"] = self.address
        return context

    def is_initial(self, value: Any) -> bool:
        return bool(value)

    def format_value(self, value: Any) -> Any:
        return value or None


class PictureFormField(forms.FileField):
    """An uploaded picture becomes its digest; without an upload the digest there was stays."""

    widget = PictureInput

    def clean(self, data: Any, initial: Any = None) -> str:
        if data is False:
            return ""
        if not isinstance(data, UploadedFile):
            return initial or ""
        try:
            checked = check_upload(data)
        except BadUpload as bad:
            raise forms.ValidationError(str(bad)) from bad
        if not checked.content_type.startswith("image/"):
            raise forms.ValidationError(_("Choose a picture: a PNG or a JPEG file."))
        return pictures.keep(checked.content)

    def has_changed(self, _initial: Any, data: Any) -> bool:
        return data is not None


class PictureField(models.CharField):
    """The SHA-256 of a picture, or nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 64, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> Any:
        taken = {name: kwargs[name] for name in ("label", "help_text") if name in kwargs}
        return PictureFormField(
            **{"label": capfirst(self.verbose_name), "help_text": self.help_text, **taken},
            required=False,
        )
