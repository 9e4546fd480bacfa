"""Running a job in the worker: claim, go on from the checkpoint, keep the lease, finish once."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, connection
from django.utils import translation

from lms.backbone import failures
from lms.backbone.hints import hint
from lms.backbone.jobs import results
from lms.backbone.jobs.kinds import kind_of
from lms.backbone.jobs.owing import RUN_TASK
from lms.backbone.jobs.results import Result
from lms.backbone.models import Job

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]

#: Seconds between two writes of the progress.
WRITE_EVERY = 1.0
#: Seconds between two renewals of the lease by the process that has the job.
BEAT_EVERY = 15.0
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
        self._pk, self._turn, self._clock = job.pk, turn, clock
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
        if not Job.objects.renew(self._pk, attempt=self._turn, at=self._clock(), **fields):
            raise Lost
        self._written = now
        if over:
            raise Paused

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
        with _lease_kept(pk, turn, clock, running.lost), translation.override(job.language):
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
        results.clear_workspace(job.public_id)
    else:
        results.drop(job.public_id, turn)
        results.leave(job.public_id)
    return bool(finished)


@contextmanager
def _lease_kept(pk: int, turn: int, clock: Clock, lost: Event) -> Iterator[None]:
    """Renew the lease as long as this process lives, also while one step takes long.

    A process that hangs is killed by the worker's time limit, and its lease with it.
    """
    stop = Event()
    heart = Thread(target=_beat, args=(pk, turn, clock, lost, stop), daemon=True)
    heart.start()
    try:
        yield
    finally:
        stop.set()
        heart.join()


def _beat(pk: int, turn: int, clock: Clock, lost: Event, stop: Event) -> None:
    while not stop.wait(BEAT_EVERY):
        try:
            if not Job.objects.renew(pk, attempt=turn, at=clock()):
                lost.set()
                return
        except DatabaseError:
            # The next beat comes well before the lease is over.
            continue
        finally:
            connection.close()
