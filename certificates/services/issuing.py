"""Issuing: claim, draw, write, finish. Safe twice, at any point of failure."""

import hashlib
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from certificates import files
from certificates.models import Certificate, DrawnFile
from certificates.payload import in_language
from certificates.selectors import document_of, says_present_name
from certificates.services import status
from certificates.services.owing import ISSUE_TASK
from certificates.services.printing import printed
from endorsement.selectors.hosts import public_url
from lms.backbone import failures
from lms.backbone.hints import hint
from lms.backbone.mail import owe_mail
from lms.backbone.outbox import LEASE

logger = logging.getLogger(__name__)


def issue(*, pk: int, at: datetime, restyle: bool = False) -> bool:
    """Draw the owed certificate if nobody else does; whether it was issued now.

    One that was issued before is drawn in the name and the design it has, or, restyled, in the design
    in use now; any other in the name that its holder's details say by now.

    Effects, in order: the row is claimed, takes up that name and is given its place in a status list;
    credential and PDF are made and signed from the row, in the newest design that can be drawn; the
    file's digest is noted; it is written beside its place; in one transaction, while the row is locked,
    the row is finished with the digest and the design, the person is owed a mail with the link unless one
    tells of many, and the file takes its place under the certificate's number. A name that was changed or
    erased meanwhile gives the row back, and whoever lost the row leaves nothing. Killed anywhere, the
    next claim does the same again: same place, same content, same mail key. A failure gives the row back
    for a later attempt and after the last one leaves it dead. Never raises for a certificate that cannot
    be drawn.
    """
    turn = Certificate.objects.claim(pk, at=at, lease=LEASE)
    if turn is None:
        return False
    rows = Certificate.objects.select_related("person", "association", "status_list", "design")
    certificate = rows.get(pk=pk)
    try:
        _take_up_name(certificate, turn)
        content = _drawn(status.place(certificate=certificate, at=at), restyle)
        digest = hashlib.sha256(content).hexdigest()
        DrawnFile.objects.get_or_create(
            certificate=certificate, sha256=digest, defaults={"drawn_at": at}
        )
        with files.prepared(certificate.number, content) as prepared:
            return _finish(
                certificate, turn=turn, prepared=prepared, digest=digest, at=at, restyle=restyle
            )
    except Exception as error:  # noqa: BLE001  the row keeps the reason and the schedule
        # Its message may repeat a name; where it happened tells enough.
        reason = failures.reason(error)
        trail = failures.trail(error)
        logger.warning("certificate %s turn %d failed: %s (%s)", pk, turn, reason, trail)
        Certificate.objects.fail(pk, attempt=turn, at=at, error=reason)
        return False


def issue_owed(*, at: datetime, limit: int = 100) -> int:
    """Issue what is due by `at` in this process, oldest first; how many were issued."""
    return sum(issue(pk=pk, at=at) for pk in owed_ids(at, limit))


def owed_ids(at: datetime, limit: int = 100) -> list[int]:
    """The certificates due by `at`, oldest first, in one query."""
    return list(Certificate.objects.owed(at).values_list("pk", flat=True)[:limit])


def retry(*, certificate: Certificate, at: datetime) -> bool:
    """Owe a dead certificate again; False when it is not dead (any more)."""
    owed = Certificate.objects.retry(certificate.pk, at=at)
    if owed:
        hint(ISSUE_TASK, certificate.pk)
    return owed


def retry_all(*, certificates: QuerySet[Any], at: datetime) -> int:
    """Owe all of the dead ones among them again; how many. The next sweep issues them."""
    dead = certificates.filter(state=Certificate.State.DEAD).order_by()
    return int(dead.update(state=Certificate.State.OWED, attempts=0, due_at=at))


def redraw(*, certificate: Certificate, at: datetime) -> bool:
    """Owe the file of an issued certificate again; False when it is owed already.

    The certificate stays issued and its file stays in place until the new one takes it. No second mail.
    """
    owed = bool(
        Certificate.objects.filter(pk=certificate.pk, state=Certificate.State.DONE).update(
            state=Certificate.State.OWED, attempts=0, due_at=at
        )
    )
    if owed:
        hint(ISSUE_TASK, certificate.pk)
    return owed


def draw_again(*, pk: int, at: datetime, restyle: bool = False) -> bool:
    """Draw an issued certificate again in this process, or issue one that is owed or was given up.

    Effects, in order: whatever its state, the row is due now, with its attempts counted anew; then as
    `issue`. False when it failed, which the row tells, or when another worker has it.
    """
    rows = Certificate.objects.filter(pk=pk).exclude(state=Certificate.State.CLAIMED)
    rows.update(state=Certificate.State.OWED, attempts=0, due_at=at)
    return issue(pk=pk, at=at, restyle=restyle)


def _drawn(certificate: Certificate, restyle: bool) -> bytes:
    return printed(certificate, at=certificate.due_at, restyle=restyle)


def _take_up_name(certificate: Certificate, turn: int) -> None:
    """What nobody has yet is issued in no former name, however long it was owed."""
    if _is_in_present_name(certificate):
        return
    name = certificate.person.name
    held = Certificate.objects.filter(pk=certificate.pk, state=Certificate.State.CLAIMED, turn=turn)
    held.update(name_as_issued=name)
    certificate.name_as_issued = name


def _is_in_present_name(certificate: Certificate) -> bool:
    """Also where there is no name to take up, and where one was issued already."""
    named = bool(certificate.person.name.strip())
    return certificate.issued_at is not None or not named or says_present_name(certificate)


@transaction.atomic
def _finish(
    certificate: Certificate,
    *,
    turn: int,
    prepared: Path,
    digest: str,
    at: datetime,
    restyle: bool,
) -> bool:
    # The lock makes an erasure wait, whose removal of the file then comes after this one was put there.
    rows = Certificate.objects.select_for_update(of=("self",)).select_related("person")
    held = rows.filter(pk=certificate.pk, state=Certificate.State.CLAIMED, turn=turn).first()
    if held is None:
        # Somebody else has it, or it was a transcript that went with its person.
        return False
    if held.name_as_issued != certificate.name_as_issued or not _is_in_present_name(held):
        Certificate.objects.fail(
            held.pk, attempt=turn, at=at, error="The name changed while it was drawn."
        )
        return False
    Certificate.objects.finish(
        held.pk,
        attempt=turn,
        at=at,
        pdf_sha256=digest,
        issued_at=held.issued_at or at,
        # What was issued keeps the design it was issued with, unless it was restyled.
        design=certificate.design if restyle or not held.issued_at else held.design,
    )
    if held.issued_at is None and held.told_alone and held.person.email:
        _owe_link(held, at=at)
    # Last, so that next to nothing lies between the file and the row.
    files.place(prepared, held.number)
    return True


def _owe_link(certificate: Certificate, *, at: datetime) -> None:
    language = certificate.language
    with translation.override(language):
        link = public_url(certificate.association) + reverse(
            "certificates:detail", args=[certificate.number]
        )
    document = document_of(certificate)
    owe_mail(
        key=f"certificate:{certificate.number}",
        to=certificate.person.email,
        template="certificate_issued",
        context={
            "name": certificate.name_as_issued,
            "kind": certificate.kind,
            "title": in_language(document["title"], language),
            "organization": document["organization"]["name"],
            "link": link,
        },
        language=language,
        at=at,
    )
