"""Packages are kept whole or not at all."""

import io
import os
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from courses.exchange.question import BadFile
from courses.models import Package
from courses.services import package as package_service
from courses.services.package import folder_of, keep_package, remove_unowned
from lms.backbone.archives import BadArchive
from tests.factories import package as made
from tests.factories.association import AssociationFactory

pytestmark = pytest.mark.django_db
AT = datetime(2026, 6, 1, 15, tzinfo=UTC)


def keep(file: io.BytesIO, **fields: object) -> Package:
    return keep_package(file=file, **{"title": "", "association": None, "at": AT, **fields})  # type: ignore[arg-type]


def folders() -> set[str]:
    root = Path(storages["packages"].path("."))
    return {path.name for path in root.iterdir()} if root.exists() else set()


@pytest.mark.parametrize("standard", ["scorm_1_2", "scorm_2004"])
def test_package_of_another_tool_is_unpacked_into_a_folder_of_its_own(standard: str) -> None:
    package = keep(made.scorm(standard))
    assert (package.title, package.standard) == ("Serve and return", standard)
    assert [(unit["path"], unit["mastery"]) for unit in package.units] == [("index.html", 80)]
    kept = {path.name for path in folder_of(package.public_id).iterdir()}
    assert kept == {"imsmanifest.xml", "index.html", "scorm.js"}
    assert package.size == sum(p.stat().st_size for p in folder_of(package.public_id).iterdir())


def test_package_zipped_with_its_folder_and_litter_is_the_same() -> None:
    file = made.scorm(folder="course/")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("__MACOSX/course/._index.html", "x")
        archive.writestr("course/.DS_Store", "x")
    package = keep(file)
    kept = {path.name for path in folder_of(package.public_id).iterdir()}
    assert kept == {"imsmanifest.xml", "index.html", "scorm.js"}


def test_same_file_again_is_the_same_package_of_an_association() -> None:
    one, other = AssociationFactory(), AssociationFactory()
    first = keep(made.scorm(), association=one)
    assert keep(made.scorm(), association=one) == first
    assert keep(made.scorm(), association=other) != first
    assert Package.objects.count() == 2


def test_same_file_twice_at_once_is_one_package_in_one_folder(monkeypatch) -> None:
    unpack = package_service._unpack

    def unpacked_by_both(*args: Any) -> int:
        monkeypatch.setattr(package_service, "_unpack", unpack)
        keep(made.scorm())
        return unpack(*args)

    before = folders()
    monkeypatch.setattr(package_service, "_unpack", unpacked_by_both)
    package = keep(made.scorm())
    assert Package.objects.get() == package
    assert folders() - before == {package.public_id.lower()}


def _linked() -> io.BytesIO:
    file = made.scorm()
    with zipfile.ZipFile(file, "a") as archive:
        link = zipfile.ZipInfo("secret.html")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return file


def _truncated() -> io.BytesIO:
    return io.BytesIO(made.scorm().getvalue()[:-200])


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (made.scorm(**{"../outside.html": "x"}), "archive_names"),
        (made.scorm(**{"/etc/cron.d/x": "x"}), "archive_names"),
        (made.scorm(**{"bomb.html": b"0" * 60_000_000}), "archive_grows"),
        (_linked(), "archive_links"),
        (_truncated(), "archive_damaged"),
        (io.BytesIO(b"no archive"), "archive_damaged"),
        (made.zipped({"index.html": "x"}), "no_package"),
        (made.scorm(**{"imsmanifest.xml": "<manifest"}), "broken_xml"),
        (
            made.scorm(
                **{"imsmanifest.xml": '<!DOCTYPE a [<!ENTITY b "c">]><manifest>&b;</manifest>'}
            ),
            "doctype",
        ),
        (
            made.scorm(**{"imsmanifest.xml": b"\xff\xfe\x00<manifest encoding='x'/>"}),
            "wrong_encoding",
        ),
    ],
)
def test_bad_package_is_refused_and_leaves_nothing_behind(file: io.BytesIO, reason: str) -> None:
    before = folders()
    file.seek(0)
    with pytest.raises((BadFile, BadArchive)) as refused:
        keep(file)
    told = refused.value
    assert (told.code if isinstance(told, BadFile) else told.reason) == reason
    assert Package.objects.count() == 0
    assert folders() == before


def test_file_that_is_damaged_inside_leaves_nothing_behind() -> None:
    content = bytearray(made.scorm(**{"film.bin": os.urandom(5_000)}).getvalue())
    place = content.index(b"film.bin") + 100
    content[place] ^= 0xFF
    before = folders()
    with pytest.raises(BadArchive):
        keep(io.BytesIO(bytes(content)))
    assert (Package.objects.count(), folders()) == (0, before)


def test_folder_without_a_row_goes_after_a_day_and_no_other() -> None:
    owned = folder_of(keep(made.scorm()).public_id)
    fresh, old = folder_of("fresh"), folder_of("old")
    for folder in (fresh, old):
        folder.mkdir(parents=True)
    now = datetime.now(UTC)
    for folder in (owned, old):
        past = (now - timedelta(days=2)).timestamp()
        os.utime(folder, (past, past))
    assert remove_unowned(at=now) == 1
    assert [folder.exists() for folder in (owned, fresh, old)] == [True, True, False]
    fresh.rmdir()
