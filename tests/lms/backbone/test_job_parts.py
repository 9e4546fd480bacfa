"""Work in parts: shared by processes, each part done once that counts, the result always the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection

from lms.backbone import jobs
from lms.backbone.jobs import parts, running
from lms.backbone.models import Job, JobPart
from lms.backbone.outbox import MAX_ATTEMPTS
from lms.backbone.turns import LEASE
from tests.factories.module import AT
from tests.jobs import owe_count

pytestmark = pytest.mark.django_db
SOON = AT + timedelta(seconds=1)


def owe(key: str = "together", **params: Any) -> Job:
    return owe_count(key, kind="count_together", **{"to": 7, **params})


def run(job: Job, at: datetime = AT) -> bool:
    done = jobs.run_owed(job.pk, clock=lambda: at)
    job.refresh_from_db()
    return done


def helped(job: Job, at: datetime = AT) -> bool:
    return jobs.help_owed(job.pk, clock=lambda: at)


def folder_of(job: Job) -> Path:
    return Path(storages["jobs"].path(job.public_id))


def text_of(job: Job) -> str:
    return (folder_of(job) / job.result_file).read_text()


def entered(job: Job) -> list[int]:
    lines = (folder_of(job) / "work" / "entered").read_text().splitlines()
    return [int(line.split()[0]) for line in lines]


WHOLE = "1\n2\n3\n4\n5\n6\n7\n"


def interrupted(monkeypatch: pytest.MonkeyPatch, **params: Any) -> Job:
    """A job whose slice was over when its first part was done."""
    job = owe(**params)
    with monkeypatch.context() as slow:
        slow.setattr(running, "SLICE", 0.0)
        run(job)
    return job


def test_one_process_does_all_parts_and_leaves_none_of_them() -> None:
    job = owe()
    assert run(job) is True
    assert (job.done, job.total, job.result, text_of(job)) == (7, 7, {"lines": 7}, WHOLE)
    assert (JobPart.objects.count(), [one.name for one in folder_of(job).iterdir()]) == (
        0,
        [job.result_file],
    )


def test_a_helper_does_one_part_that_the_job_does_not_do_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = interrupted(monkeypatch)
    before = entered(job)
    assert helped(job) is True
    assert len(entered(job)) == len(before) + 1
    assert run(job) is True
    assert (job.result, text_of(job)) == ({"lines": 7}, WHOLE)
    assert (helped(job), run(job)) == (False, False)


def test_an_interrupted_job_keeps_what_is_done_and_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = interrupted(monkeypatch)
    assert (job.state, job.done, job.total) == ("owed", 2, 7)
    done = entered(job)
    assert done == [0]
    run(job)
    assert text_of(job) == WHOLE


def test_the_part_of_a_killed_helper_is_done_again_when_its_lease_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job = interrupted(monkeypatch)
    part = JobPart.objects.filter(state="owed").earliest("number")
    late = JobPart.objects.claim(part.pk, at=AT)
    assert JobPart.objects.claim(part.pk, at=AT + LEASE - timedelta(seconds=1)) is None
    assert run(job, AT + LEASE) is True
    assert text_of(job) == WHOLE
    assert JobPart.objects.finish(part.pk, attempt=late, at=AT) is False


def test_a_failing_part_fails_the_job_once_and_keeps_none_of_the_words(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    job = interrupted(monkeypatch, fail=2)
    assert helped(job) is False
    assert run(job, SOON) is False
    assert (job.state, job.done) == ("owed", 2)
    assert job.last_error.startswith("ValueError at tests/jobs.py:")
    assert "Secret" not in caplog.text + job.last_error
    Job.objects.filter(pk=job.pk).update(params={"to": 7})
    assert run(job, job.due_at) is True
    assert text_of(job) == WHOLE


def test_a_part_that_kills_its_worker_each_time_is_given_up_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    job, at = interrupted(monkeypatch), AT
    part = JobPart.objects.filter(state="owed").earliest("number")
    for _attempt in range(MAX_ATTEMPTS):
        assert JobPart.objects.claim(part.pk, at=at) is not None
        at += LEASE
    while job.state == "owed":
        run(job, max(at, job.due_at))
    assert (job.state, job.last_error.partition(" ")[0]) == ("dead", "GivenUp")
    assert jobs.retry(job=job, at=at) is True
    assert run(job, at) is True
    assert text_of(job) == WHOLE


def test_calling_it_off_stops_whoever_has_a_part(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(parts, "ASK_EVERY", 0.0)
    job = interrupted(monkeypatch)
    part = JobPart.objects.filter(state="owed").earliest("number")
    turn = JobPart.objects.claim(part.pk, at=AT)
    assert turn is not None
    theirs = parts.Part(part, turn=turn, clock=lambda: AT)
    theirs.go_on()
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.cancel(job=job, at=AT) is True
    with pytest.raises(jobs.Lost):
        theirs.go_on()
    assert (helped(job), run(job), folder_of(job).exists()) == (False, False, False)


def test_asked_again_it_begins_with_nothing_done(monkeypatch: pytest.MonkeyPatch) -> None:
    job = interrupted(monkeypatch)
    jobs.cancel(job=job, at=AT)
    assert owe() == job
    assert JobPart.objects.count() == 0
    assert run(job) is True
    assert text_of(job) == WHOLE


def test_helpers_are_asked_behind_what_waits(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    sent: list[Any] = []
    settings.JOB_HELPERS = 3
    monkeypatch.setattr(parts, "hint", lambda *args, **options: sent.append((args, options)))
    job = owe()
    run(job)
    assert sent == [(("backbone.help_job", job.pk), {"priority": 6})] * 3


def test_many_processes_do_each_part_once(committed_db: None) -> None:
    job, gate = owe(to=40), Barrier(4)

    def work(number: int) -> bool:
        gate.wait()
        try:
            if number == 0:
                return jobs.run_owed(job.pk, clock=lambda: AT)
            while helped(job):
                pass
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(work, range(4))) == [False] * 3 + [True]
    job.refresh_from_db()
    assert text_of(job) == "".join(f"{number}\n" for number in range(1, 41))
