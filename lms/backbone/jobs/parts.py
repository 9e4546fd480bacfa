"""Long work in parts that several processes do at the same time.

The job itself does parts like everybody else and waits for the last of them, so one process is enough;
helpers are woken by a message each, do one part, and go to the end of the queue. A part is claimed with
a lease like a job: whoever is killed loses it, and another does it again, into a file of their own turn.
"""

import logging
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

from django.conf import settings
from django.db.models import Sum
from django.utils import translation

from lms.backbone import failures
from lms.backbone.hints import SWEEP_PRIORITY, hint
from lms.backbone.jobs import leases, results
from lms.backbone.jobs.kinds import kind_of
from lms.backbone.jobs.running import Clock, Lost, Running
from lms.backbone.models import JobPart

logger = logging.getLogger(__name__)

HELP_TASK = "backbone.help_job"
#: Seconds between two looks at parts that others still do.
LOOK_EVERY = 0.2
#: Seconds between two looks whether a part is still wanted.
ASK_EVERY = 1.0

Piece = tuple[int, dict[str, Any]]
"""How much a part is, in the unit of the job's progress, and the ids and codes of what it is about."""


class GivenUp(Exception):
    """A part killed its worker each time."""


class Part:
    """What a part's function gets: the job's ids and its own, and a file to write to."""

    def __init__(self, part: JobPart, *, turn: int, clock: Clock) -> None:
        self.params: dict[str, Any] = part.job.params
        self.piece: dict[str, Any] = part.piece
        self.at = clock()
        self.path = path_of(part, turn)
        self.lost = Event()
        self._pk, self._turn, self._clock = part.pk, turn, clock
        self._asked = time.monotonic()

    def go_on(self) -> None:
        """Call it between steps. Effect, once a second: the lease is renewed.

        :raises Lost: when the job was called off or another has the part.
        """
        now = time.monotonic()
        if now - self._asked >= ASK_EVERY:
            self._asked = now
            if not self.renew():
                self.lost.set()
        if self.lost.is_set():
            raise Lost

    def renew(self) -> bool:
        return bool(JobPart.objects.renew(self._pk, attempt=self._turn, at=self._clock()))


def in_parts(job: Running, cut: Callable[[], Iterable[Piece]]) -> list[JobPart]:
    """All parts of the job done, in their order, however many processes did them.

    Effects, in order: the parts, cut once; messages to helpers; part after part that nobody else has;
    the progress. Parts that are done stay done when the job is interrupted.

    :raises Lost: when the job was called off or another worker has it.
    :raises Paused: when the slice is over.
    :raises GivenUp: when a part killed its worker each time.
    """
    mine = JobPart.objects.filter(job_id=job.pk)
    if not mine.exists():
        rows = (
            JobPart(job_id=job.pk, number=number, size=size, piece=piece, due_at=job.at)
            for number, (size, piece) in enumerate(cut())
        )
        JobPart.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    for _helper in range(settings.JOB_HELPERS):
        hint(HELP_TASK, job.pk, priority=SWEEP_PRIORITY)
    before = None
    while True:
        states = dict(mine.values_list("state").annotate(size=Sum("size")))
        done, total = states.get(JobPart.State.DONE, 0), sum(states.values())
        on = before is not None and done > before
        before = done
        # Only what gets on lets others go first, and is no failure.
        job.progress(done, total, checkpoint={"done": done} if on else None)
        if set(states) <= {JobPart.State.DONE}:
            return list(mine.order_by("number"))
        if JobPart.State.DEAD in states:
            raise GivenUp
        try:
            found = do_one(job.pk, clock=job.clock)
        except Lost:
            # Perhaps only the part: a machine that slept is overtaken.
            if not job.renew():
                raise
            continue
        if not found:
            time.sleep(LOOK_EVERY)


def help_owed(pk: int, *, clock: Clock) -> bool:
    """Do one part of a job that is under way; whether there was one.

    Effects, in order: the part; a message to the next helper, behind what waits meanwhile. A part that
    fails is given back to the job, which tells of it. Never raises for a part that fails.
    """
    try:
        helped = do_one(pk, clock=clock)
    except Lost:
        return False
    except Exception as error:  # noqa: BLE001  the job meets the same part and keeps the reason
        logger.warning("a part of job %s failed: %s", pk, failures.reason(error))
        return False
    if helped:
        hint(HELP_TASK, pk, priority=SWEEP_PRIORITY)
    return helped


def do_one(pk: int, *, clock: Clock) -> bool:
    """Do the first part of the job that nobody has; False when there is none.

    Effects, in order: the part is claimed; the kind's function runs in the job's language, while the
    lease is renewed; what it found is kept. A failure gives the part back at once.

    :raises Lost: when the job was called off meanwhile.
    """
    claimed = _claimed(pk, clock())
    if claimed is None:
        return False
    row, turn = claimed
    part = Part(row, turn=turn, clock=clock)
    try:
        with leases.kept(part.renew, part.lost), translation.override(row.job.language):
            found = kind_of(row.job.kind).do_part(part)
    except Lost:
        results.leave(row.job.public_id)
        raise
    except Exception as error:
        JobPart.objects.give_back(row.pk, attempt=turn, at=clock(), error=failures.reason(error))
        raise
    if not JobPart.objects.finish(row.pk, attempt=turn, at=clock(), found=found):
        part.path.unlink(missing_ok=True)
        results.leave(row.job.public_id)
    return True


def path_of(part: JobPart, turn: int | None = None) -> Path:
    """The file of a part: of the turn that finished it, or of another one."""
    name = f"part-{part.number}-{part.turn if turn is None else turn}"
    return results.workspace(part.job.public_id) / name


def _claimed(pk: int, at: datetime) -> tuple[JobPart, int] | None:
    open_parts = JobPart.objects.filter(job_id=pk).owed(at).order_by("number")
    for one in open_parts.select_related("job"):
        turn = JobPart.objects.claim(one.pk, at=at)
        if turn is not None:
            return one, turn
    return None
