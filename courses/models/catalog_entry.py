"""What the catalog knows of a page without opening it, and the words it is found by."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.module import ModulePage


class CatalogEntry(models.Model):
    """A module's page in one language as the catalog lists and searches it.

    Everything here is taken from the page and the live lessons below it, and can be made again.
    `texts` are pairs of a heading (a lesson's title, or empty) and a text, for the passage that is
    shown; `resources` are codes of the cards that its lessons show; `words` are those that may be
    suggested for mistyped ones. The full-text index (courses/models/full_text.py) holds a row under the
    same number.
    """

    page = models.OneToOneField(ModulePage, on_delete=models.CASCADE, related_name="entry")
    language = models.CharField(max_length=12)
    areas = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    resources = models.JSONField(default=list)
    form = models.PositiveSmallIntegerField()
    indexed_at = models.DateTimeField()
    words = models.JSONField(default=list)
    texts = models.JSONField(default=list)

    class Meta:
        verbose_name = _("entry of the catalog")
        verbose_name_plural = _("entries of the catalog")

    def __str__(self) -> str:
        return f"{self.page_id} ({self.language})"
