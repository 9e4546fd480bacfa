"""Trainings that can be taken here, as endorsement knows them: written by courses on publishing."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from endorsement.models.association import Association
from endorsement.models.person import Person


class TrainingOffer(models.Model):
    """A published version of a module: what it gives, and where it is.

    `address` is the path of the module's page without a language prefix.
    """

    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    title = models.JSONField()
    hours = models.DecimalField(max_digits=7, decimal_places=2)
    framework = models.CharField(max_length=60)
    covers = models.JSONField(default=list)
    split = models.JSONField(default=dict)
    topics = models.JSONField(default=dict)
    address = models.CharField(max_length=300)
    association = models.ForeignKey(
        Association, null=True, on_delete=models.PROTECT, related_name="training_offers"
    )
    shared = models.BooleanField(default=True)
    live = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="training_offer_once"),
            models.CheckConstraint(condition=Q(hours__gt=0), name="training_offer_has_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class TrainingAcceptance(models.Model):
    """An association's decision about a module for its in-service hours, on these days (inclusive).

    `accepted` false is a decision too: the hours do not count. Where there is no row, nobody has
    decided yet. Of two decisions for a day, the one that begins later holds.
    """

    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="training_acceptances"
    )
    code = models.CharField(max_length=80)
    from_on = models.DateField()
    through_on = models.DateField(null=True, blank=True)
    accepted = models.BooleanField(default=True)
    decided_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "code", "from_on"], name="training_accepted_once"
            ),
            models.CheckConstraint(
                condition=Q(through_on__isnull=True) | Q(through_on__gte=F("from_on")),
                name="acceptance_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.association.slug}: {self.code}"
