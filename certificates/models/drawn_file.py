"""Every file that was ever drawn of a certificate, by its digest."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.certificate import Certificate


class DrawnFile(models.Model):
    """A file of a certificate that may be in somebody's hands. Append-only.

    Noted before the file is put in its place, so no file is ever out whose digest is unknown: one that
    was downloaded before the certificate was drawn again is still recognized.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.CASCADE, related_name="drawn_files"
    )
    sha256 = models.CharField(max_length=64, db_index=True)
    drawn_at = models.DateTimeField()

    class Meta:
        verbose_name = _("drawn file")
        verbose_name_plural = _("drawn files")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["certificate", "sha256"], name="drawn_file_once"),
        ]

    def __str__(self) -> str:
        return self.sha256
