"""Everything the platform keeps about a person, for the person to take away.

Apps above register what they hold when they start (`AppConfig.ready`), so that this one needs to know
none of them. What others said in confidence, a waived rating for example, is nowhere in it.
"""

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from endorsement.models import EvidenceFile, Person
from endorsement.selectors import export
from endorsement.selectors import own_data as kept
from endorsement.selectors import portfolio as portfolios
from endorsement.services.evidence import FOLDER, STORAGE
from lms.backbone.files import path_of
from lms.backbone.spreadsheet import csv_safe

Gather = Callable[[Person], Any]

#: Bytes of a package that stay in memory; a larger one is built on the disk.
IN_MEMORY = 8 * 1024 * 1024

_held: dict[str, Gather] = {}


def register(name: str, gather: Gather) -> None:
    """Add `<name>.json` to every package: what `gather` returns must be JSON-able.

    :raises ValueError: for a name that another app has taken.
    """
    if _held.setdefault(name, gather) is not gather:
        raise ValueError(f"Own data called {name!r} is registered twice.")


def package(*, person: Person, at: datetime) -> IO[bytes]:
    """A ZIP file of everything about the person, open at its beginning. Files are copied one by one."""
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller closes it
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _readme(at))
        archive.writestr("portfolio.csv", _table(person))
        for name, gather in {**kept.PARTS, **_held}.items():
            archive.writestr(f"{name}.json", _json(gather(person)))
        archive.writestr("portfolio.json", _json(portfolios.document(person, None, at.date())))
        for file in kept.files(person):
            _add(archive, file)
    out.seek(0)
    return out


def _add(archive: zipfile.ZipFile, file: EvidenceFile) -> None:
    """The content under `files/`; one whose content is gone stays listed in `files.json` only."""
    path = path_of(STORAGE, FOLDER, file.sha256)
    if path.exists():
        # Pictures and PDFs are compressed already.
        archive.write(path, kept.place_of(file), compress_type=zipfile.ZIP_STORED)


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _table(person: Person) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([csv_safe(cell) for cell in row] for row in export.rows(person))
    return "\ufeff" + out.getvalue()


def _readme(at: datetime) -> str:
    return _(
        "This is everything that the platform keeps about you, as of %(at)s.\n\n"
        "portfolio.csv opens in a spreadsheet program. The files ending in .json open in any text\n"
        "editor, and other programs can read them. The files you added as proof are in the folder\n"
        "“files”.\n\n"
        "Not in here: ratings that you agreed not to read, what reviewers wrote among themselves,\n"
        "and files that were reported and are closed.\n"
    ) % {"at": at.strftime("%Y-%m-%d %H:%M %Z")}
