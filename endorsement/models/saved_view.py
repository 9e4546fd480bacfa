"""A coordinator's own way of looking at the desk, under a name."""

from typing import ClassVar

from django.db import models

from endorsement.models.association import Association
from endorsement.models.person import Person
from lms.backbone.ids import public_id


class SavedView(models.Model):
    """`query` holds the filters and the order, as the address of the desk carries them."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="saved_views")
    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "association", "name"], name="view_named_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
