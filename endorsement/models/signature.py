"""Signed documents: code of ethics, endorsement agreement."""

from typing import ClassVar

from django.db import models

from endorsement.models.association import Association
from endorsement.models.person import Person


class Signature(models.Model):
    """A person signed a document of an association's scheme on a day. Append-only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=60)
    edition = models.ForeignKey("endorsement.Edition", on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "association", "document", "signed_on"],
                name="signed_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.document
