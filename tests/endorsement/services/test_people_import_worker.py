"""A worker is killed in the middle of a long import; the next one goes on, and everything is there once."""

import os
import signal
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from endorsement.models import Endorsement, Event, ImportedRow, Person, RenewalCycle
from endorsement.services import event, people_import
from lms.backbone import jobs
from lms.backbone.hints import wake
from lms.backbone.jobs.owing import RUN_TASK
from lms.backbone.models import Job
from lms.celery import app
from tests.factories.people_import import endorsee, staged
from tests.worker import Worker

pytestmark = pytest.mark.worker
MANY = 300


def _written() -> int:
    return int(ImportedRow.objects.exclude(outcome="").count())


def _waits_for_the_row() -> bool:
    """Whether another session waits for this one: other tests on this server have locks of their own."""
    with connection.cursor() as cursor:
        # Not pg_stat_activity: a transaction sees it as it was at its first look.
        cursor.execute(
            "SELECT 1 FROM pg_locks "
            "WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
        )
        return cursor.fetchone() is not None


def _running() -> int:
    """The process of the worker that runs the job."""
    active = app.control.inspect(timeout=20, limit=1).active() or {}
    [pid] = [task["worker_pid"] for tasks in active.values() for task in tasks]
    return int(pid)


@pytest.mark.usefixtures("on_postgresql")
def test_import_that_a_kill_stopped_is_finished_once(
    worker: Worker, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_import, "AT_ONCE", 100)
    now = timezone.now()
    rows = [endorsee(f"{n}", f"Person {n}", f"p{n}@example.org") for n in range(MANY)]
    batch = staged(rows, at=now)
    settings.HINTS_ENABLED = False
    people_import.confirm(batch=batch, by=batch.uploaded_by, at=now)
    settings.HINTS_ENABLED = True
    job = Job.objects.get(kind=people_import.KIND)
    # Whoever holds this row stops the second hundred halfway: written, and not committed.
    with transaction.atomic():
        ImportedRow.objects.select_for_update().get(batch=batch, number=150)
        wake(RUN_TASK, [job.pk], expires=55)
        worker.wait_until(_waits_for_the_row)
        os.kill(_running(), signal.SIGKILL)
    job.refresh_from_db()
    assert (job.state, job.checkpoint) == ("claimed", {"written": 100})
    assert _written() == Endorsement.objects.count() == 100
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    wake(RUN_TASK, jobs.owed_ids(timezone.now()), expires=55)
    worker.wait_until(lambda: Job.objects.get(pk=job.pk).state == "done")
    assert Job.objects.get(pk=job.pk).result == {
        "added": MANY,
        "changed": 0,
        "same": 0,
        "left_out": 0,
    }
    assert Endorsement.objects.values("original_number").distinct().count() == MANY
    assert Endorsement.objects.count() == RenewalCycle.objects.count() == MANY
    assert Person.objects.filter(user=None).count() == MANY
    assert Event.objects.filter(kind="endorsement.imported").count() == MANY
    assert event.verify_chain(batch.association) is None
