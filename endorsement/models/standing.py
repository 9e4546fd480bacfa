"""What moves the days or the state of an endorsement: extensions, and what its holder asks for."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.award import Endorsement
from endorsement.models.person import Person
from endorsement.models.renewal import RenewalCycle
from lms.backbone.ids import public_id


class RenewalExtension(models.Model):
    """More time for one cycle. The days it moves are those of the cycle; here stands what was granted."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    cycle = models.ForeignKey(RenewalCycle, on_delete=models.PROTECT, related_name="extensions")
    due_on = models.DateField()
    grace_through = models.DateField()
    reason = models.TextField(blank=True, max_length=2000)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    class Meta:
        ordering = ["cycle", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(grace_through__gte=models.F("due_on")), name="extension_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} through {self.due_on}"


class StatusRequest(models.Model):
    """What a holder asks of their association: a break, an end, or to come back. Answered once."""

    class Because(models.TextChoices):
        ILLNESS = "illness", _("Illness")
        FAMILY = "family_leave", _("Family leave")
        MOVE = "move", _("A move")
        JOB = "job_change", _("A change of job")
        OTHER = "other", _("Something else")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    endorsement = models.ForeignKey(
        Endorsement, on_delete=models.PROTECT, related_name="status_requests"
    )
    move = models.CharField(max_length=20)
    because = models.CharField(max_length=20, choices=Because, blank=True)
    text = models.TextField(blank=True, max_length=2000)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    granted = models.BooleanField(default=False)
    # What the association says to it, for the holder to read.
    answer = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["endorsement"],
                condition=Q(answered_at__isnull=True),
                name="one_open_status_request",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.endorsement}: {self.move}"
