"""All of a person's certificates in one archive, packed in the background for the person alone."""

import unicodedata
import zipfile
from datetime import datetime
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from certificates import files, selectors, sharing, wording
from certificates.models import Certificate
from certificates.payload import in_language
from certificates.selectors import Checked
from certificates.services import issuing
from certificates.sheet import address_of
from certificates.verification import Standing
from endorsement.models import Person
from endorsement.services import own_work
from lms.backbone import jobs
from lms.backbone.ids import grouped
from lms.backbone.jobs import Result, Running
from lms.backbone.spreadsheet import csv_lines

KIND = "certificates_zip"
#: Characters of a title that fit into the name of a file.
TITLE_LENGTH = 80


def ask(*, person: Person, after: str, language: str, at: datetime) -> jobs.Job:
    """Have the person's certificates packed; the job that does it.

    `after` is the archive that the person saw when asking, empty for none: a second click finds the
    one that the first asked for. Effects, in order: the job; the former archive expires.

    :raises ValueError: for a person without an account, to whom nothing could be handed out.
    """
    return own_work.ask(kind=KIND, person=person, after=after, language=language, at=at)


def forget(*, person: Person, at: datetime) -> None:
    """End the keeping of archives: one of their certificates was replaced, perhaps for a former name."""
    if person.user_id is None:
        return
    for job in jobs.Job.objects.filter(owner_id=person.user_id, kind=KIND):
        if job.under_way:
            jobs.cancel(job=job, at=at)
        else:
            jobs.expire(job=job, at=at)


def run(job: Running) -> Result:
    """Pack them, in the worker. A file that is missing is drawn first.

    :raises Person.DoesNotExist: when the account that asked is no longer that person's.
    """
    person = own_work.person_of(job)
    path = job.workspace() / "certificates.zip"
    packed = pack(person=person, path=path, job=job)
    return Result(
        path,
        name=_("my-certificates") + ".zip",
        content_type="application/zip",
        facts={"certificates": packed},
    )


def pack(*, person: Person, path: Path, job: Running) -> int:
    """Write the archive; how many certificates are in it, each with its badge.

    Left out is what was replaced, for it may print a former name, and what could not be drawn.
    """
    rows = [
        one
        for one in selectors.standings_of(list(selectors.of_person(person)), at=job.at)
        if one.verdict.standing != Standing.SUPERSEDED and one.certificate.issued_at
    ]
    lines: list[list[str]] = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, checked in enumerate(rows):
            job.progress(number, len(rows))
            if _add(archive, checked, at=job.at):
                lines.append(_line(checked))
        archive.writestr(_("list") + ".csv", _table(lines))
    return len(lines)


def _add(archive: zipfile.ZipFile, checked: Checked, *, at: datetime) -> bool:
    certificate = checked.certificate
    if not files.exists(certificate.number):
        issuing.draw_again(pk=certificate.pk, at=at)
    try:
        credential = files.credential(certificate.number)
        # PDFs are compressed already.
        archive.write(
            files.path_of(certificate.number),
            name_of(certificate) + ".pdf",
            compress_type=zipfile.ZIP_STORED,
        )
    except FileNotFoundError:
        return False
    for ending in sharing.BADGE_FORMS if credential else ():
        content = sharing.badge_file(certificate, credential, ending)
        archive.writestr(f"{name_of(certificate)}.{ending}", content)
    return True


def name_of(certificate: Certificate) -> str:
    """A name to recognize it by, the same on every system, and no other's: it ends in its number."""
    document = selectors.document_of(certificate)
    language = translation.get_language() or certificate.language
    words = f"{wording.title_of(certificate.kind)} {in_language(document['title'], language)}"
    plain = "".join(sign if _is_plain(sign) else " " for sign in words)
    short = " ".join(plain.split())[:TITLE_LENGTH].strip()
    return f"{certificate.valid_from_on.isoformat()} {short} {grouped(certificate.number)}"


def _is_plain(sign: str) -> bool:
    """Letters of any script with their marks, figures, and what parts words."""
    return sign.isalnum() or sign in " -" or unicodedata.category(sign).startswith("M")


def _line(checked: Checked) -> list[str]:
    certificate, document = checked.certificate, checked.document
    through = checked.valid_through
    return [
        grouped(certificate.number),
        wording.title_of(certificate.kind),
        in_language(document["title"], translation.get_language() or certificate.language),
        document["organization"]["name"],
        certificate.valid_from_on.isoformat(),
        through.isoformat() if through else "",
        wording.standing(checked.verdict),
        address_of(certificate.number),
    ]


def _table(lines: list[list[str]]) -> str:
    heading = [
        _("Number"),
        _("Certificate"),
        _("Title"),
        _("Issued by"),
        _("From"),
        _("Valid through"),
        _("State"),
        _("Address to check it"),
    ]
    return "".join(csv_lines([heading, *lines]))
