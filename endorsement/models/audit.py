"""Audits of attested renewals: a sample drawn by a seed that is on record, and what was looked at."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.person import Person
from endorsement.models.renewing import Renewal
from lms.backbone.ids import public_id


class AuditDraw(models.Model):
    """One draw among the attested renewals of a due day that no earlier draw had in its number.

    `number` counts the draws of the day: who hands in after the first is in the second.
    `endorsement.rules.audit` says how the seed makes the sample.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    seed = models.CharField(max_length=64)
    answer_by_on = models.DateField()
    drawn_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        ordering = ["-due_on", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "due_on", "number"], name="audit_drawn_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on} {self.number}"


class Audit(models.Model):
    """A renewal that was drawn: its holder shows the evidence, an auditor looks at it.

    Moves are data in `endorsement.rules.renewing`. The endorsement stays renewed meanwhile. `snapshot`
    is the portfolio as it was shown for the audit, as of the day the renewal was handed in.
    """

    class State(models.TextChoices):
        DRAWN = "drawn", _("waiting for the holder")
        SHOWN = "shown", _("waiting for the auditor")
        RETURNED = "returned", _("returned with a question")
        PASSED = "passed", _("passed")
        FAILED = "failed", _("not passed")

    class Why(models.TextChoices):
        SAMPLE = "sample", _("drawn by lot")
        REINSTATED = "reinstated", _("reinstated before, so always drawn")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    renewal = models.OneToOneField(Renewal, on_delete=models.PROTECT, related_name="audit")
    draw = models.ForeignKey(AuditDraw, on_delete=models.PROTECT, related_name="audits")
    why = models.CharField(max_length=10, choices=Why)
    state = models.CharField(max_length=10, choices=State, default=State.DRAWN)
    answer_by_on = models.DateField()
    # A reviewer who was asked to look at it; without one a coordinator does.
    auditor = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="audits"
    )
    snapshot = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    question = models.TextField(blank=True, max_length=4000)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["drawn", "failed"]) | Q(shown_at__isnull=False),
                name="audit_beyond_drawn_was_shown",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class AuditItem(models.Model):
    """What the auditor found about one entry, by its public id."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="items")
    entry = models.CharField(max_length=12)
    accepted = models.BooleanField()
    note = models.TextField(blank=True, max_length=2000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audit", "entry"], name="audit_item_once"),
        ]

    def __str__(self) -> str:
        return self.entry
