"""Renewal cycles and the reminders they owe."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.association import Association
from endorsement.models.award import Endorsement
from endorsement.models.person import Person
from lms.backbone.outbox import OutboxRow


class RenewalCycle(models.Model):
    """One period of an endorsement; it can be renewed from `opens_on`, is due on `due_on` and lapses
    after `grace_through`. All days are inclusive, in the association's time zone."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        RENEWED = "renewed", _("renewed")
        LAPSED = "lapsed", _("lapsed")

    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    grace_through = models.DateField()
    next_rung_on = models.DateField(
        null=True, help_text="The day the next reminder falls on; empty after the last."
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    renewed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["endorsement", "number"]
        indexes = [
            models.Index(
                fields=["next_rung_on"],
                name="cycle_open_by_next_rung",
                condition=models.Q(state="open"),
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["endorsement", "number"], name="cycle_once"),
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("due_on"))
                & models.Q(due_on__lte=models.F("grace_through")),
                name="cycle_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.endorsement}, cycle {self.number}"


class Notice(OutboxRow):
    """One rung of the reminder ladder for one cycle and channel: sent, overtaken or suppressed once."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("sent")
        OVERTAKEN = "overtaken", _("overtaken by a later reminder")
        SUPPRESSED = "suppressed", _("suppressed")

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    cycle = models.ForeignKey(RenewalCycle, on_delete=models.PROTECT, related_name="notices")
    rung = models.CharField(max_length=20)
    channel = models.CharField(max_length=10, default="mail")
    rung_on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta(OutboxRow.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cycle", "rung", "channel"], name="notice_once_per_rung"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.rung}"
