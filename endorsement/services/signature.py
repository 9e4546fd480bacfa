"""Signing what a scheme asks for: a code of ethics, an agreement."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Edition, Person, PlannedItem, Signature
from endorsement.permissions import today_in
from endorsement.refusals import Refused
from endorsement.selectors.editions import parsed
from endorsement.services import plan


@transaction.atomic
def sign(
    *, person: Person, association: Association, document: str, edition: Edition, at: datetime
) -> Signature:
    """Record that the person signed a document of the edition today; once a day is enough.

    The day is the association's own. What was signed stays: signatures are never changed. A document
    that was planned to be signed leaves the person's plan.

    :raises Refused: when the edition has no such document.
    """
    if document not in parsed(edition).documents:
        raise Refused(_("This document is not part of the association's criteria."))
    signature, _created = Signature.objects.get_or_create(
        person=person,
        association=association,
        document=document,
        signed_on=today_in(association, at),
        defaults={"edition": edition, "signed_at": at},
    )
    plan.finish(person=person, kind=PlannedItem.Kind.DOCUMENT, code=document)
    return signature
