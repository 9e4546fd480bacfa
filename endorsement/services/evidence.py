"""Files that prove an entry: kept once under their digest, never in the CMS."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import (
    Application,
    Audit,
    BelongingProof,
    EntrySuggestion,
    EvidenceFile,
    LedgerEntry,
    Paper,
    RenewalDocument,
)
from endorsement.refusals import Refused
from lms.backbone.files import Checked, remove_untouched, store, untouched_since

STORAGE, FOLDER = "evidence", ""
MOST_FILES = 20
# Longer than any upload takes to be recorded.
UNDISTURBED = timedelta(days=1)
BATCH = 500
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


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


def sweep(*, at: datetime) -> int:
    """Remove content that neither a record nor a submitted snapshot names; how many files went.

    One query for each batch of files, and one pass over the snapshots if anything is left over.
    Content younger than a day is never touched: its record may not be committed yet.
    """
    before = at - UNDISTURBED
    unnamed = set(_without_record(untouched_since(STORAGE, FOLDER, before)))
    if unnamed:
        unnamed -= _in_snapshots(unnamed)
    return sum(remove_untouched(STORAGE, FOLDER, digest, before) for digest in sorted(unnamed))


def _without_record(digests: Iterable[str]) -> Iterator[str]:
    remaining = iter(digests)
    while batch := set(islice(remaining, BATCH)):
        named, *others = (
            rows.filter(sha256__in=batch).order_by().values_list("sha256", flat=True)
            for rows in (
                EvidenceFile.objects,
                Paper.objects,
                BelongingProof.objects,
                EntrySuggestion.objects,
            )
        )
        yield from batch - set(named.union(*others))


def _in_snapshots(digests: set[str]) -> set[str]:
    found: set[str] = set()
    for model in (Application, RenewalDocument, Audit):
        snapshots = model.objects.exclude(snapshot="").values_list("snapshot", flat=True)
        for snapshot in snapshots.iterator(chunk_size=BATCH):
            found |= digests & set(_DIGEST.findall(snapshot))
    return found
