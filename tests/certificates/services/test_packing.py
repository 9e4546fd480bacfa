"""All of one's certificates in one archive."""

import json
import zipfile
from datetime import date

import pytest
from django.utils import translation

from certificates import files
from certificates.models import Certificate
from certificates.services import issuing, packing, standing
from lms.backbone import jobs
from lms.backbone.archives import Archive, Limits
from lms.backbone.jobs import results
from lms.backbone.models import Job
from tests.factories.certificate import AT, as_issued, owed_completion, owed_endorsement
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _drawn(monkeypatch) -> None:
    monkeypatch.setattr(
        issuing, "_drawn", lambda row, _restyle: f"%PDF {row.number} {row.name_as_issued}".encode()
    )
    carried = files.path_of
    monkeypatch.setattr(files, "credential", lambda number: carried(number).read_bytes() and b"")


@pytest.fixture
def person():
    return PersonFactory(name="Ana Pérez")


def ask(person, after: str = "") -> Job:
    return packing.ask(person=person, after=after, language="en", at=AT)


def opened(job: Job) -> zipfile.ZipFile:
    assert jobs.run_owed(job.pk, clock=lambda: AT)
    job.refresh_from_db()
    content = results.path_of(job).read_bytes()
    assert Archive(content, Limits()).names()
    return zipfile.ZipFile(results.path_of(job))


def test_everything_that_was_not_replaced_under_a_name_to_recognize_it_by(person) -> None:
    completion = as_issued(owed_completion(person=person, detail__title="Play: “what?” / A & B"))
    award = as_issued(owed_endorsement(person=person))
    owed_completion(person=person)
    as_issued(owed_completion(person__name="Somebody Else"))
    for one in (completion, award):
        files.write(one.number, one.number.encode())

    with opened(ask(person)) as archive:
        names = archive.namelist()
        content = {archive.read(name) for name in names if name.endswith(".pdf")}
        table = archive.read("list.csv").decode("utf-8-sig").splitlines()

    assert content == {completion.number.encode(), award.number.encode()}
    assert len(names) == len(set(names)) == 3
    assert packing.name_of(award) + ".pdf" in names
    assert len(table) == 3
    assert f"http://localhost:8000/v/{award.number}" in "".join(table)


def test_badge_and_credential_lie_beside_their_certificate(person, monkeypatch) -> None:
    certificate = as_issued(owed_completion(person=person))
    files.write(certificate.number, b"%PDF")
    monkeypatch.setattr(files, "credential", lambda _number: b'{"signed": true}')
    with opened(ask(person)) as archive:
        names = sorted(archive.namelist())
        named = packing.name_of(certificate)
        assert names == [*(f"{named}.{end}" for end in ("json", "pdf", "png", "svg")), "list.csv"]
        assert archive.read(f"{named}.json") == b'{"signed": true}'
        assert b'{"signed": true}' in archive.read(f"{named}.png")
        assert b'{"signed": true}' in archive.read(f"{named}.svg")


def test_file_that_is_missing_is_drawn_first(person) -> None:
    certificate = as_issued(owed_completion(person=person))
    files.remove(certificate.number)
    with opened(ask(person)) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".pdf")]
        assert archive.read(name) == f"%PDF {certificate.number} Ana Pérez".encode()


def test_former_name_is_in_no_archive(person) -> None:
    old = as_issued(owed_completion(person=person))
    files.write(old.number, b"%PDF Ana")
    before = ask(person)
    opened(before).close()
    person.name = "Beatriz Nueva"
    person.save()

    new = standing.reissue(certificate=old, at=AT)

    before.refresh_from_db()
    assert before.result_file == ""
    as_issued(new)
    with opened(ask(person, after=before.public_id)) as archive:
        said = b"".join(archive.read(name) for name in archive.namelist())
        names = "".join(archive.namelist())
    assert b"Ana" not in said
    assert b"Beatriz" in said
    assert old.number not in said.decode() + names.replace("-", "")


def test_archive_that_is_being_packed_while_a_name_is_corrected_is_called_off(person) -> None:
    old = as_issued(owed_completion(person=person))
    job = ask(person)
    standing.reissue(certificate=old, at=AT)
    job.refresh_from_db()
    assert job.canceled_at == AT


def test_asking_twice_packs_once(person) -> None:
    first = ask(person)
    assert ask(person) == first
    opened(first).close()
    assert ask(person) == first
    assert ask(person, after=first.public_id) != first


@pytest.mark.parametrize(
    ("title", "language", "name"),
    [
        ("Play", "en", "2026-06-01 Certificate of completion Play"),
        ("../../etc/passwd", "en", "2026-06-01 Certificate of completion etc passwd"),
        ("=cmd|' /C calc'!A0", "en", "2026-06-01 Certificate of completion cmd C calc A0"),
        ("बाल विकास", "es", "2026-06-01 Certificado de finalización बाल विकास"),
        ("x" * 200, "en", "2026-06-01 Certificate of completion " + "x" * 54),
    ],
)
def test_name_of_a_file_is_plain_everywhere(title: str, language: str, name: str) -> None:
    certificate = Certificate(
        kind="completion",
        number="7Q2M4K9D0ABCXYZ5",
        payload=json.dumps({"title": {"en": title}}),
        valid_from_on=date(2026, 6, 1),
    )
    with translation.override(language):
        assert packing.name_of(certificate) == f"{name} 7Q2M-4K9D-0ABC-XYZ5"
