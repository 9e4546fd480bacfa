"""A coordinator invites people to take their records into accounts of their own: by mail or on paper.

Sending again makes link and code anew, and what was sent before stops working. A printed letter has a code
of its own and leaves the mailed link alone.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, ClaimInvitation, Person
from endorsement.refusals import Refused
from endorsement.selectors import claims
from endorsement.selectors.hosts import public_url
from endorsement.services import mailed_link
from endorsement.services.reference_link import new_code
from lms.backbone import ids
from lms.backbone.mail import owe_mail

LINK_DAYS = 60
#: So many are written to at once; whoever has more presses again.
AT_ONCE = 500


@transaction.atomic
def invite_all(*, association: Association, by: Person, at: datetime) -> int:
    """Invite everybody with an address who has neither an account nor an invitation; how many were.

    Effects: for each, what `invite` does. Whom somebody else invited meanwhile, or whom nothing is written
    to any more, is left out.
    """
    invited = 0
    for person in list(claims.to_invite(association)[:AT_ONCE]):
        with suppress(Refused):
            invite(association=association, person=person, by=by, at=at)
            invited += 1
    return invited


@transaction.atomic
def invite(
    *, association: Association, person: Person, by: Person, at: datetime
) -> ClaimInvitation:
    """Mail somebody the way to their record, in their language; again, with a new link.

    Effects, in order: the invitation, once for each association and person; a new link and code, good
    for sixty days; one mail.

    :raises Refused: for somebody with an account, without an address, or who was written to just now.
    """
    if not person.email:
        raise Refused(_("There is no address on file. Print a letter instead."))
    invitation = _for(association, person, by, at)
    code = new_code()
    token = mailed_link.renew(invitation, days=LINK_DAYS, at=at)
    ClaimInvitation.objects.filter(pk=invitation.pk).update(
        code_hmac=ClaimInvitation.code_digest(code)
    )
    own = public_url(association)
    owe_mail(
        key=f"claim:{invitation.public_id}:{invitation.token_sha256[:16]}",
        to=person.email,
        template="claim_invitation",
        language=person.language,
        context={
            "public_url": own,
            "name": person.name,
            "association": association.name,
            "contact": association.contact_email,
            "link": f"{own}/i/{token}/",
            "code": ids.grouped(code),
            "typed_at": typed_at(own),
            "days": LINK_DAYS,
        },
        at=at,
    )
    return invitation


@transaction.atomic
def code_for_letter(
    *, association: Association, person: Person, by: Person, at: datetime
) -> tuple[ClaimInvitation, str]:
    """A code for a letter on paper, good for sixty days; codes from before stop working.

    :raises Refused: for somebody with an account.
    """
    invitation = _for(association, person, by, at)
    code = new_code()
    ClaimInvitation.objects.filter(pk=invitation.pk).update(
        code_hmac=ClaimInvitation.code_digest(code),
        token_expires_at=at + timedelta(days=LINK_DAYS),
    )
    invitation.refresh_from_db()
    return invitation, ids.grouped(code)


def typed_at(own: str) -> str:
    """Where a code is typed."""
    return f"{own.partition('://')[2]}/claim"


def _for(association: Association, person: Person, by: Person, at: datetime) -> ClaimInvitation:
    if person.user_id is not None or person.merged_into_id is not None:
        raise Refused(_("This person has an account already."))
    if person.erased_at or person.deceased_on:
        raise Refused(_("Nothing is written to this person any more."))
    made, _created = ClaimInvitation.objects.get_or_create(
        association=association,
        person=person,
        defaults={**mailed_link.unsent(LINK_DAYS, at), "invited_by": by, "invited_at": at},
    )
    locked = ClaimInvitation.objects.select_for_update().get(pk=made.pk)
    if locked.claimed_at is not None:
        raise Refused(_("This record has been claimed already."))
    return locked
