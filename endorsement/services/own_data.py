"""Everything the platform keeps about a person, packed in the background for the person to take away.

Apps above register what they hold when they start (`AppConfig.ready`), so that this one needs to know
none of them. What others said in confidence, a waived rating for example, is nowhere in it.
"""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from endorsement.models import Person
from endorsement.selectors import export, own_papers
from endorsement.selectors import own_data as kept
from endorsement.selectors import portfolio as portfolios
from endorsement.services import own_work
from endorsement.services.evidence import FOLDER, STORAGE
from lms.backbone import jobs
from lms.backbone.files import path_of
from lms.backbone.spreadsheet import csv_safe

Gather = Callable[[Person], Any]

Progress = Callable[[int, int], None]

KIND = "own_data"
FILES_AT_ONCE = 100

_held: dict[str, Gather] = {}


def register(name: str, gather: Gather) -> None:
    """Add `<name>.json` to every copy: what `gather` returns must be JSON-able.

    :raises ValueError: for a name that another app has taken.
    """
    if _held.setdefault(name, gather) is not gather:
        raise ValueError(f"Own data called {name!r} is registered twice.")


def ask_for_copy(*, person: Person, after: str, language: str, at: datetime) -> jobs.Job:
    """Have a copy of everything about the person prepared; the job that does it.

    `after` is the copy that the person saw when asking, empty for none: a second click, or one in
    another tab, finds the copy that the first one asked for.

    Effects, in order: the job; the former copy expires.

    :raises ValueError: for a person without an account, to whom nothing could be handed out.
    """
    return own_work.ask(kind=KIND, person=person, after=after, language=language, at=at)


def run(job: jobs.Running) -> jobs.Result:
    """Pack the copy, in the worker.

    :raises Person.DoesNotExist: when the account that asked is no longer that person's.
    """
    person = own_work.person_of(job)
    path = job.workspace() / "copy.zip"
    pack(person=person, path=path, at=job.at, progress=job.progress)
    return jobs.Result(path, name=_("my-record") + ".zip", content_type="application/zip")


def pack(*, person: Person, path: Path, at: datetime, progress: Progress) -> None:
    """Write a ZIP file of everything about the person. Files are copied one by one."""
    parts: dict[str, Callable[[], str | bytes]] = {
        "README.txt": lambda: _readme(at),
        "portfolio.csv": lambda: _table(person),
        "portfolio.json": lambda: _json(portfolios.document(person, None, at.date())),
        **{f"{name}.json": _part(gather, person) for name, gather in _gathered().items()},
    }
    files, papers = kept.files(person), own_papers.papers(person)
    proofs = own_papers.proofs(person)
    total = len(parts) + files.count() + papers.count() + proofs.count()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(parts.items()):
            progress(number, total)
            archive.writestr(name, content())
        for number, file in enumerate(files.iterator(chunk_size=FILES_AT_ONCE), len(parts)):
            progress(number, total)
            _add(archive, file.sha256, kept.place_of(file))
        for paper in papers.iterator(chunk_size=FILES_AT_ONCE):
            _add(archive, paper.sha256, own_papers.place_of_paper(paper))
        for proof in proofs.iterator(chunk_size=FILES_AT_ONCE):
            _add(archive, proof.sha256, own_papers.place_of_proof(proof))


def _gathered() -> dict[str, Gather]:
    return {**kept.PARTS, **_held}


def _part(gather: Gather, person: Person) -> Callable[[], str]:
    return lambda: _json(gather(person))


def _add(archive: zipfile.ZipFile, sha256: str, place: str) -> None:
    """A file at its place; one whose content is gone stays listed only."""
    path = path_of(STORAGE, FOLDER, sha256)
    if path.exists():
        # Pictures and PDFs are compressed already.
        archive.write(path, place, compress_type=zipfile.ZIP_STORED)


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
