"""Renewal cycles."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.award import Endorsement
from endorsement.models.scheme import Edition


class RenewalCycle(models.Model):
    """One period of an endorsement; it can be renewed from `opens_on`, is due on `due_on` and lapses
    after `grace_through`. All days are inclusive, in the association's time zone.

    From `late_from_on` a renewal is late, and costs what the edition's note says; on `removed_on` who
    has not renewed leaves the public registry. `edition` is whose days and criteria it goes by; empty,
    that of the award. A cycle that begins with a reinstatement is always audited.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        RENEWED = "renewed", _("renewed")
        LAPSED = "lapsed", _("lapsed")

    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="cycles")
    number = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    opens_on = models.DateField()
    due_on = models.DateField()
    late_from_on = models.DateField(null=True, blank=True)
    grace_through = models.DateField()
    removed_on = models.DateField()
    edition = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reinstated = models.BooleanField(default=False)
    next_rung_on = models.DateField(
        null=True, help_text="The day the next reminder falls on; empty after the last, or held."
    )
    next_status_on = models.DateField(
        null=True,
        blank=True,
        help_text="The day on which it opens, is late, lapses or is removed next; empty: never, or held.",
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    renewed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["endorsement", "number"]
        indexes = [
            models.Index(
                fields=["next_rung_on"],
                name="cycle_open_by_next_rung",
                condition=models.Q(state__in=["open", "lapsed"]),
            ),
            models.Index(
                fields=["next_status_on"],
                name="cycle_by_next_status",
                condition=models.Q(next_status_on__isnull=False),
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["endorsement", "number"], name="cycle_once"),
            models.CheckConstraint(
                condition=models.Q(opens_on__lte=models.F("due_on"))
                & models.Q(due_on__lte=models.F("grace_through"))
                & models.Q(removed_on__gt=models.F("due_on"))
                & (
                    models.Q(late_from_on__isnull=True)
                    | models.Q(late_from_on__gt=models.F("due_on"))
                    & models.Q(late_from_on__lte=models.F("grace_through"))
                ),
                name="cycle_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.endorsement}, cycle {self.number}"

    @property
    def subject_key(self) -> str:
        """How notices name it."""
        return f"cycle:{self.pk}"

    @property
    def governing_edition(self) -> Edition:
        """The edition whose days and criteria the cycle goes by."""
        return self.edition or self.endorsement.edition
