"""Whoever was brought here takes their record into an account of their own."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import ClaimInvitation, Person
from endorsement.refusals import Refused
from endorsement.selectors import claims
from endorsement.selectors.hosts import public_url
from endorsement.services import merging
from lms.backbone.mail import owe_mail


class Outcome(StrEnum):
    CLAIMED = "claimed"
    ASKED = "asked"


@transaction.atomic
def claim(*, invitation: ClaimInvitation, person: Person, at: datetime) -> Outcome:
    """Take the record into the account of whoever came through the invitation.

    With the address that the association has on file, verified, it is theirs at once; with another one
    the association is asked. Doing it twice changes nothing. Effects, in order: the invitation; the
    record becomes part of the person's (`merging.merge`), or their wish waits for a coordinator.

    :raises Refused: when somebody else has claimed it or asks for it, or both hold the same category.
    """
    row = _locked(invitation)
    if row.claimed_at is not None:
        if row.person_id == person.pk or row.person.merged_into_id == person.pk:
            return Outcome.CLAIMED
        raise Refused(_("This record has been claimed already."))
    if row.token_expires_at <= at:
        raise Refused(_("This invitation has run out. Ask your association for a new one."))
    if claims.is_theirs(row, person):
        _complete(row, person, actor=person, at=at)
        return Outcome.CLAIMED
    if row.person.user_id is not None:
        raise Refused(_("This record belongs to an account already."))
    if row.asked_by_id not in (None, person.pk) and row.refused_at is None:
        raise Refused(
            _(
                "Somebody else asks for this record. Your association will look at it; write to %(contact)s."
            )
            % {"contact": row.association.contact_email}
        )
    if row.refused_at is not None and row.asked_by_id == person.pk:
        raise Refused(
            _("Your association did not let this account have the record. Write to %(contact)s.")
            % {"contact": row.association.contact_email}
        )
    ClaimInvitation.objects.filter(pk=row.pk).update(
        asked_by=person, asked_at=at, refused_at=None, answered_by=None
    )
    return Outcome.ASKED


@transaction.atomic
def approve(*, invitation: ClaimInvitation, by: Person, at: datetime) -> Person:
    """Let somebody with another address have the record they ask for.

    Effects, in order: the invitation; the record becomes part of theirs; a mail tells them.

    :raises Refused: when nobody asks any more, for oneself, or when both hold the same category.
    """
    row = _locked(invitation)
    asker = _asker(row, by)
    into = _complete(row, asker, actor=by, at=at)
    _tell(row, into, granted=True, at=at)
    return into


@transaction.atomic
def refuse(*, invitation: ClaimInvitation, by: Person, at: datetime) -> None:
    """Do not let them have it. The invitation still leads whoever has the right address to the record.

    Effects, in order: the invitation; a mail tells them.

    :raises Refused: when nobody asks any more, or for oneself.
    """
    row = _locked(invitation)
    asker = _asker(row, by)
    ClaimInvitation.objects.filter(pk=row.pk).update(refused_at=at, answered_by=by)
    _tell(row, asker, granted=False, at=at)


def _locked(invitation: ClaimInvitation) -> ClaimInvitation:
    return (
        ClaimInvitation.objects.select_for_update(of=("self",))
        .select_related("person", "association", "asked_by")
        .get(pk=invitation.pk)
    )


def _asker(row: ClaimInvitation, by: Person) -> Person:
    if row.asked_by is None or row.claimed_at is not None or row.refused_at is not None:
        raise Refused(_("Nobody asks for this record any more."))
    if row.asked_by_id == by.pk:
        raise Refused(_("Nobody decides about themself. Please ask another coordinator."))
    return row.asked_by


def _complete(row: ClaimInvitation, person: Person, *, actor: Person, at: datetime) -> Person:
    ClaimInvitation.objects.filter(pk=row.pk).update(
        claimed_at=at, answered_by=actor if actor.pk != person.pk else None, code_hmac=None
    )
    return merging.merge(record=row.person, into=person, actor=actor, at=at)


def _tell(row: ClaimInvitation, person: Person, *, granted: bool, at: datetime) -> None:
    if not person.email:
        return
    owe_mail(
        key=f"claim-answered:{row.public_id}:{person.pk}:{granted}:{row.asked_at:%Y%m%d%H%M%S}",
        to=person.email,
        template="claim_answered",
        language=person.language,
        context={
            "public_url": public_url(row.association),
            "name": person.name,
            "association": row.association.name,
            "contact": row.association.contact_email,
            "granted": granted,
        },
        at=at,
    )
