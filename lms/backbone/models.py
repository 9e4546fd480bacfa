"""Owed mail and signs of life."""

from typing import ClassVar

from django.db import models

from lms.backbone.ids import public_id
from lms.backbone.outbox import OutboxRow


class Mail(OutboxRow):
    """One message to one address, rendered when it is sent. `key` makes owing it twice owe it once."""

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    key = models.CharField(max_length=200, unique=True)
    to_address = models.EmailField()
    template = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="en")
    context = models.JSONField(default=dict)

    class Meta(OutboxRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When a process was last seen alive: `worker` and `scheduler`."""

    name = models.CharField(max_length=40, unique=True)
    beat_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Heartbeat"]]

    def __str__(self) -> str:
        return self.name
