"""A person's own certificates."""

import json
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from certificates import names
from certificates.models import Certificate
from endorsement.models import Endorsement, LedgerEntry, Person


def document_of(certificate: Certificate) -> dict[str, Any]:
    """What the certificate says (certificates.payload, format 1)."""
    return json.loads(certificate.payload)


def of_person(person: Person) -> QuerySet[Certificate]:
    """The person's certificates, newest first; superseded ones stay listed."""
    return (
        Certificate.objects.filter(person=person)
        .select_related("association", "person", "superseded_by")
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


def says_present_name(certificate: Certificate) -> bool:
    """Whether it was issued in exactly the name that its holder's details say now."""
    return names.same(certificate.name_as_issued, certificate.person.name)


def differs(certificate: Certificate) -> bool:
    """Whether issued anew it would say another name or be in another language."""
    named = bool(certificate.person.name.strip()) and not says_present_name(certificate)
    return named or language_anew(certificate) != certificate.language


def language_anew(certificate: Certificate) -> str:
    """The language it would be issued anew in: its holder's, but a transcript's was asked for."""
    if certificate.kind == Certificate.Kind.TRANSCRIPT:
        return certificate.language
    return certificate.person.language


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
