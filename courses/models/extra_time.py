"""More time for a person in a module's post-test: an accommodation, for which no reason is kept."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association, Person


class ExtraTime(models.Model):
    """What an association gives one person in one module, in every version, until it takes it back.

    A percentage rather than minutes: it stays right when the module's limit changes, and it is how
    such letters are written (time and a half).
    """

    class Percent(models.IntegerChoices):
        QUARTER = 25, _("25% more")
        HALF = 50, _("50% more (time and a half)")
        DOUBLE = 100, _("100% more (double time)")
        TRIPLE = 200, _("200% more (three times)")

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="extra_time")
    code = models.CharField(max_length=80)
    percent = models.PositiveSmallIntegerField(_("extra time"), choices=Percent)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("extra time")
        verbose_name_plural = _("extra time")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["association", "person", "code"], name="extra_time_once"
            ),
            models.CheckConstraint(condition=Q(percent__gt=0), name="extra_time_is_more"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.code} +{self.percent}%"
