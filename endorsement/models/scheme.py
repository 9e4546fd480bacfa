"""Schemes and their dated editions; what an edition says is one canonical document."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Scheme(models.Model):
    code = models.SlugField(unique=True)
    name = models.JSONField()

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    """A dated version of a scheme's criteria, immutable once published.

    `document` is canonical JSON in the format of docs/criteria.md; both dates are inclusive.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="editions")
    code = models.CharField(max_length=40)
    effective_from = models.DateField()
    effective_through = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["scheme", "-effective_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "code"], name="edition_once"),
            models.CheckConstraint(
                condition=Q(effective_through__isnull=True)
                | Q(effective_through__gte=F("effective_from")),
                name="edition_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"
