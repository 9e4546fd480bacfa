"""Content goes after its last reference, and never before."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from endorsement.models import Application, EvidenceFile
from endorsement.services import evidence
from endorsement.services import person as people
from lms.backbone import files
from tests.factories.files import checked
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
TOMORROW = NOW + timedelta(days=1, hours=1)


@pytest.fixture(autouse=True)
def _empty_storage() -> None:
    """Files of other tests have no records here."""
    for path in Path(storages["evidence"].path(".")).glob("*/*"):
        path.unlink()


def kept() -> list[str]:
    return sorted(path.name for path in Path(storages["evidence"].path(".")).glob("*/*"))


def attached(text: str = "one") -> EvidenceFile:
    return evidence.attach(entry=EntryFactory(), checked=checked(text=text), at=NOW)


def test_content_with_a_record_stays_and_without_one_goes() -> None:
    stays, goes = attached("stays"), attached("goes")
    goes.delete()
    assert evidence.sweep(at=TOMORROW) == 1
    assert kept() == [stays.sha256]
    assert evidence.sweep(at=TOMORROW) == 0


def test_content_that_another_record_names_stays() -> None:
    first, second = attached(), attached()
    first.delete()
    assert evidence.sweep(at=TOMORROW) == 0
    assert kept() == [second.sha256]


def test_content_younger_than_a_day_stays() -> None:
    file = attached()
    digest = file.sha256
    file.delete()
    assert evidence.sweep(at=NOW + timedelta(hours=23)) == 0
    assert kept() == [digest]


def test_content_that_a_snapshot_names_stays() -> None:
    core_framework()
    association = association_with_scheme()
    named, unnamed = attached("named"), attached("unnamed")
    digest = named.sha256
    Application.objects.create(
        person=PersonFactory(),
        association=association,
        edition=association.overlay.scheme.editions.get(),
        category="first_steps",
        snapshot=f'{{"files":["{digest}"]}}',
        created_at=NOW,
    )
    named.delete()
    unnamed.delete()
    assert evidence.sweep(at=TOMORROW) == 1
    assert kept() == [digest]


def test_files_of_an_erased_person_leave_the_disk() -> None:
    file, other = attached("theirs"), attached("another's")
    people.erase(person=file.entry.person, at=NOW)
    assert evidence.sweep(at=TOMORROW) == 1
    assert kept() == [other.sha256]


def test_storing_old_content_again_keeps_it_though_the_record_is_not_there_yet() -> None:
    file = attached()
    path = files.path_of("evidence", "", file.sha256)
    file.delete()
    os.utime(path, (0, 0))
    files.store("evidence", "", checked(text="one").content)
    assert evidence.sweep(at=NOW + timedelta(hours=1)) == 0
    assert path.exists()


def test_content_stored_between_the_look_and_the_removal_is_put_back() -> None:
    file = attached()
    path = files.path_of("evidence", "", file.sha256)
    os.utime(path, (0, 0))
    before = NOW - timedelta(days=1)
    [digest] = files.untouched_since("evidence", "", before)
    files.store("evidence", "", checked(text="one").content)
    assert files.remove_untouched("evidence", "", digest, before) is False
    assert kept() == [digest]


def test_what_a_sweep_or_a_writer_left_behind_is_tidied() -> None:
    file = attached()
    path = files.path_of("evidence", "", file.sha256)
    path.rename(path.with_name(path.name + files.ASIDE))
    draft = path.with_name(".0123.part")
    draft.write_bytes(b"half")
    assert evidence.sweep(at=TOMORROW) == 0
    assert kept() == [file.sha256]


@pytest.mark.parametrize("number", [1, 30])
def test_a_sweep_costs_the_same_queries_however_many_files(
    number: int, django_assert_num_queries: Any
) -> None:
    for one in range(number):
        attached(f"file {one}")
    goes = attached("goes")
    goes.delete()
    with django_assert_num_queries(4):
        assert evidence.sweep(at=TOMORROW) == 1
