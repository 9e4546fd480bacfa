"""What happened, in order. Decisions form a hash chain that survives the erasure of a person."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from endorsement.models.association import Association


class Event(models.Model):
    """One fact in one stream, e.g. `application:7Q2M4K9D0ABC`. Append-only.

    `payload` is canonical JSON of refs, codes and dates; names and free text enter it only as salted
    digests. Chained events carry `chain_no` and the previous chained event's hash.
    """

    association = models.ForeignKey(Association, on_delete=models.PROTECT, related_name="events")
    stream = models.CharField(max_length=80)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    at = models.DateTimeField()
    actor_ref = models.UUIDField(null=True, blank=True)
    payload = models.TextField(default="{}")
    chain_no = models.PositiveIntegerField(null=True, blank=True)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["stream", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stream", "seq"], name="event_once_in_stream"),
            models.UniqueConstraint(
                fields=["association", "chain_no"],
                condition=Q(chain_no__isnull=False),
                name="event_once_in_chain",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq} {self.kind}"


class EventText(models.Model):
    """A free text of an event, erasable. The event's payload holds sha256(salt + text)."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="texts")
    field = models.CharField(max_length=40)
    salt = models.CharField(max_length=32)
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.event}: {self.field}"


class ChainHead(models.Model):
    """The last link of an association's chain; moved by a conditional UPDATE."""

    association = models.OneToOneField(
        Association, on_delete=models.PROTECT, related_name="chain_head"
    )
    chain_no = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    def __str__(self) -> str:
        return f"{self.association.slug} {self.chain_no}"
