"""How a rater gets in: a link in a mail, and a short code for the phone and for paper.

Sending again makes both anew, and what was sent before stops working: a mail that went to a wrong
address opens nothing any more. A printed letter has a code of its own and leaves the mailed link alone.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person, Reference
from endorsement.refusals import Refused
from endorsement.selectors.hosts import public_url
from endorsement.services import event
from endorsement.services.conflict import refuse_conflict
from lms.backbone import ids
from lms.backbone.mail import owe_mail

LINK_DAYS = 60
PAUSE = timedelta(minutes=10)
CODE_LENGTH = 8


@dataclass(frozen=True)
class Keys:
    """What opens the form, known only while it is sent."""

    token: str
    code: str

    def columns(self, at: datetime) -> dict[str, object]:
        """What the row keeps of them."""
        return {
            "token_sha256": Reference.digest(self.token),
            "code_hmac": Reference.code_digest(self.code),
            "token_expires_at": at + timedelta(days=LINK_DAYS),
            "sent_at": at,
        }


def new_keys() -> Keys:
    return Keys(secrets.token_urlsafe(32), new_code())


def new_code() -> str:
    """Eight characters that are hard to misread: 40 bits, behind a limit of tries."""
    return "".join(secrets.choice(ids.ALPHABET) for _number in range(CODE_LENGTH))


@transaction.atomic
def resend(*, reference: Reference, at: datetime) -> Reference:
    """Send a new link and code, good for another sixty days; the old ones stop working.

    What the rater has saved is still there.

    :raises Refused: when the reference was given, declined or canceled, or a link was sent within the
        last ten minutes.
    """
    sent_at = reference.sent_at or reference.token_expires_at - timedelta(days=LINK_DAYS)
    if reference.state == Reference.State.REQUESTED and at < sent_at + PAUSE:
        raise Refused(
            _("We sent the link a few minutes ago. Please wait a little before sending it again.")
        )
    keys = new_keys()
    renewed = Reference.objects.filter(
        pk=reference.pk,
        state=Reference.State.REQUESTED,
        token_sha256=reference.token_sha256,
    ).update(**keys.columns(at))
    if not renewed:
        raise Refused(_("This reference is no longer open, so no new link was sent."))
    reference.refresh_from_db()
    mail(reference, keys, at=at)
    return reference


@transaction.atomic
def code_for_letter(
    *, reference: Reference, application: Application, coordinator: Person, at: datetime
) -> str:
    """A code for a letter on paper, good for another sixty days; codes from before stop working.

    The applicant never sees one: with it they could rate themselves. Effects, in order: the digest of
    the code and the new last day; the event.

    :raises Refused: for a conflict of interest, or when the reference is not open any more.
    """
    check_desk(reference=reference, application=application, coordinator=coordinator)
    code = new_code()
    renewed = Reference.objects.filter(pk=reference.pk, state=Reference.State.REQUESTED).update(
        code_hmac=Reference.code_digest(code), token_expires_at=at + timedelta(days=LINK_DAYS)
    )
    if not renewed:
        raise Refused(_("This reference is no longer open, so there is no letter to print."))
    reference.refresh_from_db()
    event.record(
        association=application.association,
        stream=application.stream,
        kind="reference.letter_printed",
        actor=coordinator,
        payload={"reference": reference.public_id},
        at=at,
    )
    return code


def check_desk(*, reference: Reference, application: Application, coordinator: Person) -> None:
    """Whether the coordinator may act on this reference of this application.

    :raises Refused: for a conflict of interest, a closed application, or a rater of somebody else's.
    """
    refuse_conflict(coordinator, application)
    if application.state in Application.CLOSED:
        raise Refused(_("This application is closed; nothing about it can change any more."))
    asked_for = (application.person_id, application.association_id)
    if (reference.person_id, reference.association_id) != asked_for:
        raise Refused(_("This rater was not asked for this application."), field="reference")


def mail(reference: Reference, keys: Keys, *, at: datetime) -> None:
    """Owe the request with its link and code, which are kept nowhere else."""
    own = public_url(reference.association)
    owe_mail(
        key=f"reference:{reference.public_id}:{reference.token_sha256[:16]}",
        to=reference.rater.email,
        template="reference_request",
        language=reference.rater.language,
        context={
            "public_url": own,
            "name": reference.rater_name,
            "applicant": reference.person.name,
            "association": reference.association.name,
            "contact": reference.association.contact_email,
            "waived": reference.waived,
            "link": f"{own}/r/{keys.token}/",
            "code": ids.grouped(keys.code),
            "typed_at": address_to_type(own),
            "days": LINK_DAYS,
        },
        at=at,
    )


def address_to_type(own: str = "") -> str:
    """Where a code is typed: for what is printed the platform's own address, which outlives others."""
    return f"{(own or settings.PUBLIC_URL).partition('://')[2]}/rate"
