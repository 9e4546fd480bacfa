"""Who gave the supervision of an entry: found or made, and asked about."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from endorsement.models import Association, LedgerEntry, Person
from endorsement.refusals import Refused
from endorsement.services.addresses import person_by_email
from endorsement.services.entry_content import EntryContent
from endorsement.services.provider import ask_about


def with_provider(person: Person, content: EntryContent) -> EntryContent:
    """The content with the person whom name and email tell, made if nobody has that address."""
    provider = content.provider
    if provider is None and content.provider_email:
        provider = person_by_email(
            email=content.provider_email,
            name=content.provider_name,
            time_zone=person.time_zone,
        )
    if provider is not None and provider.pk == person.pk:
        raise Refused(
            _("You cannot be your own provider. Please enter who gave you supervision."),
            field="provider_email",
        )
    return replace(content, provider=provider)


def ask(
    person: Person, content: EntryContent, association: Association | None, at: datetime
) -> None:
    """Put a provider about whom the association knows nothing on its coordinator's list."""
    if (
        association is not None
        and content.kind == LedgerEntry.Kind.RSC_RECEIVED
        and content.provider
    ):
        ask_about(person=person, association=association, at=at)
