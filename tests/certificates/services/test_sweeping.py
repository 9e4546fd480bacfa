"""Files that no certificate needs go; a live one never does."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from django.core.files.storage import storages
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from certificates import files, pictures
from certificates.models import Certificate, Signatory
from certificates.services import designs, standing, sweeping
from endorsement.services import person as people
from lms.backbone.ids import certificate_number
from tests.factories.certificate import AT, as_issued, owed_completion
from tests.factories.design import design_of

pytestmark = pytest.mark.django_db
State = Certificate.State


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path: Path) -> None:
    backend = settings.STORAGES["certificates"]
    settings.STORAGES = {
        **settings.STORAGES,
        "certificates": {
            **backend,
            "OPTIONS": {**backend.get("OPTIONS", {}), "location": tmp_path},
        },
    }


@pytest.fixture
def picture_folder(settings, tmp_path: Path) -> Path:
    backend = settings.STORAGES["designs"]
    options = {**backend.get("OPTIONS", {}), "location": tmp_path / "designs"}
    settings.STORAGES = {**settings.STORAGES, "designs": {**backend, "OPTIONS": options}}
    return tmp_path / "designs"


def put(number: str) -> Path:
    files.write(number, b"%PDF")
    return files.path_of(number)


def issued() -> Certificate:
    return as_issued(owed_completion())


def dead(**fields: object) -> Certificate:
    certificate = owed_completion()
    Certificate.objects.filter(pk=certificate.pk).update(state=State.DEAD, **fields)
    return certificate


def erased() -> Certificate:
    """As if the process had been killed after the erasure and before the removal."""
    certificate = issued()
    people.erase(person=certificate.person, at=AT)
    return certificate


def replaced() -> Certificate:
    certificate = issued()
    standing.reissue(certificate=certificate, at=AT)
    return certificate


@pytest.mark.parametrize(
    ("made", "stays"),
    [
        (issued, True),
        # Its row is there, so that anybody may still ask for it: nothing issued is destroyed.
        (replaced, True),
        # Somebody may be drawing it at this moment.
        (owed_completion, True),
        (lambda: dead(), False),
        # Drawn again in vain: the former file is still good.
        (lambda: dead(issued_at=AT, pdf_sha256="0" * 64), True),
        (erased, False),
    ],
    ids=["issued", "replaced", "owed", "given up", "given up, issued before", "erased"],
)
def test_file_of_a_row(made: Callable[[], Certificate], stays: bool) -> None:
    path = put(made().number)
    assert sweeping.remove_orphans(settled_seconds=0) == (0 if stays else 1)
    assert path.exists() is stays


def test_what_was_never_put_in_place_and_what_has_no_row_goes_once_it_is_old() -> None:
    orphan = put(certificate_number())
    drawing = orphan.parent / f"{files.DRAWING}abc"
    drawing.touch()
    foreign = orphan.parent / "note.txt"
    foreign.touch()
    assert sweeping.remove_orphans() == 0
    for path in (orphan, drawing, foreign):
        os.utime(path, (1, 1))
    assert sweeping.remove_orphans() == 2
    assert [orphan.exists(), drawing.exists(), foreign.exists()] == [False, False, True]


@pytest.mark.parametrize("rows", [1, 30])
def test_live_files_cost_one_query_a_batch(rows: int) -> None:
    for _ in range(rows):
        put(issued().number)
    with CaptureQueriesContext(connection) as queries:
        assert sweeping.remove_orphans(settled_seconds=0) == 0
    assert len(queries) == 1


def test_file_that_is_put_in_place_at_this_moment_stays(committed_db: None, monkeypatch) -> None:
    """The sweep sees a dead row, waits for whoever holds it, and finds that it is issued now."""
    certificate = dead()
    path = put(certificate.number)
    held, looked, finished = Event(), Event(), Event()

    def finish() -> None:
        with transaction.atomic():
            list(Certificate.objects.select_for_update().filter(pk=certificate.pk))
            held.set()
            looked.wait(20)
            as_issued(certificate)
        finished.set()
        connection.close()

    remove = sweeping._remove

    def remove_late(path: Path) -> int:
        looked.set()
        if connection.vendor == "sqlite":
            # One writer at a time: it begins when the other has ended.
            finished.wait(20)
        return remove(path)

    monkeypatch.setattr(sweeping, "_remove", remove_late)
    other = Thread(target=finish)
    other.start()
    assert held.wait(20)
    assert sweeping.remove_orphans(settled_seconds=0) == 0
    other.join()
    assert path.exists()


def test_pictures_stay_while_any_version_of_a_design_names_them(picture_folder: Path) -> None:
    def keep(*letters: str) -> list[str]:
        return [pictures.store(pictures.STORAGE, pictures.FOLDER, one.encode()) for one in letters]

    def kept() -> set[str]:
        return {path.name for path in picture_folder.glob("*/*")}

    drafted, published_once, signed, shown, unnamed = keep("a", "b", "c", "d", "e")
    design = design_of(logo=published_once)
    designs.freeze(design=design, at=AT)
    design.logo = drafted
    design.signatories = [Signatory(name="Marta Ellingsen", signature=signed)]
    design.save_revision()
    design.logo, design.signatories = shown, []
    design.save()
    at = datetime.now(UTC)
    assert sweeping.remove_pictures(at=at + timedelta(hours=23)) == 0
    tomorrow = at + timedelta(days=1, minutes=1)
    assert sweeping.remove_pictures(at=tomorrow) == 1
    assert kept() == {drafted, published_once, signed, shown}
    design.delete()
    # What was published is what certificates are printed in.
    assert sweeping.remove_pictures(at=tomorrow) == 3
    assert kept() == {published_once}
    assert unnamed not in kept()


def test_folder_that_is_not_there_yet_holds_nothing() -> None:
    assert list(Path(storages["certificates"].path(".")).glob("*")) == []
    assert sweeping.remove_orphans(settled_seconds=0) == 0
