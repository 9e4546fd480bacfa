"""A job in a real worker that is killed, and one that many messages ask for."""

import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from lms.backbone import jobs
from lms.backbone.hints import wake
from lms.backbone.jobs.owing import RUN_TASK
from lms.backbone.models import Job
from tests.jobs import owe_count
from tests.worker import Worker

pytestmark = pytest.mark.worker


def folder_of(job: Job) -> Path:
    return Path(storages["jobs"].path(job.public_id))


def steps(job: Job) -> list[tuple[int, int]]:
    """Each step with the process that took it."""
    text = (folder_of(job) / job.result_file).read_text()
    return [(int(number), int(pid)) for number, pid in map(str.split, text.splitlines())]


def _now(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)  # type: ignore[no-any-return]


def test_another_worker_goes_on_where_a_killed_one_stood(worker: Worker) -> None:
    with transaction.atomic():
        job = owe_count(to=6, hold=3)
    worker.wait_until(lambda: _now(job).checkpoint == {"number": 3})
    killed = int((folder_of(job) / "work" / "entered").read_text())
    os.kill(killed, signal.SIGKILL)
    # Nobody else may have it before its lease is over.
    assert jobs.owed_ids(timezone.now()) == []
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    wake(RUN_TASK, jobs.owed_ids(timezone.now()), expires=55)
    worker.wait_until(lambda: _now(job).state == "done")
    taken = steps(_now(job))
    assert [number for number, _pid in taken] == [1, 2, 3, 4, 5, 6]
    assert {pid for number, pid in taken if number <= 3} == {killed}
    assert killed not in {pid for number, pid in taken if number > 3}


def test_however_many_messages_ask_for_a_job_one_worker_runs_it(worker: Worker) -> None:
    job = owe_count(to=4, hold=2)
    wake(RUN_TASK, [job.pk] * 5, expires=55)
    worker.wait_until(lambda: _now(job).checkpoint == {"number": 2})
    # The other process of the worker has looked at the messages that were left.
    worker.wait_until(lambda: worker.broker.waiting() <= 1)
    (folder_of(job) / "work" / "go").touch()
    worker.wait_until(lambda: _now(job).state == "done")
    assert _now(job).result == {"entered": 1}
    assert len({pid for _number, pid in steps(_now(job))}) == 1
