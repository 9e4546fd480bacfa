"""Files that nothing needs: left by a process that was killed, or pictures that no design names."""

import json
import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import Revision

from certificates import files, pictures
from certificates.models import Certificate, Design, PublishedDesign, Signatory
from lms.backbone.files import remove_untouched, untouched_since

BATCH = 500
#: A picture that is younger may be one whose design is being saved.
UNDISTURBED = timedelta(days=1)
_DIGEST = re.compile(r'"([0-9a-f]{64})"')
#: A file that is younger may still be somebody's work.
SETTLED_SECONDS = 24 * 60 * 60


def remove_orphans(*, batch: int = BATCH, settled_seconds: int = SETTLED_SECONDS) -> int:
    """Remove what lies in the certificates' folder and belongs to nothing; how many files went.

    That is what was never put in its place; a file whose row is gone or was given up before it was ever
    issued; and one that had to go with an erased name. Each is looked at again while its row is
    locked, so that a file that is put in place at this moment stays. One query for `batch` files.
    """
    removed = 0
    for paths in _batches(batch, settled_seconds):
        numbers = [path.stem for path in paths if not _is_unfinished(path)]
        live = set(_live().filter(number__in=numbers).values_list("number", flat=True))
        for path in paths:
            if _is_unfinished(path):
                path.unlink(missing_ok=True)
                removed += 1
            elif path.stem not in live:
                removed += _remove(path)
    return removed


def remove_pictures(*, at: datetime) -> int:
    """Remove pictures that no design names in any of its versions; how many files went.

    Versions are what a design says now, each revision of it, and everything that was ever published:
    certificates are printed in that for good. A picture that is stored again meanwhile stays.
    """
    before = at - UNDISTURBED
    old = set(untouched_since(pictures.STORAGE, pictures.FOLDER, before))
    unnamed = old.difference(_named_pictures()) if old else old
    return sum(
        remove_untouched(pictures.STORAGE, pictures.FOLDER, digest, before)
        for digest in sorted(unnamed)
    )


def _named_pictures() -> Iterator[str]:
    revisions = Revision.objects.filter(content_type=ContentType.objects.get_for_model(Design))
    written = chain(
        PublishedDesign.objects.values_list("document", flat=True).iterator(BATCH),
        map(json.dumps, revisions.values_list("content", flat=True).iterator(BATCH)),
    )
    yield from Design.objects.values_list("logo", flat=True)
    yield from Signatory.objects.values_list("signature", flat=True)
    for text in written:
        yield from _DIGEST.findall(text)


def _live() -> QuerySet[Certificate]:
    """Rows that have a file, or may be getting one."""
    at_work = [Certificate.State.OWED, Certificate.State.CLAIMED]
    return Certificate.objects.filter(Q(state__in=at_work) | ~Q(pdf_sha256=""))


@transaction.atomic
def _remove(path: Path) -> int:
    rows = Certificate.objects.select_for_update().filter(number=path.stem)
    # Locked first: whoever finishes it does so before or after, and never meanwhile.
    locked = list(rows.values_list("pk", flat=True))
    if _live().filter(pk__in=locked).exists():
        return 0
    path.unlink(missing_ok=True)
    return 1


def _batches(size: int, settled_seconds: int) -> Iterator[list[Path]]:
    found: list[Path] = []
    for path in _settled(settled_seconds):
        found.append(path)
        if len(found) == size:
            yield found
            found = []
    if found:
        yield found


def _settled(seconds: int) -> Iterator[Path]:
    root = Path(storages["certificates"].path("."))
    until = time.time() - seconds
    for path in root.glob("*/*"):
        ours = _is_unfinished(path) or path.suffix == ".pdf"
        try:
            if ours and path.is_file() and path.stat().st_mtime <= until:
                yield path
        except FileNotFoundError:
            continue


def _is_unfinished(path: Path) -> bool:
    return path.name.startswith(files.DRAWING)
