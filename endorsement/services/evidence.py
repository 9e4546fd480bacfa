"""Files that prove an entry: kept once under their digest, never in the CMS."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import EvidenceFile, LedgerEntry
from endorsement.refusals import Refused
from lms.backbone.files import Checked, path_of, store

STORAGE, FOLDER = "evidence", ""
MOST_FILES = 20
UNDISTURBED = timedelta(days=1)


@transaction.atomic
def attach(*, entry: LedgerEntry, checked: Checked, at: datetime) -> EvidenceFile:
    """Keep an accepted file with an entry; the same content twice is one file.

    Effects, in order: the content in the evidence storage; its record.

    :raises Refused: when the entry was replaced or withdrawn, or already has very many files.
    """
    if entry.withdrawn or LedgerEntry.objects.filter(corrects=entry).exists():
        raise Refused(_("This entry was changed in the meantime. Please open its current version."))
    sha256 = store(STORAGE, FOLDER, checked.content)
    # Content that was here already is fresh again, so that no sweep takes it from under this record.
    os.utime(path_of(STORAGE, FOLDER, sha256))
    known = entry.files.filter(sha256=sha256).first()
    if known is not None:
        return known
    if entry.files.count() >= MOST_FILES:
        raise Refused(
            _("An entry can have %(most)s files. Please remove one first.") % {"most": MOST_FILES},
            field="file",
        )
    file, _created = EvidenceFile.objects.get_or_create(
        entry=entry,
        sha256=sha256,
        defaults={
            "name": checked.name,
            "content_type": checked.content_type,
            "size": checked.size,
            "uploaded_at": at,
        },
    )
    return file


@transaction.atomic
def remove(*, file: EvidenceFile) -> None:
    """Remove a file from a draft. A sweep deletes content that no record names any more.

    :raises Refused: when the entry has become permanent.
    """
    entry = LedgerEntry.objects.select_for_update().get(pk=file.entry_id)
    if entry.permanent_at is not None:
        raise Refused(
            _(
                "This file belongs to an entry that was submitted or confirmed, so it stays. "
                "If it should not be seen, report it instead."
            )
        )
    file.delete()


@transaction.atomic
def flag(*, file: EvidenceFile, at: datetime) -> EvidenceFile:
    """Close a file to everybody but the coordinator. Flagging again keeps the first time."""
    EvidenceFile.objects.filter(pk=file.pk, flagged_at__isnull=True).update(flagged_at=at)
    file.refresh_from_db()
    return file


def sweep(*, at: datetime) -> int:
    """Delete content that no record names and nobody stored within the last day; how many files.

    A file removed from a draft, or erased with its person, is gone from the disk a day later. One
    query for each folder of two letters; running it twice changes nothing.
    """
    root = Path(storages[STORAGE].path(FOLDER))
    before = (at - UNDISTURBED).timestamp()
    deleted = 0
    for folder in sorted(root.iterdir()) if root.exists() else []:
        if not folder.is_dir():
            continue
        old = {path.name: path for path in folder.iterdir() if path.stat().st_mtime < before}
        named = EvidenceFile.objects.filter(sha256__startswith=folder.name)
        for name in sorted(set(old) - set(named.values_list("sha256", flat=True))):
            old[name].unlink(missing_ok=True)
            deleted += 1
    return deleted
