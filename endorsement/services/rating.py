"""Ratings on their way: saved for later by the rater, or typed by a coordinator for them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person, Reference
from endorsement.refusals import Refused
from endorsement.selectors.hosts import public_url
from endorsement.services import event, reference_link
from endorsement.services import reference as references
from lms.backbone.mail import owe_mail

LONGEST = 4000


@transaction.atomic
def save_draft(
    *, reference: Reference, fields: Mapping[str, str], seen_at: datetime | None, at: datetime
) -> Reference:
    """Keep what the rater has so far; the link opens it again. Nobody else reads it.

    `seen_at` is when what the page showed had been saved: another tab may have saved since.

    :raises Refused: when it was saved in between, or handed in, declined or taken back.
    """
    kept = {name: value[:LONGEST] for name, value in fields.items() if value}
    saved = Reference.objects.filter(
        pk=reference.pk, state=Reference.State.REQUESTED, draft_saved_at=seen_at
    ).update(draft=kept, draft_saved_at=at)
    still_open = Reference.objects.filter(pk=reference.pk, state=Reference.State.REQUESTED).exists()
    reference.refresh_from_db()
    if saved:
        return reference
    if still_open:
        raise Refused(
            _(
                "You saved this in another window in the meantime. What you typed here is still here; "
                "save once more to keep it instead."
            )
        )
    raise Refused(_("This reference is no longer open, so nothing was saved."))


@transaction.atomic
def record(
    *,
    reference: Reference,
    application: Application,
    coordinator: Person,
    received: str,
    at: datetime,
    **given: Any,
) -> Reference:
    """Hand in for a rater what they said by phone or wrote on paper, marked as such.

    Effects, in order: the rating, as `reference.complete` keeps it; how it came and who typed it; the
    event; a mail to the rater, who would know if it was not theirs.

    :raises Refused: for a conflict of interest, or whatever `reference.complete` refuses.
    """
    reference_link.check_desk(reference=reference, application=application, coordinator=coordinator)
    if received not in (Reference.Received.PHONE, Reference.Received.PAPER):
        raise Refused(_("Say whether it came by phone or on paper."), field="received")
    reference = references.complete(reference=reference, at=at, **given)
    reference.received, reference.recorded_by = received, coordinator
    reference.save(update_fields=["received", "recorded_by"])
    event.record(
        association=application.association,
        stream=application.stream,
        kind="reference.recorded",
        actor=coordinator,
        payload={"reference": reference.public_id, "received": received},
        at=at,
    )
    _tell_rater(reference, at=at)
    return reference


def _tell_rater(reference: Reference, *, at: datetime) -> None:
    if not reference.rater.email:
        return
    owe_mail(
        key=f"reference_recorded:{reference.public_id}",
        to=reference.rater.email,
        template="reference_recorded",
        language=reference.rater.language,
        context={
            "public_url": public_url(reference.association),
            "name": reference.rater_name,
            "applicant": reference.person.name,
            "association": reference.association.name,
            "contact": reference.association.contact_email,
            "by_phone": reference.received == Reference.Received.PHONE,
        },
        at=at,
    )
