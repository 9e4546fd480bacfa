"""Schemes and their dated editions; what an edition says is one canonical document."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.person import Person
from lms.backbone.ids import public_id


class Scheme(models.Model):
    """`differs`: codes of editions that the file loaded at the last start says otherwise, or that it
    could not add."""

    code = models.SlugField(unique=True)
    name = models.JSONField()
    differs = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return self.code


class Edition(models.Model):
    """A dated version of a scheme's criteria, immutable once published.

    `document` is canonical JSON in the format of docs/criteria.md; that of a draft may still be
    wrong, that of a published edition never is. Both dates are inclusive. Every change of a draft
    has a number, `revision`. `changed_by` and `submitted_by` never approve it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        MODERATION = "moderation", _("in moderation")
        PUBLISHED = "published", _("published")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="editions")
    code = models.CharField(max_length=40)
    effective_from = models.DateField()
    effective_through = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What a moderator asked for when giving it back.
    asked = models.TextField(blank=True, max_length=2000)
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["scheme", "-effective_from"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scheme", "code"], name="edition_once"),
            models.CheckConstraint(
                condition=Q(effective_through__isnull=True)
                | Q(effective_through__gte=F("effective_from")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | Q(submitted_by__isnull=True)
                | ~Q(approved_by=F("submitted_by")),
                name="edition_approved_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.code}"

    def standing(self, on: date) -> str:
        """draft, moderation, coming, in_force or ended, on that day."""
        if self.state != self.State.PUBLISHED:
            return self.state
        if on < self.effective_from:
            return "coming"
        ended = self.effective_through is not None and self.effective_through < on
        return "ended" if ended else "in_force"


class EditionRevision(models.Model):
    """What a draft said after a change, so that nobody's work is lost and changes can be told."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    document = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["edition", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="edition_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.edition} {self.number}"
