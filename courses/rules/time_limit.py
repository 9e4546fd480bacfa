"""How long a post-test may take, and until when it is still taken."""

from datetime import datetime, timedelta

#: A paper sent before the deadline may be this late on its way: a slow network costs nobody a test.
GRACE = timedelta(seconds=30)


def minutes(limit: int, percent: int) -> int:
    """The module's limit with a person's extra time, rounded up to a whole minute; 0: no limit."""
    return -(-limit * (100 + percent) // 100)


def deadline(started_at: datetime, limit: int, percent: int) -> datetime | None:
    """When an attempt ends; None without a limit."""
    return started_at + timedelta(minutes=minutes(limit, percent)) if limit else None


def is_late(deadline: datetime | None, at: datetime) -> bool:
    """Whether the time is up: what comes now is handed in as it is."""
    return deadline is not None and at > deadline


def is_over(deadline: datetime | None, at: datetime) -> bool:
    """Whether nothing is taken any more: what was saved until then counts."""
    return deadline is not None and at > deadline + GRACE
