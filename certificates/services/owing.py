"""Owing a certificate: one row in the transaction of what it testifies to."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from certificates import payload
from certificates.models import Certificate
from endorsement.models import (
    Association,
    Endorsement,
    LedgerEntry,
    Person,
    RenewalCycle,
    TrainingOffer,
)
from endorsement.services.ledger import ATTENDANCE
from lms.backbone import canonical
from lms.backbone.hints import hint

Kind = Certificate.Kind
ISSUE_TASK = "certificates.issue"


def owe_for_entry(*, entry: LedgerEntry, at: datetime) -> Certificate | None:
    """Owe the certificate of completion of a training that the platform recorded itself.

    None for any other entry, and for a correction: what a person typed is not ours to certify.
    """
    if not testifies(entry):
        return None
    offer = (
        TrainingOffer.objects.select_related("association")
        .filter(code=entry.offer_code, version=entry.offer_version or 0)
        .first()
    )
    person = entry.person
    return owe_certificate(
        kind=Certificate.Kind.COMPLETION,
        subject=f"entry:{entry.public_id}",
        person=person,
        association=offer.association if offer else None,
        document=payload.of_entry(entry, offer=offer, language=person.language, at=at),
        valid_from_on=entry.last_on or entry.first_on,
        valid_through_on=None,
        at=at,
    )


def owe_for_achievement(*, entry: LedgerEntry, at: datetime) -> Certificate | None:
    """Owe the certificate of a learning path that has one of its own, or of attendance."""
    if not is_certified(entry):
        return None
    person, said = entry.person, entry.attributes
    association = Association.objects.filter(slug=said["association"] or None).first()
    kind = kind_of(entry)
    of_kind = {Kind.PATH: payload.of_achievement, Kind.ATTENDANCE: payload.of_attendance}
    return owe_certificate(
        kind=kind,
        subject=f"entry:{entry.public_id}",
        person=person,
        association=association,
        document=of_kind[kind](entry, association=association, language=person.language, at=at),
        valid_from_on=entry.last_on or entry.first_on,
        valid_through_on=None,
        at=at,
    )


def owe_for_endorsement(*, endorsement: Endorsement, at: datetime) -> Certificate:
    """Owe the certificate of an award. How long it is good for is read from the renewal cycles."""
    person = endorsement.person
    return owe_certificate(
        kind=Certificate.Kind.ENDORSEMENT,
        subject=f"endorsement:{endorsement.public_id}",
        person=person,
        association=endorsement.association,
        document=payload.of_endorsement(endorsement, language=person.language, at=at),
        valid_from_on=endorsement.awarded_on,
        valid_through_on=None,
        at=at,
    )


def owe_for_cycle(*, cycle: RenewalCycle, at: datetime) -> Certificate:
    """Owe the certificate of a renewal, good through the day the new cycle is due."""
    endorsement = cycle.endorsement
    person = endorsement.person
    return owe_certificate(
        kind=Certificate.Kind.RENEWAL,
        subject=f"cycle:{endorsement.public_id}:{cycle.number}",
        person=person,
        association=endorsement.association,
        document=payload.of_cycle(cycle, language=person.language, at=at),
        valid_from_on=cycle.starts_on,
        valid_through_on=cycle.due_on,
        at=at,
    )


@transaction.atomic
def owe_certificate(
    *,
    kind: str,
    subject: str,
    person: Person,
    association: Association | None,
    document: dict[str, Any],
    valid_from_on: date,
    valid_through_on: date | None,
    at: datetime,
) -> Certificate:
    """Insert the first issue of a certificate, or return the one that is there.

    Effects, in order: the row, in the caller's transaction; after commit, a hint to the worker.
    """
    text = canonical.text(document)
    certificate, made = Certificate.objects.get_or_create(
        kind=kind,
        subject=subject,
        issue_no=1,
        defaults={
            "person": person,
            "association": association,
            "name_as_issued": person.name,
            "payload": text,
            "payload_sha256": canonical.digest(text),
            "language": document["language"],
            "valid_from_on": valid_from_on,
            "valid_through_on": valid_through_on,
            "due_at": at,
        },
    )
    if made:
        hint(ISSUE_TASK, certificate.pk)
    return certificate


def kind_of(entry: LedgerEntry) -> Certificate.Kind:
    """The kind of certificate that testifies to an entry."""
    if entry.kind != LedgerEntry.Kind.ACHIEVEMENT:
        return Kind.COMPLETION
    return Kind.ATTENDANCE if entry.attributes.get("what") == ATTENDANCE else Kind.PATH


def testifies(entry: LedgerEntry) -> bool:
    """Whether an entry is one that the platform itself certifies."""
    return (
        entry.kind == LedgerEntry.Kind.TRAINING
        and entry.origin == LedgerEntry.Origin.SYSTEM
        and entry.corrects_id is None
        and entry.permanent_at is not None
    )


def is_certified(entry: LedgerEntry) -> bool:
    """Whether an entry is an achievement that has a certificate of its own."""
    return (
        entry.kind == LedgerEntry.Kind.ACHIEVEMENT
        and entry.origin == LedgerEntry.Origin.SYSTEM
        and entry.corrects_id is None
        and entry.permanent_at is not None
        and bool(entry.attributes.get("certified"))
    )
