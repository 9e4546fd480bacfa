"""How much a reviewer can take on, and when not. Reasons are nobody's business."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.person import Person
from lms.backbone.ids import public_id


class Capacity(models.Model):
    """At most so many open reviews at a time, of all associations together."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="capacity")
    at_most = models.PositiveSmallIntegerField(_("reviews at a time"))
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.at_most)


class Absence(models.Model):
    """Days, both inclusive, on which a person is not asked to review."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="absences")
    from_on = models.DateField()
    through_on = models.DateField()
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "from_on", "through_on"], name="absence_once"
            ),
            models.CheckConstraint(
                condition=Q(through_on__gte=F("from_on")), name="absence_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_on} – {self.through_on}"
