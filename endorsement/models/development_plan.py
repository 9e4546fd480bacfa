"""What a person means to learn next, for nobody but themself."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.ledger import LedgerEntry
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class DevelopmentGoal(models.Model):
    """One goal of a person's plan: a competency, what they will do, by when, and when it was done.

    `offer_code` names a training that can be taken here and `entry` what came of it; both may be empty.
    `once` is the key of the form that made it, so that sending it twice makes one goal.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="development_goals")
    competency = models.CharField(_("competency"), max_length=130, blank=True)
    what = models.CharField(_("what I will do"), max_length=500)
    by_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    offer_code = models.CharField(max_length=80, blank=True)
    entry = models.ForeignKey(
        LedgerEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    once = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("development goal")
        verbose_name_plural = _("development goals")
        ordering = ["by_on", "created_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "once"], name="goal_once_per_form"),
        ]

    def __str__(self) -> str:
        return self.what
