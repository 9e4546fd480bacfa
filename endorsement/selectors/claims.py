"""Who was brought here and has no account yet, and the invitations that lead them to their records."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare, salted_hmac

from endorsement.models import Association, ClaimInvitation, ImportedRow, Person
from endorsement.permissions import association_for_coordinator


class Standing(StrEnum):
    OPEN = "open"
    EXPIRED = "expired"
    CLAIMED = "claimed"


@dataclass(frozen=True)
class Found:
    """An invitation behind a link or a code, and whether it still opens anything."""

    invitation: ClaimInvitation
    standing: Standing


def people(association: Association) -> QuerySet[Person]:
    """Living people of the association's lists without an account, by name."""
    brought = ImportedRow.objects.filter(person=OuterRef("pk"), batch__association=association)
    return Person.objects.filter(
        Exists(brought),
        user__isnull=True,
        erased_at__isnull=True,
        merged_into__isnull=True,
        deceased_on__isnull=True,
    ).order_by("name", "pk")


def to_invite(association: Association) -> QuerySet[Person]:
    """Those with an address who were not invited yet."""
    invited = ClaimInvitation.objects.filter(
        person=OuterRef("pk"), association=association, sent_at__isnull=False
    )
    return people(association).exclude(email="").exclude(Exists(invited))


def by_paper(association: Association) -> QuerySet[Person]:
    """Those without an address: a letter is all that reaches them."""
    return people(association).filter(email="")


def invited(association: Association) -> QuerySet[ClaimInvitation]:
    """Invitations that were sent or printed and not taken up, the oldest first."""
    rows = association.claim_invitations.filter(claimed_at__isnull=True, asked_by__isnull=True)
    rows = rows.filter(person__merged_into__isnull=True, person__user__isnull=True)
    return rows.select_related("person").order_by("sent_at", "pk")


def asking(association: Association) -> QuerySet[ClaimInvitation]:
    """Those behind whom somebody with another address asks for the record."""
    rows = association.claim_invitations.filter(claimed_at__isnull=True, refused_at__isnull=True)
    rows = rows.filter(asked_by__isnull=False)
    return rows.select_related("person", "asked_by").order_by("asked_at", "pk")


def for_coordinator(person: Person, slug: str, public_id: str) -> ClaimInvitation:
    """:raises Http404: for anyone but a coordinator of the association."""
    association = association_for_coordinator(person, slug)
    return get_object_or_404(
        association.claim_invitations.select_related("person", "asked_by", "association"),
        public_id=public_id,
    )


def person_for_coordinator(coordinator: Person, slug: str, ref: object) -> Person:
    """Somebody of the association's lists without an account.

    :raises Http404: for anybody else.
    """
    association = association_for_coordinator(coordinator, slug)
    return get_object_or_404(people(association), ref=ref)


def by_token(token: str, at: datetime) -> Found:
    """:raises Http404: for a link that never was, or that another one took the place of."""
    return _found(_all().filter(token_sha256=ClaimInvitation.digest(token)), at)


def by_code(code: str, at: datetime) -> Found:
    """:raises Http404: for a code that nobody was sent."""
    return _found(_all().filter(code_hmac=ClaimInvitation.code_digest(code)), at)


def by_proof(public_id: str, proof: str, at: datetime) -> Found:
    """:raises Http404: when the proof is not of the invitation's code of now."""
    found = _found(_all().filter(public_id=public_id), at)
    if not constant_time_compare(proof_of(found.invitation) or "-", proof):
        raise Http404
    return found


def proof_of(invitation: ClaimInvitation) -> str:
    """Stands in the address for a code that was typed; a new code makes another."""
    if not invitation.code_hmac:
        return ""
    return salted_hmac(
        "endorsement.claim.proof", invitation.code_hmac, algorithm="sha256"
    ).hexdigest()[:40]


def is_theirs(invitation: ClaimInvitation, person: Person) -> bool:
    """Whether the account behind a person has proven the address that the record has on file."""
    record = invitation.person
    if record.pk == person.pk:
        return True
    if person.user_id is None or not record.email:
        return False
    return EmailAddress.objects.filter(
        user=person.user_id, verified=True, email__iexact=record.email
    ).exists()


def masked(address: str) -> str:
    """Enough of an address to know it again: `a…@example.org`."""
    local, _at, host = address.partition("@")
    return f"{local[:1]}…@{host}" if host else ""


def _all() -> QuerySet[ClaimInvitation]:
    return ClaimInvitation.objects.select_related(
        "person__merged_into", "association", "asked_by"
    ).filter(Q(person__erased_at__isnull=True))


def _found(rows: QuerySet[ClaimInvitation], at: datetime) -> Found:
    invitation = rows.first()
    if invitation is None:
        raise Http404
    if invitation.claimed_at is not None:
        return Found(invitation, Standing.CLAIMED)
    if invitation.token_expires_at <= at:
        return Found(invitation, Standing.EXPIRED)
    return Found(invitation, Standing.OPEN)
