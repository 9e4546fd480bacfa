"""A killed worker, a killed broker, a full disk: one certificate, one file, one mail."""

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from certificates import files, wording
from certificates.models import Certificate
from certificates.services import batches, issuing
from lms.backbone import hints, jobs
from lms.backbone.hints import wake
from lms.backbone.jobs.owing import RUN_TASK
from lms.backbone.models import Job, JobPart, Mail
from tests import holding
from tests.factories.association import AssociationFactory, MembershipFactory
from tests.factories.certificate import AT, content_of, drawn, owed_completion, owed_endorsement
from tests.factories.person import PersonFactory
from tests.worker import Worker, _hints_to, running_broker

State = Certificate.State


def names_of_files() -> list[str]:
    """Every file in the storage, half-written ones included."""
    root = Path(storages["certificates"].location)
    return sorted(path.name for path in root.rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def _empty_storage() -> None:
    root = Path(storages["certificates"].location)
    for path in root.rglob("*"):
        if path.is_file():
            path.unlink()


@contextmanager
def no_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The system itself refuses to write a file of certificates that is longer than a kilobyte."""
    prepared = files.prepared

    @contextmanager
    def cramped(number: str, content: bytes) -> Iterator[Path]:
        inner = prepared(number, content)
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
        try:
            path = inner.__enter__()
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        yield path

    with monkeypatch.context() as patch:
        patch.setattr(files, "prepared", cramped)
        yield


@pytest.mark.django_db
@pytest.mark.pdf
def test_full_disk_leaves_an_owed_row_and_no_half_file(monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = owed_completion(person__email="ana@example.org")
    with no_room(monkeypatch):
        assert not issuing.issue(pk=certificate.pk, at=AT)
    certificate.refresh_from_db()
    assert (certificate.state, names_of_files(), Mail.objects.count()) == (State.OWED, [], 0)
    assert certificate.last_error.startswith("OSError(EFBIG) at certificates/files.py:")
    assert wording.failure(certificate.last_error) == "There was no room on the disk."

    drawn(certificate, at=AT + timedelta(minutes=1))
    assert (names_of_files(), Mail.objects.count()) == ([f"{certificate.number}.pdf"], 1)


@pytest.mark.django_db
@pytest.mark.pdf
def test_full_disk_leaves_the_former_file_when_it_is_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate = drawn(owed_completion())
    before = content_of(certificate)
    with no_room(monkeypatch):
        assert not issuing.draw_again(pk=certificate.pk, at=AT)
    assert content_of(certificate) == before
    assert names_of_files() == [f"{certificate.number}.pdf"]


@pytest.mark.worker
@pytest.mark.pdf
def test_killed_broker_loses_the_hint_and_nothing_else(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hints, "_quiet_until", 0.0)
    with running_broker() as doomed:
        os.kill(doomed.client.info()["process_id"], signal.SIGKILL)
        with _hints_to(doomed), transaction.atomic():
            certificate = owed_completion(
                timezone.now(), person=PersonFactory(email="a@example.org")
            )
    certificate.refresh_from_db()
    assert (certificate.state, certificate.attempts) == (State.OWED, 0)

    monkeypatch.setattr(hints, "_quiet_until", 0.0)
    hints.hint("certificates.sweep")
    worker.wait_until(lambda: Certificate.objects.get().state == State.DONE)
    assert names_of_files() == [f"{certificate.number}.pdf"]
    assert Mail.objects.count() == 1


@pytest.mark.worker
@pytest.mark.pdf
def test_worker_killed_between_file_and_row_of_a_batch(worker: Worker) -> None:
    here = AssociationFactory()
    asker = MembershipFactory(association=here).person.user
    with transaction.atomic():
        # The hints find nothing that is due yet.
        rows = [owed_endorsement(association=here) for _ in range(3)]
        Certificate.objects.update(due_at=timezone.now() + timedelta(days=1))
    holding.held().unlink(missing_ok=True)
    holding.named().write_text(rows[1].number)
    job = batches.ask(
        what=batches.OWED,
        association=here,
        kind="",
        owner_id=asker.pk,
        after="",
        language="en",
        at=timezone.now(),
    )
    worker.wait_until(holding.held().exists)
    os.kill(int(holding.held().read_text()), signal.SIGKILL)
    holding.named().unlink()
    # What was done stays; the file is there, its row does not say so, and nobody was told.
    states = dict(Certificate.objects.values_list("number", "state"))
    assert [states[row.number] for row in rows] == [State.DONE, State.CLAIMED, State.OWED]
    assert sorted(names_of_files()) == sorted(f"{row.number}.pdf" for row in rows[:2])
    assert Mail.objects.count() == 1

    past = timezone.now() - timedelta(seconds=1)
    for model in (Certificate, Job, JobPart):
        model.objects.filter(state="claimed").update(lease_until=past)
    wake(RUN_TASK, jobs.owed_ids(timezone.now()), expires=55)
    worker.wait_until(lambda: Job.objects.get(pk=job.pk).state == "done")

    job.refresh_from_db()
    assert {name: job.result[name] for name in ("total", "done", "elsewhere", "failed")} == {
        "total": 3,
        "done": 3,
        "elsewhere": 0,
        "failed": 0,
    }
    assert set(Certificate.objects.values_list("state", flat=True)) == {State.DONE}
    assert sorted(names_of_files()) == sorted(f"{row.number}.pdf" for row in rows)
    assert Mail.objects.count() == 3
    # The one that had been done was not done again.
    assert [row.drawn_files.count() for row in rows] == [1, 1, 1]
