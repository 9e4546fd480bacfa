"""Uploading a package: looked at before it is kept, said in one sentence when it is refused."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.exchange.question import BadFile
from courses.models import Package
from courses.services.package import keep_package
from courses.wording import refusal_of
from endorsement.forms.owned import OwnedForm
from lms.backbone.archives import BadArchive
from lms.backbone.uploads import ARCHIVES

MOST_BYTES = 250 * 1024 * 1024


class PackageForm(OwnedForm):
    """A new package is kept while the form is checked, so that its refusal is the form's; a kept one
    changes its title alone. Files of a form that is refused elsewhere are swept up a day later.
    """

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy(
            "A ZIP file of SCORM 1.2, of SCORM 2004 with one part, or of cmi5, or an .h5p file with its "
            "libraries, up to 250 MB. No child’s or family’s name, no recording of a session."
        ),
    )

    instance: Package

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        if self.instance.pk is not None:
            for name in ("file", "association"):
                self.fields.pop(name, None)
            self.fields["title"].required = True
        else:
            self.fields["file"].required = True

    def clean_file(self) -> Any:
        upload = self.cleaned_data.get("file")
        if upload and upload.size > MOST_BYTES:
            raise ValidationError(_("This file is larger than 250 MB. Choose a smaller one."))
        return upload

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and self.instance.pk is None:
            self.instance = self._kept(cleaned) or self.instance
        return cleaned

    def _kept(self, cleaned: dict[str, Any]) -> Package | None:
        try:
            package = keep_package(
                file=cleaned["file"],
                title=cleaned.get("title") or "",
                association=cleaned.get("association"),
                at=timezone.now(),
            )
        except BadArchive as bad:
            self.add_error("file", str(ARCHIVES[bad.reason]))
        except BadFile as bad:
            self.add_error("file", refusal_of(bad))
        else:
            cleaned["title"] = cleaned.get("title") or package.title
            return package
        return None
