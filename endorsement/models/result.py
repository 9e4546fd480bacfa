"""What came of an exam, an interview, a panel, an observed session or an essay."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.application import Application
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class Result(models.Model):
    """One attempt at one part or step of an application. Append-only: a mistake is corrected by a row.

    Of an exam, `reached` points `out_of` so many; of another step, so many assessors approved out of
    those who were there. `code` is the part or the step of the edition's criteria.
    """

    class Kind(models.TextChoices):
        EXAM = "exam", _("exam")
        STEP = "step", _("other step")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="results")
    kind = models.CharField(max_length=4, choices=Kind)
    code = models.CharField(max_length=60)
    held_on = models.DateField()
    reached = models.DecimalField(max_digits=7, decimal_places=2)
    out_of = models.DecimalField(max_digits=7, decimal_places=2)
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    withdrawn = models.BooleanField(default=False)
    once = models.CharField(max_length=80, unique=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["held_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reached__gte=0) & Q(out_of__gt=0) & Q(reached__lte=F("out_of")),
                name="result_within_what_there_is",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(corrects__isnull=False),
                name="result_withdrawal_corrects",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.held_on}"
