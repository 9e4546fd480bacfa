"""What belongs to one association in the CMS: its authors alone see and use it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association


class Owned(models.Model):
    """Belongs to an association; without one it is the platform's."""

    association = models.ForeignKey(
        Association,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("association"),
        help_text=_("Only its authors see and use this."),
    )

    class Meta:
        abstract = True
