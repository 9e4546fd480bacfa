"""Status lists: where machines learn what became of a credential."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association
from lms.backbone.ids import public_id


class StatusList(models.Model):
    """Where the credentials of one issuer have a bit each: whether they were revoked, or are suspended.

    A list without an association is the platform's own. Which bit is whose is drawn by lot, so that a
    published list tells nothing about anybody whose credential one does not have.
    """

    association = models.ForeignKey(
        Association, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    full = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("status list")
        verbose_name_plural = _("status lists")

    def __str__(self) -> str:
        return self.public_id


class StatusDocument(models.Model):
    """A status list as it was signed last; `says` is the digest of its bits and its key."""

    class Purpose(models.TextChoices):
        REVOCATION = "revocation", _("revocation")
        SUSPENSION = "suspension", _("suspension")

    status_list = models.ForeignKey(StatusList, on_delete=models.CASCADE, related_name="documents")
    purpose = models.CharField(max_length=10, choices=Purpose)
    text = models.TextField()
    says = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signed status list")
        verbose_name_plural = _("signed status lists")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["status_list", "purpose"], name="status_document_once_per_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status_list} {self.purpose}"
