"""Addresses that take no mail: noted by servers, by messages that came back, or by hand; then settled.

As long as a bounce stands, reminders go to the person's second address, and where there is none to
nobody: the person is on the call list.
"""

from collections.abc import Iterable
from datetime import datetime
from email.message import Message

from django.db import transaction
from django.db.models.functions import Lower
from flufl.bounce import all_failures

from endorsement.models import Bounce, Person


@transaction.atomic
def note(
    *, address: str, source: str, at: datetime, status: str = "", by: Person | None = None
) -> Bounce | None:
    """The address takes no mail; None for one that is nobody's here. Noting it twice notes it once."""
    person = person_at(address)
    if person is None:
        return None
    Bounce.objects.bulk_create(
        [
            Bounce(
                person=person,
                address=address.strip().lower(),
                status=status[:12],
                source=source,
                bounced_at=at,
                noted_by=by,
            )
        ],
        ignore_conflicts=True,
    )
    return Bounce.objects.filter(address__iexact=address.strip(), settled_at__isnull=True).first()


@transaction.atomic
def settle(*, bounce: Bounce, by: Person, at: datetime) -> bool:
    """The address works after all, or there is another one; from now on it is tried again."""
    open_ones = Bounce.objects.filter(pk=bounce.pk, settled_at__isnull=True)
    return bool(open_ones.update(settled_at=at, settled_by=by))


def refused(address: str, status: str, at: datetime) -> bool:
    """A server refused the address for good; whether that was noted. See `lms.backbone.departures`."""
    return note(address=address, source=Bounce.Source.SERVER, status=status, at=at) is not None


def read(messages: Iterable[Message], *, at: datetime) -> tuple[int, int]:
    """Note what messages that came back say; how many addresses were noted, and how many messages said
    nothing about anybody here.

    Only failures for good are noted: a server that will try again, or takes its time, says nothing yet.
    """
    noted = unknown = 0
    for message in messages:
        _temporary, permanent = all_failures(message)
        found = [
            note(address=address.decode("ascii", "replace"), source=Bounce.Source.MESSAGE, at=at)
            for address in sorted(permanent)
        ]
        known = sum(one is not None for one in found)
        noted += known
        unknown += not known
    return noted, unknown


def person_at(address: str) -> Person | None:
    """Whose address it is: the first, or a verified second one."""
    small = address.strip().lower()
    living = Person.objects.filter(erased_at__isnull=True)
    first = living.exclude(email="").alias(lower=Lower("email")).filter(lower=small).first()
    if first is not None or not small:
        return first
    return living.filter(
        user__emailaddress__email__iexact=small, user__emailaddress__verified=True
    ).first()
