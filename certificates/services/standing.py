"""What becomes of an issued certificate: withdrawn, superseded, shown with or without a name."""

import logging
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from certificates import files, selectors
from certificates.models import Certificate
from certificates.payload import in_language
from certificates.services import packing
from certificates.services.owing import ISSUE_TASK
from certificates.verification import Standing
from endorsement.models import Endorsement, Person
from endorsement.refusals import Refused
from endorsement.selectors import conflicts
from endorsement.selectors.hosts import public_url
from endorsement.services import event
from endorsement.services.conflict import refuse_about_award
from lms.backbone.hints import hint
from lms.backbone.mail import owe_mail

logger = logging.getLogger(__name__)


class AlreadySuperseded(Exception):
    """Only the newest issue of a certificate can be reissued."""


@transaction.atomic
def revoke(
    *,
    certificate: Certificate,
    reason: Certificate.Reason,
    at: datetime,
    coordinator: Person | None = None,
) -> bool:
    """Say for ever that the certificate no longer stands, for one of the public reasons.

    False when it was revoked before; the first reason is kept. Effects, in order: the row; a link in
    the association's decision record; a mail to the holder. The row, its number and its file stay.

    :raises Refused: for a conflict of interest, or a certificate that was not issued or was replaced.
    """
    if coordinator is not None:
        _refuse_conflict(certificate, coordinator, at)
    certificate = _locked(certificate)
    if certificate.issued_at is None:
        raise Refused(_("This certificate has not been issued yet."))
    if certificate.superseded_by_id is not None:
        raise Refused(_("This certificate was replaced by a newer one. Withdraw that one instead."))
    if certificate.revoked_at is not None:
        return False
    Certificate.objects.filter(pk=certificate.pk).update(revoked_at=at, revoked_reason=reason)
    _record(certificate, "revoked", actor=coordinator, payload={"reason": reason}, at=at)
    _tell_revoked(certificate, reason=reason, at=at)
    return True


@transaction.atomic
def reissue(
    *, certificate: Certificate, at: datetime, coordinator: Person | None = None
) -> Certificate:
    """Issue the certificate anew in its holder's present name and language; the old one is superseded.

    A transcript stays in the language that was asked for. What it testifies to stays word for word, and
    what was withdrawn stands anew. Effects, in order: a new row with the next issue number; the old row
    points to it; a link in the association's decision record; archives that hold the old one are no
    longer kept; after commit, a hint to the worker.

    :raises AlreadySuperseded: when there is a newer issue.
    :raises Refused: for a conflict of interest, or when it was not issued yet, or its holder has no
        name to print.
    """
    if coordinator is not None:
        _refuse_conflict(certificate, coordinator, at)
    return _reissued(_locked(certificate), actor=coordinator, at=at)


def _reissued(
    old: Certificate, *, actor: Person | None, at: datetime, told_alone: bool = True
) -> Certificate:
    if old.superseded_by_id is not None:
        raise AlreadySuperseded
    if old.issued_at is None:
        raise Refused(_("This certificate has not been issued yet."))
    if not old.person.name.strip():
        raise Refused(_("There is no name to print: its holder’s details have none."))
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
        language=selectors.language_anew(old),
        valid_from_on=old.valid_from_on,
        valid_through_on=old.valid_through_on,
        told_alone=told_alone,
        due_at=at,
    )
    Certificate.objects.filter(pk=old.pk).update(superseded_by=new)
    _record(old, "reissued", actor=actor, payload={"new_number": new.number}, at=at)
    packing.forget(person=old.person, at=at)
    hint(ISSUE_TASK, new.pk)
    return new


@transaction.atomic
def reissue_for_holder(
    *, certificate: Certificate, person: Person, at: datetime, told_alone: bool = True
) -> Certificate:
    """The holder asks for it in the name or language of their details; otherwise as `reissue`.

    Not `told_alone`: whoever asks for many at once tells of all of them.

    :raises Refused: when nothing about it would change, or it no longer stands: then it is for a
        coordinator to decide.
    :raises AlreadySuperseded: when there is a newer issue.
    """
    # As it is now: a coordinator may have withdrawn it since the holder looked.
    certificate = _locked(certificate)
    checked = selectors.standing_of(certificate, at=at)
    if checked.verdict.standing == Standing.SUPERSEDED:
        raise AlreadySuperseded
    if checked.verdict.standing == Standing.NOT_VALID:
        raise Refused(_("This certificate is no longer valid, so it cannot be issued anew."))
    if not selectors.differs(certificate):
        raise Refused(_("It says your name as your details do. There is nothing to correct."))
    return _reissued(certificate, actor=person, at=at, told_alone=told_alone)


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


def _locked(certificate: Certificate) -> Certificate:
    """Whoever decides about it at the same moment waits, and then sees what was decided."""
    rows = Certificate.objects.select_for_update(of=("self",))
    return rows.select_related("person", "association").get(pk=certificate.pk)


def _refuse_conflict(certificate: Certificate, coordinator: Person, at: datetime) -> None:
    if certificate.kind in selectors.OF_ENDORSEMENTS:
        endorsement = Endorsement.objects.filter(public_id=selectors.about(certificate)).first()
        if endorsement is not None:
            refuse_about_award(coordinator, endorsement, at=at)
    if coordinator.pk == certificate.person_id:
        raise Refused(conflicts.sentence("self"))


def _record(
    certificate: Certificate,
    what: str,
    *,
    actor: Person | None,
    payload: dict[str, str],
    at: datetime,
) -> None:
    """A link in the decision record; what the platform certifies itself belongs to no association's, so
    that who did it stands in the log: as a pseudonym, with codes."""
    if certificate.association is None:
        who = actor.ref if actor else "nobody"
        logger.info("certificate %s %s by %s: %s", certificate.number, what, who, payload)
        return
    event.record(
        association=certificate.association,
        stream=f"certificate:{certificate.number}",
        kind=f"certificate.{what}",
        actor=actor,
        payload={
            "certificate_kind": certificate.kind,
            "issue_no": certificate.issue_no,
            "person": str(certificate.person.ref),
            **payload,
        },
        at=at,
        chained=True,
    )


def _tell_revoked(certificate: Certificate, *, reason: str, at: datetime) -> None:
    person = certificate.person
    if not person.email:
        return
    language = person.language
    document = selectors.document_of(certificate)
    with translation.override(language):
        address = reverse("certificates:detail", args=[certificate.number])
        context = {
            "name": person.name,
            "title": in_language(document["title"], language),
            "organization": document["organization"]["name"],
            "reason": str(Certificate.Reason(reason).label),
            "link": public_url(certificate.association) + address,
        }
    owe_mail(
        key=f"certificate-revoked:{certificate.number}",
        to=person.email,
        template="certificate_revoked",
        context=context,
        language=language,
        at=at,
    )
