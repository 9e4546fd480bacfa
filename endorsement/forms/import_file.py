"""Choosing a table of entries."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lms.backbone.tables import MOST_BYTES, MOST_ROWS, Table, read_table
from lms.backbone.uploads import BadUpload


class ImportForm(forms.Form):
    """One CSV or XLSX file; its cleaned value is the table."""

    privacy_fields: tuple[str, ...] = ("file",)
    most_rows, most_bytes = MOST_ROWS, MOST_BYTES

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        help_text=_("CSV or XLSX, at most 2 MB and 2,000 rows."),
    )

    def clean_file(self) -> Any:
        try:
            self.table: Table = read_table(
                self.cleaned_data["file"], most_rows=self.most_rows, most_bytes=self.most_bytes
            )
        except BadUpload as error:
            raise ValidationError(str(error), code="bad_upload") from error
        return self.cleaned_data["file"]
