"""What becomes of an issued certificate: withdrawn, superseded, shown with or without a name."""

from datetime import datetime

from django.db import transaction

from certificates import files
from certificates.models import Certificate
from certificates.services.owing import ISSUE_TASK
from endorsement.models import Person
from lms.backbone.hints import hint


class AlreadySuperseded(Exception):
    """Only the newest issue of a certificate can be reissued."""


def revoke(*, certificate: Certificate, reason: Certificate.Reason, at: datetime) -> bool:
    """Say that the certificate no longer stands, for one of the public reasons.

    The row and the file stay. False when it was revoked before; the first reason is kept.
    """
    return bool(
        Certificate.objects.filter(pk=certificate.pk, revoked_at__isnull=True).update(
            revoked_at=at, revoked_reason=reason
        )
    )


@transaction.atomic
def reissue(*, certificate: Certificate, at: datetime) -> Certificate:
    """Issue the certificate anew in its holder's present name and language; the old one is superseded.

    What it testifies to stays word for word. Effects, in order: a new row with the next issue number;
    the old row points to it; after commit, a hint to the worker.

    :raises AlreadySuperseded: when there is a newer issue.
    """
    old = Certificate.objects.select_for_update().select_related("person").get(pk=certificate.pk)
    if old.superseded_by_id is not None:
        raise AlreadySuperseded
    new = Certificate.objects.create(
        kind=old.kind,
        subject=old.subject,
        issue_no=old.issue_no + 1,
        person=old.person,
        association=old.association,
        name_as_issued=old.person.name,
        name_shown=old.name_shown,
        payload=old.payload,
        payload_sha256=old.payload_sha256,
        language=old.person.language,
        valid_from_on=old.valid_from_on,
        valid_through_on=old.valid_through_on,
        due_at=at,
    )
    Certificate.objects.filter(pk=old.pk).update(superseded_by=new)
    hint(ISSUE_TASK, new.pk)
    return new


def show_name(*, certificate: Certificate, shown: Certificate.NameShown) -> None:
    """Let the public verification page show the holder's name, the initials, or nothing."""
    Certificate.objects.filter(pk=certificate.pk).update(name_shown=shown)


@transaction.atomic
def forget(*, person: Person) -> None:
    """Erase the person's name from their certificates, and the files that carry it.

    The numbers keep verifying: what, when, by whom, but not for whom.
    """
    mine = Certificate.objects.filter(person=person)
    numbers = list(mine.values_list("number", flat=True))
    mine.update(name_as_issued="", name_shown=Certificate.NameShown.HIDDEN, pdf_sha256="")
    transaction.on_commit(lambda: _remove(numbers))


def _remove(numbers: list[str]) -> None:
    for number in numbers:
        files.remove(number)
