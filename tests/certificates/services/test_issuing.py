"""Issuing is safe twice, at any point of failure."""

import hashlib
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection

from certificates import files
from certificates.models import Certificate
from certificates.services import issuing
from endorsement.models import Person
from endorsement.services import person as people
from lms.backbone.mail import send_due_mail
from lms.backbone.models import Mail
from lms.backbone.outbox import LEASE, MAX_ATTEMPTS
from tests.factories.certificate import AT, content_of, drawn, owed_completion, owed_endorsement
from tests.worker import ROOT, Worker

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
State = Certificate.State


def _files() -> list[str]:
    """Every file in the storage, half-written ones included."""
    root = Path(storages["certificates"].location)
    return sorted(path.name for path in root.rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def _empty_storage() -> None:
    root = Path(storages["certificates"].location)
    for path in root.rglob("*"):
        if path.is_file():
            path.unlink()


def test_issue_draws_finishes_and_owes_the_link() -> None:
    certificate = owed_completion(person__name="Ana Pérez", person__email="ana@example.org")

    assert issuing.issue(pk=certificate.pk, at=AT)

    certificate.refresh_from_db()
    content = content_of(certificate)
    assert (certificate.state, certificate.issued_at) == (State.DONE, AT)
    assert [one.sha256 for one in certificate.drawn_files.all()] == [certificate.pdf_sha256]
    assert certificate.pdf_sha256 == hashlib.sha256(content).hexdigest()
    assert content.startswith(b"%PDF-1.7")
    mail = Mail.objects.get()
    assert (mail.key, mail.to_address) == (f"certificate:{certificate.number}", "ana@example.org")
    assert mail.context["link"] == (f"{settings.PUBLIC_URL}/en/certificates/{certificate.number}/")


@pytest.mark.parametrize("kind", ["completion", "endorsement"])
def test_mail_with_the_link_can_be_sent(kind: str, mailoutbox: list) -> None:
    owed = owed_completion if kind == "completion" else owed_endorsement
    certificate = drawn(owed())

    assert send_due_mail(at=AT) == 1

    assert f"/certificates/{certificate.number}/" in mailoutbox[0].body


def test_what_a_pasted_title_or_name_brings_along_stops_no_certificate() -> None:
    """A slide's line break is a vertical tab, which the metadata of a PDF cannot hold."""
    certificate = owed_completion(person__name="Ana\x0bPérez")
    said = certificate.payload.replace("A workshop", r"A\u000bworkshop\u0008")
    assert said != certificate.payload
    Certificate.objects.update(payload=said)
    drawn(certificate)
    with pikepdf.open(files.path_of(certificate.number)) as pdf:
        assert "A workshop" in str(pdf.docinfo["/Title"])


def test_person_without_an_address_gets_no_mail() -> None:
    drawn(owed_completion(person__user=None, person__email=""))

    assert Mail.objects.count() == 0


def test_name_that_is_erased_while_it_is_drawn_stays_on_no_disk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate = owed_completion(person__name="Ana Pérez", person__email="ana@example.org")

    def draw_slowly(_certificate: Certificate, _restyle: bool) -> bytes:
        people.erase(person=certificate.person, at=AT)
        return b"%PDF with a name"

    monkeypatch.setattr(issuing, "_drawn", draw_slowly)
    assert not issuing.issue(pk=certificate.pk, at=AT)
    certificate.refresh_from_db()
    assert (certificate.state, _files(), Mail.objects.count()) == (State.OWED, [], 0)


def test_name_that_changed_before_it_was_issued_is_neither_printed_nor_addressed() -> None:
    """A broken printer for a week is no reason to hand out a former name."""
    certificate = owed_completion(person__name="Former Name", person__email="ana@example.org")
    Person.objects.update(name="Present Name")

    drawn(certificate)

    certificate.refresh_from_db()
    assert certificate.name_as_issued == "Present Name"
    assert Mail.objects.get().context["name"] == "Present Name"
    # Later it stays as it was issued, whatever the person is called by then.
    Person.objects.update(name="Third Name")
    assert issuing.draw_again(pk=certificate.pk, at=AT)
    certificate.refresh_from_db()
    assert certificate.name_as_issued == "Present Name"


def test_name_that_changes_while_it_is_first_drawn_is_drawn_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate = owed_completion(person__name="Former Name")
    draw = issuing._drawn

    def draw_slowly(row: Certificate, restyle: bool) -> bytes:
        content = draw(row, restyle)
        Person.objects.update(name="Present Name")
        return content

    monkeypatch.setattr(issuing, "_drawn", draw_slowly)
    assert not issuing.issue(pk=certificate.pk, at=AT)
    assert (_files(), Mail.objects.count()) == ([], 0)
    assert issuing.issue(pk=certificate.pk, at=AT + timedelta(days=1))
    certificate.refresh_from_db()
    assert certificate.name_as_issued == "Present Name"


def test_issuing_again_does_nothing() -> None:
    certificate = drawn(owed_completion())

    assert not issuing.issue(pk=certificate.pk, at=AT + timedelta(days=1))
    assert (Mail.objects.count(), len(_files())) == (1, 1)


def test_sweep_issues_what_no_hint_reached() -> None:
    for _ in range(2):
        owed_completion()

    assert [issuing.issue_owed(at=AT), issuing.issue_owed(at=AT)] == [2, 0]
    assert set(Certificate.objects.values_list("state", flat=True)) == {State.DONE}


def test_claim_that_still_holds_keeps_others_away() -> None:
    certificate = owed_completion()
    Certificate.objects.claim(certificate.pk, at=AT, lease=LEASE)

    assert not issuing.issue(pk=certificate.pk, at=AT + LEASE - timedelta(seconds=1))
    assert issuing.issue(pk=certificate.pk, at=AT + LEASE)


def test_late_worker_whose_lease_ran_out_changes_neither_row_nor_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate = owed_completion()
    issued_at = AT + LEASE
    draw = issuing._drawn

    def draw_late(_row: Certificate, _restyle: bool) -> bytes:
        monkeypatch.setattr(issuing, "_drawn", draw)
        assert issuing.issue(pk=certificate.pk, at=issued_at)
        # It is drawn again: the late one must not be taken for the new first attempt either.
        assert issuing.redraw(certificate=certificate, at=issued_at)
        assert issuing.issue(pk=certificate.pk, at=issued_at)
        return b"%PDF of the late worker"

    monkeypatch.setattr(issuing, "_drawn", draw_late)
    assert not issuing.issue(pk=certificate.pk, at=AT)

    certificate.refresh_from_db()
    content = content_of(certificate)
    assert certificate.pdf_sha256 == hashlib.sha256(content).hexdigest()
    assert content != b"%PDF of the late worker"
    assert (certificate.issued_at, Mail.objects.count()) == (issued_at, 1)
    assert _files() == [f"{certificate.number}.pdf"]


def test_what_a_failure_says_is_not_kept_for_it_may_name_the_person(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_certificate: Certificate, _restyle: bool) -> bytes:
        raise RuntimeError("No glyph for Ana Secret")

    monkeypatch.setattr(issuing, "_drawn", fail)
    certificate = owed_completion()
    assert not issuing.issue(pk=certificate.pk, at=AT)
    certificate.refresh_from_db()
    assert certificate.last_error.startswith("RuntimeError at tests/certificates/services/")
    assert "Secret" not in certificate.last_error + caplog.text


def test_failures_end_in_a_dead_row_that_can_be_retried() -> None:
    certificate = owed_completion()
    payload = certificate.payload
    Certificate.objects.filter(pk=certificate.pk).update(payload="{}")
    at = AT
    for _ in range(MAX_ATTEMPTS):
        assert not issuing.issue(pk=certificate.pk, at=at)
        at += timedelta(hours=3)
    certificate.refresh_from_db()
    assert (certificate.state, certificate.attempts) == (State.DEAD, MAX_ATTEMPTS)
    assert certificate.last_error.startswith("KeyError")
    assert not issuing.issue(pk=certificate.pk, at=at)

    Certificate.objects.filter(pk=certificate.pk).update(payload=payload)
    assert issuing.retry(certificate=certificate, at=at)
    assert not issuing.retry(certificate=certificate, at=at)

    assert drawn(certificate, at=at).last_error == ""


def test_missing_file_is_drawn_again_to_the_same_bytes_without_a_second_mail() -> None:
    certificate = drawn(owed_completion())
    before = content_of(certificate)
    files.remove(certificate.number)

    later = AT + timedelta(days=400)
    assert issuing.redraw(certificate=certificate, at=later)
    assert drawn(certificate, at=later).issued_at == AT

    assert content_of(certificate) == before
    assert Mail.objects.count() == 1


def test_worker_killed_between_file_and_row_leaves_one_certificate(committed_db: None) -> None:
    certificate = owed_completion()
    killed = _killed_between_file_and_row(certificate.pk)
    certificate.refresh_from_db()
    assert killed == -9
    assert (certificate.state, certificate.issued_at) == (State.CLAIMED, None)
    assert (_files(), Mail.objects.count()) == ([f"{certificate.number}.pdf"], 0)
    left = content_of(certificate)

    certificate = drawn(certificate, at=AT + LEASE)

    assert content_of(certificate) == left
    assert certificate.pdf_sha256 == hashlib.sha256(left).hexdigest()
    assert (_files(), Mail.objects.count()) == ([f"{certificate.number}.pdf"], 1)


@pytest.mark.worker
def test_real_worker_issues_what_is_recorded(worker: Worker) -> None:
    from tests.certificates.services.test_owing import _record
    from tests.factories.person import PersonFactory

    _record(PersonFactory())

    worker.wait_until(lambda: Certificate.objects.get().state == State.DONE)
    certificate = Certificate.objects.get()
    assert files.exists(certificate.number)
    worker.wait_until(lambda: Mail.objects.get().state == Mail.State.DONE)


def _killed_between_file_and_row(pk: int) -> int:
    """Run a drawing in a process that dies when the file is in place and the row is not."""
    program = (
        "import os, datetime, django; django.setup();"
        "from certificates import files; from certificates.services import issuing;"
        "place = files.place;"
        "files.place = lambda *a: (place(*a), os.kill(os.getpid(), 9));"
        f"issuing.issue(pk={pk}, at=datetime.datetime.fromisoformat('{AT.isoformat()}'))"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
        "WORKER_DATABASE": str(connection.settings_dict["NAME"]),
        "TEST_DATA_DIR": str(settings.DATA_DIR),
        "REDIS_URL": settings.REDIS_URL,
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode
