"""Files that prove an entry: kept once under their digest, never in the CMS."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import EvidenceFile, LedgerEntry
from endorsement.refusals import Refused
from lms.backbone.files import Checked, store

STORAGE, FOLDER = "evidence", ""
MOST_FILES = 20


@transaction.atomic
def attach(*, entry: LedgerEntry, checked: Checked, at: datetime) -> EvidenceFile:
    """Keep an accepted file with an entry; the same content twice is one file.

    Effects, in order: the content in the evidence storage; its record.

    :raises Refused: when the entry was replaced or withdrawn, or already has very many files.
    """
    if entry.withdrawn or LedgerEntry.objects.filter(corrects=entry).exists():
        raise Refused(_("This entry was changed in the meantime. Please open its current version."))
    sha256 = store(STORAGE, FOLDER, checked.content)
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
