"""Waking a worker after commit. A hint may be lost: the owed row is the truth and a sweep finds it."""

import logging
import time
from collections.abc import Iterable
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction

logger = logging.getLogger(__name__)

QUIET_SECONDS = 10.0

# On Redis 0 is the most urgent and heartbeats have it; somebody may be waiting for what a hint asks.
HINT_PRIORITY = 3
SWEEP_PRIORITY = 6

_quiet_until = 0.0


def hint(task_name: str, *args: Any, priority: int = HINT_PRIORITY) -> None:
    """Send the task once the transaction commits, at once when there is none.

    Never raises. A broker that does not answer costs one connection timeout; further hints of this
    process are then left to the sweeps for ten seconds. Arguments are ids and codes: they lie in the
    broker's file, so no personal data.
    """
    if not getattr(settings, "HINTS_ENABLED", True):
        return
    transaction.on_commit(lambda: _send(task_name, args, priority=priority), robust=True)


def wake(task_name: str, ids: Iterable[int | str | list[int]], *, expires: int) -> int:
    """Send one message an id, for sweeps; how many the broker took.

    `expires` (seconds) is at most the sweep's period, so that what no worker took yet is dropped
    rather than piled up by the next sweep.
    """
    sent = 0
    for one in ids:
        if not _send(task_name, (one,), expires=expires, priority=SWEEP_PRIORITY):
            break
        sent += 1
    return sent


def _send(task_name: str, args: tuple[Any, ...], **options: Any) -> bool:
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return False
    try:
        current_app.send_task(task_name, args=args, retry=False, ignore_result=True, **options)
    except Exception as error:  # noqa: BLE001  whatever the broker's client raises, rows are safe
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("hint %s not sent: %s", task_name, type(error).__name__)
        return False
    return True
