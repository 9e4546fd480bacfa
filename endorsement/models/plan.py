"""What a person plans to do: drafts of another kind, which no criteria ever count as done."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from endorsement.models.person import Person
from lms.backbone.ids import public_id


class PlannedItem(models.Model):
    """One thing that a person plans, on the day by which it would be done.

    `code` names the module, the document or the role of the reference; `from_on` is where work or study
    begins. The day of `provides_rsc` is the one from which on the person means to give supervision.
    Amounts and codes mean what they mean in a ledger entry.
    """

    class Kind(models.TextChoices):
        MODULE = "module", _("module taken here")
        TRAINING = "training", _("training taken elsewhere")
        RSC = "rsc", _("reflective supervision received")
        RSC_GIVEN = "rsc_given", _("reflective supervision given")
        WORK = "work", _("work experience")
        EDUCATION = "education", _("education")
        PROVIDES = "provides_rsc", _("giving reflective supervision from then on")
        DOCUMENT = "document", _("document to sign")
        REFERENCE = "reference", _("reference")

    #: Kinds of which one person plans the same code once.
    ONCE: ClassVar = ("module", "document", "provides_rsc")

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="planned_items")
    kind = models.CharField(max_length=12, choices=Kind)
    source_key = models.CharField(max_length=120, unique=True)
    on = models.DateField(_("planned for"))
    from_on = models.DateField(_("begins"), null=True, blank=True)
    hours = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    code = models.CharField(max_length=80, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    provider = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    covers = models.JSONField(default=list, blank=True)
    topics = models.JSONField(default=dict, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("planned item")
        verbose_name_plural = _("planned items")
        ordering = ("on", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "kind", "code"],
                condition=Q(kind__in=("module", "document")),
                name="planned_once",
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__gt=0), name="planned_hours_above_zero"
            ),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(from_on__lte=F("on")),
                name="planned_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.get_kind_display()} {self.public_id}"
