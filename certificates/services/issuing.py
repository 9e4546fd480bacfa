"""Issuing: claim, draw, write, finish. Safe twice, at any point of failure."""

import hashlib
import logging
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from certificates import files
from certificates.models import Certificate
from certificates.payload import in_language
from certificates.selectors import document_of
from certificates.services.owing import ISSUE_TASK
from endorsement.selectors.hosts import public_url
from lms.backbone import failures
from lms.backbone.hints import hint
from lms.backbone.mail import owe_mail

logger = logging.getLogger(__name__)


def issue(*, pk: int, at: datetime) -> bool:
    """Draw the owed certificate if nobody else does; whether it was issued now.

    Effects, in order: the row is claimed; the PDF is drawn from the row alone; the file is put in
    place under the certificate's number; in one transaction the row is finished with the file's
    digest and the person is owed a mail with the link. A name that was erased meanwhile takes the file
    away again and gives the row back. Killed anywhere, the next claim does the same again: same name,
    same bytes, same mail key. A failure gives the row back for a later attempt and after the last one
    leaves it dead. Never raises for a certificate that cannot be drawn.
    """
    attempt = Certificate.objects.claim(pk, at=at)
    if attempt is None:
        return False
    certificate = Certificate.objects.select_related("person").get(pk=pk)
    try:
        content = _drawn(certificate)
        files.write(certificate.number, content)
    except Exception as error:  # noqa: BLE001  the row keeps the reason and the schedule
        # Its message may repeat a name; where it happened tells enough.
        reason = failures.reason(error)
        trail = failures.trail(error)
        logger.warning("certificate %s attempt %d failed: %s (%s)", pk, attempt, reason, trail)
        Certificate.objects.fail(pk, attempt=attempt, at=at, error=reason)
        return False
    return _finish(certificate, attempt=attempt, content=content, at=at)


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


def redraw(*, certificate: Certificate, at: datetime) -> bool:
    """Owe the file of an issued certificate again, because it is missing; no second mail follows."""
    owed = bool(
        Certificate.objects.filter(pk=certificate.pk, state=Certificate.State.DONE).update(
            state=Certificate.State.OWED, attempts=0, due_at=at
        )
    )
    if owed:
        hint(ISSUE_TASK, certificate.pk)
    return owed


def _drawn(certificate: Certificate) -> bytes:
    # Inside the worker only: the web process never loads the PDF engine.
    from certificates.pdf import draw

    return draw(certificate)


@transaction.atomic
def _finish(certificate: Certificate, *, attempt: int, content: bytes, at: datetime) -> bool:
    # The lock makes an erasure wait, whose removal of the file then comes after this one was put there.
    held = Certificate.objects.select_for_update(of=("self",)).select_related("person")
    now = held.filter(pk=certificate.pk).first()
    if now is None:
        # A transcript goes with its person, who was erased while it was drawn.
        files.remove(certificate.number)
        return False
    if now.name_as_issued != certificate.name_as_issued:
        files.remove(certificate.number)
        Certificate.objects.fail(
            certificate.pk, attempt=attempt, at=at, error="The name changed while it was drawn."
        )
        return False
    finished = Certificate.objects.finish(
        certificate.pk,
        attempt=attempt,
        at=at,
        pdf_sha256=hashlib.sha256(content).hexdigest(),
        issued_at=certificate.issued_at or at,
    )
    if finished and now.person.email:
        _owe_link(now, at=at)
    return finished


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
