"""Owed work as rows: claimed with a lease, finished only by the claim that still holds it.

A business transaction inserts the row; after commit a hint wakes a worker and a periodic sweep finds
whatever no hint reached. Delivery is at least once, so the effect must be idempotent by a unique key.
"""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

LEASE = timedelta(minutes=6)
MAX_ATTEMPTS = 5
BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
)


class OutboxQuerySet(models.QuerySet[Any]):
    def owed(self, at: datetime) -> Self:
        """Rows due by `at`, and claimed rows whose lease ran out, oldest first."""
        return self.filter(
            Q(state=OutboxRow.State.OWED, due_at__lte=at)
            | Q(state=OutboxRow.State.CLAIMED, lease_until__lte=at)
        ).order_by("due_at", "pk")

    def overdue(self, at: datetime) -> Self:
        """Rows by whose age one sees that work stands still; a kind leaves out what waits for a reason."""
        return self.owed(at)

    def claim(self, pk: int, *, at: datetime, lease: timedelta = LEASE) -> int | None:
        """Take the row for `lease`; the attempt number, or None when another holds or finished it."""
        taken = (
            self.filter(pk=pk)
            .owed(at)
            .order_by()
            .update(
                state=OutboxRow.State.CLAIMED,
                attempts=F("attempts") + 1,
                lease_until=at + lease,
            )
        )
        if not taken:
            return None
        return int(self.values_list("attempts", flat=True).get(pk=pk))

    def finish(self, pk: int, *, attempt: int, at: datetime, **fields: Any) -> bool:
        """Mark done and set `fields`, only if `attempt` still holds the row."""
        return bool(
            self.filter(pk=pk, state=OutboxRow.State.CLAIMED, attempts=attempt).update(
                state=OutboxRow.State.DONE,
                finished_at=at,
                lease_until=None,
                last_error="",
                **fields,
            )
        )

    def fail(self, pk: int, *, attempt: int, at: datetime, error: str) -> bool:
        """Give the row back with a later due time, or mark it dead after the last attempt."""
        if attempt < MAX_ATTEMPTS:
            return self.wait(pk, attempt=attempt, at=at, error=error)
        mine = self.filter(pk=pk, state=OutboxRow.State.CLAIMED, attempts=attempt)
        return bool(
            mine.update(state=OutboxRow.State.DEAD, lease_until=None, last_error=error[:500])
        )

    def wait(self, pk: int, *, attempt: int, at: datetime, error: str) -> bool:
        """Give the row back with a later due time, however often: the fault is not its own."""
        mine = self.filter(pk=pk, state=OutboxRow.State.CLAIMED, attempts=attempt)
        return bool(
            mine.update(
                state=OutboxRow.State.OWED,
                due_at=at + BACK_OFF[min(attempt, len(BACK_OFF)) - 1],
                lease_until=None,
                last_error=error[:500],
            )
        )

    def put_off(self, pk: int, *, attempt: int, until: datetime) -> bool:
        """Give the row back until then; it was not its time, so the attempt does not count."""
        return bool(
            self.filter(pk=pk, state=OutboxRow.State.CLAIMED, attempts=attempt).update(
                state=OutboxRow.State.OWED,
                due_at=until,
                lease_until=None,
                attempts=F("attempts") - 1,
            )
        )

    def retry(self, pk: int, *, at: datetime) -> bool:
        """Owe a dead row again, with its attempts counted anew."""
        return bool(
            self.filter(pk=pk, state=OutboxRow.State.DEAD).update(
                state=OutboxRow.State.OWED, attempts=0, due_at=at
            )
        )


class OutboxRow(models.Model):
    """Base of every owed thing. Subclasses add a natural unique key and what is owed."""

    class State(models.TextChoices):
        OWED = "owed", _("owed")
        CLAIMED = "claimed", _("being worked on")
        DONE = "done", _("done")
        DEAD = "dead", _("given up after repeated failures")

    state = models.CharField(max_length=8, choices=State, default=State.OWED)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager[Any]] = OutboxQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["due_at"],
                name="%(class)s_owed",
                condition=Q(state__in=["owed", "claimed"]),
            ),
        ]
