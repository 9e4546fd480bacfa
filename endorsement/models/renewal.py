"""Renewal cycles."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.award import Endorsement


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

    @property
    def subject_key(self) -> str:
        """How notices name it."""
        return f"cycle:{self.pk}"
