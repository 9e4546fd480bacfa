"""What a learner is given because of a disability or another good reason. Private."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association, Person
from lms.backbone.ids import public_id


class Accommodation(models.Model):
    """For one person in one module of an association, in every version of it. Nobody's reason is kept.

    `minimum_minutes` takes the place of the module's own; empty leaves it.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="accommodations")
    association = models.ForeignKey(
        Association, on_delete=models.PROTECT, related_name="accommodations"
    )
    code = models.CharField(max_length=80)
    minimum_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("accommodation")
        verbose_name_plural = _("accommodations")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "association", "code"], name="accommodation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.code}"
