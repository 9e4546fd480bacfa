"""A version of a module as it last stood on the site, kept for those who are in the middle of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association


class ModuleSnapshot(models.Model):
    """The pages of one version of a module, in every language it was live in.

    Pages change, move, expire and are deleted, and revisions are cleaned up; what somebody has begun
    stays. `content` is {"source": "en", "pages": {"en": {"module": …, "lessons": […], "bank": …}}} in
    Wagtail's own serialization. Titles and lesson keys stand beside it, so that a list reads no content.

    `withdrawn_at` is set when the content was withdrawn for everybody, also for those in the middle.
    """

    code = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    association = models.ForeignKey(
        Association, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    titles = models.JSONField()
    lesson_keys = models.JSONField()
    content = models.JSONField()
    kept_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(_("why"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("kept version of a module")
        verbose_name_plural = _("kept versions of modules")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="module_snapshot_once"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_because=""),
                name="withdrawn_module_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"
