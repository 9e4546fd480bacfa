"""Packages made with other tools are looked at as a whole, then unpacked into a folder of their own."""

import hashlib
import shutil
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.core.files.storage import storages

from courses.exchange.question import BadFile
from courses.models import Package
from courses.packages import contents
from endorsement.models import Association
from lms.backbone.archives import CHUNK, Archive, BadArchive, Limits
from lms.backbone.ids import public_id

LIMITS = Limits(entries=5_000, unpacked=600 * 1024 * 1024, entry=300 * 1024 * 1024, ratio=200)
#: What computers leave in archives beside what somebody put there.
_LITTER = ("__MACOSX/", ".DS_Store", "Thumbs.db")
#: A folder without a row is somebody's upload that is still going on, or what a crash left.
_LEFT_ALONE = timedelta(days=1)


def keep_package(
    *, file: IO[bytes], title: str, association: Association | None, at: datetime
) -> Package:
    """Keep a package; the same file again, also at the same moment, gives the package that there is.

    Effects, in order: every file below a new folder; the row, alone in its transaction, for unpacking
    takes long and nobody has to wait for it who writes meanwhile. A refusal leaves no file behind, and
    what a crash leaves the sweep removes.

    :raises BadFile: when it is no package that can be played here.
    :raises BadArchive: when it is no archive that is safe to unpack.
    """
    digest = _digest(file)
    known = Package.objects.filter(association=association, digest=digest).first()
    if known is not None:
        return known
    archive = Archive(file, LIMITS)
    names = archive.names()
    folder, manifest = contents.place_of(names)
    wanted = [
        name
        for name in names
        if name.startswith(folder) and not name.startswith(_LITTER) and not name.endswith(_LITTER)
    ]
    inside = [name.removeprefix(folder) for name in wanted]
    found = contents.read(manifest, lambda name: archive.read(folder + name), inside)
    own = public_id()
    size = _unpack(archive, folder, wanted, folder_of(own))
    package, made = Package.objects.get_or_create(
        association=association,
        digest=digest,
        defaults={
            "public_id": own,
            "title": title.strip() or found.title,
            "standard": found.standard,
            "units": [asdict(unit) for unit in found.units],
            "course": found.course.kept() if found.course else {},
            "size": size,
            "uploaded_at": at,
        },
    )
    if not made:
        shutil.rmtree(folder_of(own), ignore_errors=True)
    return package


def folder_of(own: str) -> Path:
    """Where the files of the package with this public id lie."""
    return Path(storages["packages"].path(own.lower()))


def remove_unowned(*, at: datetime) -> int:
    """Folders without a row, a day after their last change: how many went. Safe twice."""
    root = Path(storages["packages"].path("."))
    owned = {own.lower() for own in Package.objects.values_list("public_id", flat=True)}
    limit = (at - _LEFT_ALONE).timestamp()
    gone = [
        folder
        for folder in (root.iterdir() if root.exists() else ())
        if folder.name not in owned and folder.stat().st_mtime < limit
    ]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(CHUNK):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _unpack(archive: Archive, folder: str, names: list[str], to: Path) -> int:
    size = 0
    try:
        for name in names:
            place = to / name.removeprefix(folder)
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with place.open("xb") as kept:
                for piece in archive.chunks(name):
                    size += kept.write(piece)
    except (BadArchive, BadFile, OSError):
        shutil.rmtree(to, ignore_errors=True)
        raise
    return size
