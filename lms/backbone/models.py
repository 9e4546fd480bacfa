"""Owed mail, long work in the background, and signs of life."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from lms.backbone.ids import public_id
from lms.backbone.outbox import OutboxRow
from lms.backbone.turns import TurnQuerySet


class Mail(OutboxRow):
    """One message to one address, rendered when it is sent. `key` makes owing it twice owe it once.

    From `until` on it has nothing to say any more and does not leave. `reason` is why one that is done
    did not leave; of one that left it is empty.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    key = models.CharField(max_length=200, unique=True)
    to_address = models.EmailField()
    template = models.CharField(max_length=80)
    language = models.CharField(max_length=8, default="en")
    context = models.JSONField(default=dict)
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)

    class Meta(OutboxRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.key


class Job(OutboxRow):
    """Long work that somebody asked for; see lms.backbone.jobs.

    `key` makes asking twice one job. `owner_id` is the account that asked: the only one that sees the
    job and gets its result, without a foreign key because the backbone knows no accounts. `params`,
    `checkpoint` and `result` hold ids, codes and numbers. The result's file is named by the row and
    lies in the job's folder of the storage `jobs` until `expires_at`.
    """

    public_id = models.CharField(max_length=12, unique=True, default=public_id)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=200, unique=True)
    owner_id = models.BigIntegerField(db_index=True)
    language = models.CharField(max_length=8, default="en")
    params = models.JSONField(default=dict)
    turn = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    checkpoint = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    result_file = models.CharField(max_length=40, blank=True)
    result_name = models.CharField(max_length=200, blank=True)
    result_type = models.CharField(max_length=100, blank=True)
    result_size = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    canceled_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Any]] = TurnQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.key

    @property
    def under_way(self) -> bool:
        return self.state in {self.State.OWED, self.State.CLAIMED}

    def expired(self, at: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= at


class JobPart(OutboxRow):
    """A part of a job that several processes do together; see lms.backbone.jobs.parts.

    `piece` holds the ids and codes of what it is about, `size` how much that is; `found` is what came of
    it in numbers and codes, beside a file of the turn that finished it.
    """

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    turn = models.PositiveIntegerField(default=0)
    size = models.PositiveIntegerField()
    piece = models.JSONField(default=dict)
    found = models.JSONField(default=dict)

    objects: ClassVar[models.Manager[Any]] = TurnQuerySet.as_manager()

    class Meta(OutboxRow.Meta):
        abstract = False
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "number"], name="job_part_once"),
        ]

    def __str__(self) -> str:
        return f"{self.job_id}/{self.number}"


class Heartbeat(models.Model):
    """When a process was last seen alive: `worker` and `scheduler`."""

    name = models.CharField(max_length=40, unique=True)
    beat_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Heartbeat"]]

    def __str__(self) -> str:
        return self.name
