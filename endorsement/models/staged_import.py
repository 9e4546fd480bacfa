"""A table that somebody uploaded and has not confirmed yet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models.person import Person
from lms.backbone.ids import public_id


class StagedImport(models.Model):
    """The rows of one file as text, private to its person and gone after a day.

    Confirming empties the table and keeps how many entries were added, so that confirming again,
    by a second click or tab, says the same and adds nothing.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="staged_imports")
    name = models.CharField(max_length=200)
    table = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("staged import")
        verbose_name_plural = _("staged imports")
        indexes = [models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return self.name
