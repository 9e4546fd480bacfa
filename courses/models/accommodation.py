"""What a learner is given because of a disability or another good reason. Private."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association, Person
from lms.backbone.ids import public_id


class Accommodation(models.Model):
    """For one person in one module, in every version of it, from one association.

    `extra_percent` is more time in the post-test: a percentage stays right when the module's limit
    changes, and it is how letters about it are written. `minimum_minutes` takes the place of the
    module's own minimum time. Either may be empty, which leaves the module as it is.
    """

    class Percent(models.IntegerChoices):
        QUARTER = 25, _("25% more")
        HALF = 50, _("50% more (time and a half)")
        DOUBLE = 100, _("100% more (double time)")
        TRIPLE = 200, _("200% more (three times)")

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accommodations")
    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="accommodations"
    )
    code = models.CharField(max_length=80)
    extra_percent = models.PositiveSmallIntegerField(null=True, blank=True, choices=Percent)
    minimum_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    # The last day on which it holds, by the association's calendar; empty: until it is taken back.
    through_on = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("accommodation")
        verbose_name_plural = _("accommodations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "association", "code"], name="accommodation_once"
            ),
            models.CheckConstraint(
                condition=Q(extra_percent__isnull=True) | Q(extra_percent__gt=0),
                name="accommodation_gives_more_time",
            ),
            models.CheckConstraint(
                condition=Q(extra_percent__isnull=False) | Q(minimum_minutes__isnull=False),
                name="accommodation_gives_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.code}"

    def holds_at(self, at: datetime) -> bool:
        return self.through_on is None or self.association.day_of(at) <= self.through_on
