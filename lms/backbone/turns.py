"""Owed work that takes long: a claim is a numbered turn, its lease is renewed while work goes on.

The number of the turn is never used again, so whoever lost the row cannot write to it, however often
it was given back, retried or begun anew meanwhile.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from lms.backbone.outbox import BACK_OFF, MAX_ATTEMPTS, OutboxQuerySet, OutboxRow

#: How long after a worker was killed another goes on. It is renewed every few seconds.
LEASE = timedelta(seconds=60)


class TurnQuerySet(OutboxQuerySet):
    """Claims of rows that have a field `turn`. `attempt` is the number of the turn everywhere."""

    def claim(self, pk: int, *, at: datetime, lease: timedelta = LEASE) -> int | None:
        """Take the row; the number of the turn, or None when another holds or finished it.

        A row whose workers were all killed is dead after the last attempt: it may be what kills them.
        """
        self.filter(pk=pk, attempts__gte=MAX_ATTEMPTS).owed(at).order_by().update(
            state=OutboxRow.State.DEAD, lease_until=None, last_error="The worker stopped each time."
        )
        turn = self.filter(pk=pk).values_list("turn", flat=True).first()
        if turn is None:
            return None
        taken = self.filter(pk=pk, turn=turn).owed(at).order_by()
        mine = taken.update(
            state=OutboxRow.State.CLAIMED,
            attempts=F("attempts") + 1,
            turn=turn + 1,
            lease_until=at + lease,
        )
        return int(turn) + 1 if mine else None

    def renew(self, pk: int, *, attempt: int, at: datetime, **fields: Any) -> bool:
        """Hold the row for another lease and set `fields`, only if the turn still holds it."""
        return bool(self._held(pk, attempt).update(lease_until=at + LEASE, **fields))

    def pause(self, pk: int, *, attempt: int, at: datetime) -> bool:
        """Give the row back to be gone on with at once; getting this far counts as success."""
        return bool(
            self._held(pk, attempt).update(
                state=OutboxRow.State.OWED, due_at=at, lease_until=None, attempts=0
            )
        )

    def finish(self, pk: int, *, attempt: int, at: datetime, **fields: Any) -> bool:
        """Mark done and set `fields`, only if the turn still holds the row."""
        return bool(
            self._held(pk, attempt).update(
                state=OutboxRow.State.DONE,
                finished_at=at,
                lease_until=None,
                last_error="",
                **fields,
            )
        )

    def fail(self, pk: int, *, attempt: int, at: datetime, error: str) -> bool:
        """Give the row back with a later due time, or mark it dead after the last attempt."""
        mine = self._held(pk, attempt)
        tried = mine.values_list("attempts", flat=True).first()
        if tried is None:
            return False
        if tried >= MAX_ATTEMPTS:
            after: dict[str, Any] = {"state": OutboxRow.State.DEAD}
        else:
            # Progress may have begun the count anew.
            wait = BACK_OFF[max(tried, 1) - 1]
            after = {"state": OutboxRow.State.OWED, "due_at": at + wait}
        return bool(mine.update(lease_until=None, last_error=error[:500], **after))

    def give_back(self, pk: int, *, attempt: int, at: datetime, error: str) -> bool:
        """Leave the row to be tried again at once; the attempt stays counted."""
        return bool(
            self._held(pk, attempt).update(
                state=OutboxRow.State.OWED, due_at=at, lease_until=None, last_error=error[:500]
            )
        )

    def retry_all(self, *, at: datetime) -> int:
        """Owe whatever is not done again, with its attempts counted anew."""
        return self.filter(state__in=[OutboxRow.State.OWED, OutboxRow.State.DEAD]).update(
            state=OutboxRow.State.OWED, attempts=0, due_at=at
        )

    def _held(self, pk: int, turn: int) -> "TurnQuerySet":
        return self.filter(pk=pk, state=OutboxRow.State.CLAIMED, turn=turn)
