"""Designs as they were published: frozen, proved by drawing them, and named by what was issued."""

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from certificates.models.certificate import Certificate
from endorsement.models import Association
from lms.backbone.outbox import OutboxRow


class PublishedDesign(OutboxRow):
    """One published state of a design. `document` is canonical JSON and never changes.

    The row is owed its proof: the worker draws samples in it. Only what could be drawn (`done`) is
    used for certificates; what could not (`dead`) is told to coordinators and leaves the one before it
    in use. Publishing the same content again renews `published_at`; taking the design off sets
    `withdrawn_at`. Certificates keep pointing to the one they were issued with.
    """

    design = models.ForeignKey(
        "certificates.Design",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="published",
    )
    association = models.ForeignKey(
        Association, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    kind = models.CharField(max_length=12, choices=Certificate.Kind)
    document = models.TextField()
    sha256 = models.CharField(max_length=64, unique=True)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta(OutboxRow.Meta):
        abstract = False
        verbose_name = _("published design")
        verbose_name_plural = _("published designs")
        indexes = [
            *OutboxRow.Meta.indexes,
            models.Index(fields=["association", "kind", "-published_at"], name="design_in_use"),
        ]
        constraints: ClassVar[list[Any]] = []

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:12]}"

    @property
    def says(self) -> dict[str, Any]:
        """The frozen document (`Design.document`)."""
        found: dict[str, Any] = json.loads(self.document)
        return found
