"""Running a job in the worker: claim, go on from the checkpoint, keep the lease, finish once."""

import logging
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

from django.utils import translation

from lms.backbone import failures
from lms.backbone.hints import hint
from lms.backbone.jobs import leases, results
from lms.backbone.jobs.kinds import kind_of
from lms.backbone.jobs.owing import RUN_TASK
from lms.backbone.jobs.results import Result
from lms.backbone.models import Job, JobPart

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

#: Seconds between two writes of the progress.
WRITE_EVERY = 1.0
#: Seconds after which a job that gives checkpoints lets others go first.
SLICE = 60.0


class Lost(Exception):
    """The job was called off, or another worker has it: stop. Never catch it in a job."""


class Paused(Exception):
    """The slice is over and the checkpoint kept: stop. Never catch it in a job."""


class Running:
    """What a job's function gets: ids to work on, where it stood, and how to say how far it is."""

    def __init__(self, job: Job, *, turn: int, clock: Clock) -> None:
        self.public_id = job.public_id
        self.owner_id = job.owner_id
        self.params: dict[str, Any] = job.params
        self.checkpoint: dict[str, Any] = job.checkpoint
        self.at = clock()
        self.lost = Event()
        self.pk, self.clock, self._turn = job.pk, clock, turn
        self._began = time.monotonic()
        self._written: float | None = None

    def progress(
        self, done: int, total: int | None = None, *, checkpoint: dict[str, Any] | None = None
    ) -> None:
        """Say how far it is; call it as often as you like, it writes once a second.

        Effects, in order: progress and checkpoint are kept and the lease renewed; a checkpoint also
        begins the count of attempts anew, for work that gets on is no failure.

        :raises Lost: when the job was called off or another worker has it.
        :raises Paused: when there is a checkpoint and the slice is over.
        """
        now = time.monotonic()
        over = checkpoint is not None and now - self._began >= SLICE
        if not (over or self.lost.is_set() or self._due(now)):
            return
        fields: dict[str, Any] = {"done": done}
        if total is not None:
            fields["total"] = total
        if checkpoint is not None:
            fields |= {"checkpoint": checkpoint, "attempts": 1}
        if not Job.objects.renew(self.pk, attempt=self._turn, at=self.clock(), **fields):
            raise Lost
        self._written = now
        if over:
            raise Paused

    def renew(self) -> bool:
        """Hold the job for another lease; False when it was called off or another worker has it."""
        return bool(Job.objects.renew(self.pk, attempt=self._turn, at=self.clock()))

    def workspace(self) -> Path:
        """A private folder of the job's own: what is there stays for the next attempt."""
        return results.workspace(self.public_id)

    def _due(self, now: float) -> bool:
        return self._written is None or now - self._written >= WRITE_EVERY


def run_owed(pk: int, *, clock: Clock) -> bool:
    """Run the owed job if nobody else does; whether it was finished now.

    Effects, in order: the row is claimed; the kind's function runs in the job's language, while the
    lease is renewed; its file is put in place and the row finished; the workspace goes. Killed
    anywhere, the next claim goes on from the checkpoint. A failure gives the row back for a later
    attempt and after the last one leaves it dead. Never raises for a job that fails.
    """
    turn = Job.objects.claim(pk, at=clock())
    if turn is None:
        return False
    job = Job.objects.get(pk=pk)
    running = Running(job, turn=turn, clock=clock)
    try:
        with leases.kept(running.renew, running.lost), translation.override(job.language):
            result = kind_of(job.kind).run(running) or Result()
            return _finish(job, turn, result, clock())
    except Lost:
        logger.info("job %s was called off or taken over", job.public_id)
        results.leave(job.public_id)
    except Paused:
        if Job.objects.pause(pk, attempt=turn, at=clock()):
            hint(RUN_TASK, pk)
    except Exception as error:  # noqa: BLE001  the row keeps the reason and the schedule
        reason = failures.reason(error)
        logger.warning("job %s failed: %s (%s)", job.public_id, reason, failures.trail(error))
        Job.objects.fail(pk, attempt=turn, at=clock(), error=reason)
    return False


def _finish(job: Job, turn: int, result: Result, at: datetime) -> bool:
    # The file first: a row that says there is one is right.
    fields = results.keep(job.public_id, turn, result)
    expires_at = at + kind_of(job.kind).keep
    finished = Job.objects.finish(
        job.pk, attempt=turn, at=at, expires_at=expires_at, checkpoint={}, **fields
    )
    if finished:
        JobPart.objects.filter(job=job).delete()
        results.clear_workspace(job.public_id)
    else:
        results.drop(job.public_id, turn)
        results.leave(job.public_id)
    return bool(finished)
