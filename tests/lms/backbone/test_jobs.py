"""Long work: asked for once, done by one, gone on with, finished once, swept."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection

from lms.backbone import jobs
from lms.backbone.jobs import kinds, results, running
from lms.backbone.models import Job
from lms.backbone.outbox import BACK_OFF, MAX_ATTEMPTS
from lms.backbone.turns import LEASE
from tests import jobs as counting
from tests.factories.module import AT
from tests.jobs import owe_count

pytestmark = pytest.mark.django_db
MOMENT = timedelta(microseconds=1)


def run(job: Job, at: datetime = AT) -> bool:
    done = jobs.run_owed(job.pk, clock=lambda: at)
    job.refresh_from_db()
    return done


def folder_of(job: Job) -> Path:
    return Path(storages["jobs"].path(job.public_id))


def test_asking_twice_is_one_job() -> None:
    assert owe_count("same") == owe_count("same")
    assert Job.objects.count() == 1


def test_a_kind_that_nobody_named_is_refused_and_owes_nothing() -> None:
    with pytest.raises(LookupError, match="no job called 'nothing'"):
        jobs.owe(kind="nothing", key="k", owner_id=1, params={}, language="en", at=AT)
    assert Job.objects.count() == 0


def test_two_functions_cannot_have_one_name() -> None:
    jobs.register("count", counting.count, title="Counting")
    with pytest.raises(ValueError, match="registered twice"):
        jobs.register("count", lambda _job: None, title="Another")


def test_a_job_leaves_its_result_and_no_workspace() -> None:
    job = owe_count()
    assert run(job) is True
    assert (job.state, job.done, job.total) == ("done", 5, 5)
    assert (job.result, job.result_name, job.checkpoint) == ({"entered": 1}, "count.txt", {})
    assert job.expires_at == AT + kinds.KEEP
    assert [path.name for path in folder_of(job).iterdir()] == [job.result_file]
    assert run(job) is False


def test_a_failure_keeps_the_checkpoint_and_none_of_the_words() -> None:
    job = owe_count(fail=4)
    assert run(job) is False
    assert (job.state, job.checkpoint, job.due_at) == ("owed", {"number": 3}, AT + BACK_OFF[0])
    assert job.last_error.startswith("ValueError at tests/jobs.py:")
    assert "Secret" not in job.last_error
    Job.objects.filter(pk=job.pk).update(params={"to": 5})
    assert run(job, job.due_at) is True
    lines = (folder_of(job) / job.result_file).read_text().splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "4", "5"]


def test_after_five_attempts_without_progress_it_is_given_up_and_can_be_tried_again() -> None:
    job = owe_count(fail=1)
    for _attempt in range(MAX_ATTEMPTS):
        run(job, job.due_at)
    assert (job.state, run(job, AT + timedelta(days=9))) == ("dead", False)
    assert list(jobs.dead()) == [job]
    Job.objects.filter(pk=job.pk).update(params={"to": 5})
    assert jobs.retry(job=job, at=AT) is True
    assert jobs.retry(job=job, at=AT) is False
    assert run(job) is True


def test_a_job_that_kills_its_worker_each_time_is_given_up() -> None:
    job, at = owe_count(), AT
    for _attempt in range(MAX_ATTEMPTS):
        assert Job.objects.claim(job.pk, at=at) is not None
        at += LEASE
    assert Job.objects.claim(job.pk, at=at) is None
    job.refresh_from_db()
    assert (job.state, job.last_error) == ("dead", "The worker stopped each time.")


def test_progress_renews_the_lease_and_counts_as_no_failure() -> None:
    job = owe_count()
    Job.objects.filter(pk=job.pk).update(attempts=3)
    turn = Job.objects.claim(job.pk, at=AT)
    assert turn is not None
    later = AT + LEASE - MOMENT
    running.Running(Job.objects.get(pk=job.pk), turn=turn, clock=lambda: later).progress(
        1, 5, checkpoint={"number": 1}
    )
    job.refresh_from_db()
    assert (job.lease_until, job.attempts) == (later + LEASE, 1)
    assert Job.objects.claim(job.pk, at=later + LEASE - MOMENT) is None


def test_whoever_lost_the_lease_stops_and_changes_nothing() -> None:
    job = owe_count()
    first = Job.objects.claim(job.pk, at=AT)
    assert first is not None
    old = running.Running(Job.objects.get(pk=job.pk), turn=first, clock=lambda: AT)
    second = Job.objects.claim(job.pk, at=AT + LEASE)
    with pytest.raises(jobs.Lost):
        old.progress(4, 5, checkpoint={"number": 4})
    job.refresh_from_db()
    assert (second, job.turn, job.checkpoint) == (first + 1, first + 1, {})
    assert Job.objects.finish(job.pk, attempt=first, at=AT) is False
    assert Job.objects.fail(job.pk, attempt=first, at=AT, error="late") is False


def test_a_turn_never_comes_back_after_a_retry() -> None:
    job = owe_count()
    late = Job.objects.claim(job.pk, at=AT)
    Job.objects.filter(pk=job.pk).update(state="dead")
    jobs.retry(job=job, at=AT)
    assert Job.objects.claim(job.pk, at=AT) != late
    assert Job.objects.finish(job.pk, attempt=late, at=AT) is False


def test_a_long_job_lets_others_go_first_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SLICE", 0.0)
    job = owe_count(to=3)
    for number in (1, 2, 3):
        assert run(job) is False
        assert (job.state, job.checkpoint, job.attempts) == ("owed", {"number": number}, 0)
    assert run(job) is True
    assert job.result == {"entered": 4}


def test_progress_is_written_once_a_second(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(running, "WRITE_EVERY", 1000.0)
    job = owe_count()
    turn = Job.objects.claim(job.pk, at=AT)
    assert turn is not None
    mine = running.Running(Job.objects.get(pk=job.pk), turn=turn, clock=lambda: AT)
    with django_assert_num_queries(1):
        for number in range(500):
            mine.progress(number, 500)


def test_a_job_that_is_called_off_stops_and_leaves_nothing(
    django_capture_on_commit_callbacks: Any,
) -> None:
    job = owe_count()
    turn = Job.objects.claim(job.pk, at=AT)
    assert turn is not None
    mine = running.Running(Job.objects.get(pk=job.pk), turn=turn, clock=lambda: AT)
    (mine.workspace() / "half").write_text("half")
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.cancel(job=job, at=AT) is True
        assert jobs.cancel(job=job, at=AT) is False
    assert not folder_of(job).exists()
    with pytest.raises(jobs.Lost):
        mine.progress(1)
    assert run(job) is False


def test_what_was_called_off_or_expired_begins_anew_when_asked_again() -> None:
    job = owe_count()
    jobs.cancel(job=job, at=AT)
    assert owe_count() == job
    assert run(job) is True
    assert owe_count().state == "done"
    Job.objects.filter(pk=job.pk).update(expires_at=AT)
    assert owe_count().state == "owed"


def test_expired_results_are_swept_and_forgotten_a_month_later() -> None:
    job, kept = owe_count("old"), owe_count("new")
    for one in (job, kept):
        run(one)
    Job.objects.filter(pk=job.pk).update(expires_at=AT)
    assert jobs.sweep(at=AT) == 1
    job.refresh_from_db()
    assert (job.result_file, job.result, job.params) == ("", {}, {})
    assert (folder_of(job).exists(), folder_of(kept).exists()) == (False, True)
    assert jobs.sweep(at=AT + results.REMEMBERED - MOMENT) == 1
    assert Job.objects.count() == 2
    jobs.sweep(at=AT + results.REMEMBERED)
    assert list(Job.objects.all()) == [kept]


def test_folders_that_no_row_names_are_swept() -> None:
    stray = Path(storages["jobs"].path("nobodys"))
    stray.mkdir(parents=True)
    jobs.sweep(at=AT)
    assert not stray.exists()


def test_what_was_prepared_for_an_account_goes_with_it(
    django_capture_on_commit_callbacks: Any,
) -> None:
    mine, other = owe_count("mine", owner_id=7), owe_count("other", owner_id=8)
    for one in (mine, other):
        run(one)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.forget(owner_id=7)
    assert list(Job.objects.all()) == [other]
    assert (folder_of(mine).exists(), folder_of(other).exists()) == (False, True)


def test_a_worker_that_finishes_after_the_account_went_leaves_no_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def counted_too_late(job: jobs.Running) -> jobs.Result:
        result = counting.count(job)
        Job.objects.filter(owner_id=7).delete()
        return result

    monkeypatch.setitem(kinds._kinds, "count", kinds.Kind(counted_too_late, "Counting"))
    job = owe_count(owner_id=7)
    assert jobs.run_owed(job.pk, clock=lambda: AT) is False
    assert not list(folder_of(job).glob("result-*"))


def test_of_many_workers_one_runs_the_job(committed_db: None) -> None:
    job, gate = owe_count(), Barrier(6)

    def start(_number: int) -> bool:
        gate.wait()
        try:
            return jobs.run_owed(job.pk, clock=lambda: AT)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(start, range(6))) == [False] * 5 + [True]
    job.refresh_from_db()
    assert (job.turn, job.result) == (1, {"entered": 1})


def test_many_who_ask_at_once_ask_for_one(committed_db: None) -> None:
    gate = Barrier(6)

    def ask(_number: int) -> int:
        gate.wait()
        try:
            return int(owe_count("once").pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(ask, range(6)))) == 1
