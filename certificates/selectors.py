"""Fetching certificates: fetching is authorizing, a stranger gets 404."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import Http404

from certificates.models import Certificate
from certificates.names import initials
from certificates.verification import Facts, Standing, Verdict, judge
from endorsement.models import Endorsement, LedgerEntry, Membership, Person
from endorsement.permissions import has_role, person_of, today_in
from lms.backbone.ids import is_certificate_number, normalize


def document_of(certificate: Certificate) -> dict[str, Any]:
    """What the certificate says (certificates.payload, format 1)."""
    return json.loads(certificate.payload)


def of_person(person: Person) -> QuerySet[Certificate]:
    """The person's certificates, newest first; superseded ones stay listed."""
    return (
        Certificate.objects.filter(person=person)
        .select_related("association")
        .order_by("-valid_from_on", "-issue_no", "-pk")
    )


def mine(person: Person, number: str) -> Certificate:
    """One certificate of the person.

    :raises Http404: for anybody else's.
    """
    certificate = of_person(person).filter(number=number).first()
    if certificate is None:
        raise Http404
    return certificate


def latest_for(subject: str, kind: str) -> Certificate | None:
    """The newest issue about a subject, or None while none is owed."""
    return Certificate.objects.filter(subject=subject, kind=kind).order_by("-issue_no").first()


def entry_of(person: Person, public_id: str) -> LedgerEntry:
    """The person's ledger entry.

    :raises Http404: for anybody else's.
    """
    entry = LedgerEntry.objects.filter(person=person, public_id=public_id).first()
    if entry is None:
        raise Http404
    return entry


def endorsement_of(person: Person, public_id: str) -> Endorsement:
    """The person's endorsement.

    :raises Http404: for anybody else's.
    """
    endorsement = Endorsement.objects.filter(person=person, public_id=public_id).first()
    if endorsement is None:
        raise Http404
    return endorsement


@dataclass(frozen=True)
class Checked:
    """A certificate as the public sees it, at one moment."""

    certificate: Certificate
    document: dict[str, Any]
    verdict: Verdict
    #: Last day it is good for, empty where there is none.
    valid_through: date | None
    #: For the certificate of one period: the endorsement itself is good through this later day.
    renewed_through: date | None
    holder: str

    @property
    def stands(self) -> bool:
        return self.verdict.standing == Standing.VALID


def checked(typed: str, *, at: datetime) -> Checked | None:
    """What stands behind a number as typed from paper, or None when there is no such certificate."""
    number = normalize(typed)
    if not is_certificate_number(number):
        return None
    certificate = (
        Certificate.objects.select_related("association")
        .filter(number=number, issued_at__isnull=False)
        .first()
    )
    return standing_of(certificate, at=at) if certificate else None


def standing_of(certificate: Certificate, *, at: datetime) -> Checked:
    """The certificate's standing on the day it is in its association's time zone."""
    document = document_of(certificate)
    association = certificate.association
    zone = ZoneInfo(association.time_zone if association else document["zone"])
    endorsement = _endorsement_behind(certificate)
    current = endorsement.cycles.order_by("-number").first() if endorsement else None
    valid_through, renewed_through = certificate.valid_through_on, None
    if current and certificate.kind == Certificate.Kind.ENDORSEMENT:
        valid_through = current.due_on
    elif current and valid_through and current.due_on > valid_through:
        renewed_through = current.due_on
    verdict = judge(
        Facts(
            today=at.astimezone(zone).date(),
            superseded=certificate.superseded_by_id is not None,
            revoked_reason=certificate.revoked_reason,
            record_corrected=_corrected(certificate),
            endorsement_state=endorsement.state if endorsement else "",
            valid_through=valid_through,
        )
    )
    return Checked(
        certificate=certificate,
        document=document,
        verdict=verdict,
        valid_through=valid_through,
        renewed_through=renewed_through,
        holder="" if verdict.standing == Standing.SUPERSEDED else holder_shown(certificate),
    )


def holder_shown(certificate: Certificate) -> str:
    """The holder's name as far as the holder lets the public see it; empty when it is hidden."""
    if certificate.name_shown == Certificate.NameShown.FULL:
        return certificate.name_as_issued
    if certificate.name_shown == Certificate.NameShown.INITIALS:
        return initials(certificate.name_as_issued)
    return ""


def dead_for(user: Any, *, at: datetime) -> QuerySet[Certificate]:
    """The certificates that could not be drawn and that the user answers for, oldest first.

    An administrator sees all, a coordinator those of their associations today.

    :raises Http404: for everybody else.
    """
    dead = Certificate.objects.filter(state=Certificate.State.DEAD)
    dead = dead.select_related("person", "association").order_by("due_at", "pk")
    if user.is_superuser:
        return dead
    memberships = person_of(user).memberships.filter(role=Membership.Role.COORDINATOR)
    theirs = [
        membership.association_id
        for membership in memberships.select_related("association")
        if has_role(
            membership.person,
            membership.association,
            membership.role,
            on=today_in(membership.association, at),
        )
    ]
    if not theirs:
        raise Http404
    return dead.filter(association__in=theirs)


def _endorsement_behind(certificate: Certificate) -> Endorsement | None:
    if certificate.kind not in (Certificate.Kind.ENDORSEMENT, Certificate.Kind.RENEWAL):
        return None
    public_id = certificate.subject.split(":")[1]
    return Endorsement.objects.filter(public_id=public_id).first()


def _corrected(certificate: Certificate) -> bool:
    """Whether the ledger entry it was drawn from was corrected since."""
    if certificate.kind not in (Certificate.Kind.COMPLETION, Certificate.Kind.PATH):
        return False
    public_id = certificate.subject.partition(":")[2]
    return LedgerEntry.objects.filter(corrects__public_id=public_id).exists()
