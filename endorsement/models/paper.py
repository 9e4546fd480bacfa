"""Papers that criteria ask for: a transcript, a license, an essay."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from endorsement.models.association import Association
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class Paper(models.Model):
    """A file that the person handed in as one of the edition's `uploads`, good through a day if it ends.

    Content lies write-once in the evidence storage under its SHA-256.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="papers")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=60)
    dated_on = models.DateField()
    through_on = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()
    flagged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document", "-uploaded_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "association", "document", "sha256"], name="paper_once"
            ),
            models.CheckConstraint(
                condition=Q(through_on__isnull=True) | Q(through_on__gte=F("dated_on")),
                name="paper_good_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.document


class PaperLook(models.Model):
    """A coordinator looked at a paper: it fits, or it does not. Append-only; the latest one counts."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="looks")
    fits = models.BooleanField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.paper} {'fits' if self.fits else 'does not fit'}"
