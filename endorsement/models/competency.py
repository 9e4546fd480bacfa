"""What an entry taught, competency by competency, in the person's own words."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.ledger import LedgerEntry
from lms.backbone.ids import public_id


class CompetencyLink(models.Model):
    """An entry counts as evidence for a competency, with one sentence on what was learned.

    It hangs on the first row of an entry, so corrections keep it, and lies outside the ledger's
    numbers: it can be made and taken away for permanent entries too, until a snapshot freezes it.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    entry = models.ForeignKey(
        LedgerEntry, on_delete=models.CASCADE, related_name="competency_links"
    )
    # A reference of the entry's framework, such as "core:foundations.attachment".
    competency = models.CharField(max_length=130)
    sentence = models.CharField(_("what you learned"), max_length=300)
    linked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("competency link")
        verbose_name_plural = _("competency links")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "competency"], name="competency_linked_once_per_entry"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.competency}"
