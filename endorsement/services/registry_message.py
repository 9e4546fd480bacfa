"""A message to somebody in the registry, by a form that does not tell their address."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import RegistryListing
from endorsement.refusals import Refused
from lms.backbone.mail import owe_mail


@transaction.atomic
def write(
    *, listing: RegistryListing, once: str, name: str, email: str, text: str, at: datetime
) -> None:
    """Owe the person one mail whose answer goes to whoever wrote; sending twice owes it once.

    Nothing of it is kept here once it has left.

    :raises Refused: when the person no longer wants to be written to.
    """
    still = RegistryListing.objects.select_for_update().filter(
        pk=listing.pk, show_name=True, may_write=True
    )
    person = listing.person
    if not still.exists() or not person.email:
        raise Refused(_("This person can no longer be written to here."))
    owe_mail(
        key=f"registry:{listing.public_id}:{once}",
        to=person.email,
        template="registry_message",
        context={
            "name": person.name,
            "sender": name,
            "reply_to": email,
            "text": text,
            "association": listing.association.slug,
        },
        language=person.language,
        at=at,
    )
