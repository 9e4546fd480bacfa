"""Which reminders somebody gets: everything but duties can be switched off, by page or by one click."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.core import signing
from django.db import transaction

from endorsement.models import Person, ReminderChoice
from endorsement.selectors.hosts import public_url
from endorsement.services.notices.kinds import every_kind

SALT = "reminder choices"


def address_of(person: Person, kinds: Iterable[str]) -> str:
    """The page of somebody's choices, opened without signing in; a POST to it ends these kinds.

    It is signed rather than kept: it changes nothing but choices, and must work as long as the mail lies
    in somebody's inbox.
    """
    token = signing.dumps([str(person.ref), *kinds], salt=SALT)
    return f"{public_url(None)}/n/{token}/"


def read(token: str) -> tuple[Person, list[str]] | None:
    """Whose choices an address opens, and which kinds the mail with it carried."""
    try:
        ref, *kinds = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    person = Person.objects.filter(ref=ref, erased_at__isnull=True).first()
    return (person, kinds) if person else None


def wanted(person: Person) -> set[str]:
    """The kinds somebody gets mail about."""
    refused = set(person.reminder_choices.values_list("kind", flat=True))
    return {kind.name for kind in every_kind() if kind.duty or kind.name not in refused}


@transaction.atomic
def choose(*, person: Person, kinds: Collection[str], at: datetime) -> None:
    """From now on mail about exactly these kinds, beside duties; what is owed already counts too."""
    refused = [kind.name for kind in every_kind() if not kind.duty and kind.name not in kinds]
    person.reminder_choices.exclude(kind__in=refused).delete()
    _refuse(person, refused, at)


@transaction.atomic
def unsubscribe(*, person: Person, kinds: Iterable[str], at: datetime) -> None:
    """No more mail about these kinds; duties are left out."""
    names = set(kinds)
    _refuse(
        person, [kind.name for kind in every_kind() if kind.name in names and not kind.duty], at
    )


def _refuse(person: Person, kinds: Iterable[str], at: datetime) -> None:
    ReminderChoice.objects.bulk_create(
        [ReminderChoice(person=person, kind=kind, chosen_at=at) for kind in kinds],
        ignore_conflicts=True,
    )
