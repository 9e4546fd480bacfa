"""Hand-outs that lessons offer: owed to whoever draws PDFs, which is not whoever writes lessons."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.backbone.outbox import OutboxRow


class HandOut(OutboxRow):
    """One sheet in one language. The same words are the same row, so nothing is drawn twice.

    `document` is canonical text and `digest` its SHA-256. The file lies under the digest; it is a cache
    and can be drawn again, to the same bytes.
    """

    digest = models.CharField(max_length=64, unique=True)
    document = models.TextField()

    class Meta(OutboxRow.Meta):
        abstract = False
        verbose_name = _("hand-out")
        verbose_name_plural = _("hand-outs")

    def __str__(self) -> str:
        return self.digest
