"""What a browser kept without a connection and sent later: each act arrives once."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from endorsement.models import Person


class Arrival(models.Model):
    """An act of a learner that was taken, under the key that its browser gave it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="arrivals")
    key = models.UUIDField()
    arrived_at = models.DateTimeField()

    class Meta:
        verbose_name = _("arrival")
        verbose_name_plural = _("arrivals")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="arrived_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.key}"
