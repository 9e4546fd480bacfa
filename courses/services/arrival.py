"""Taking an act once, however often a browser sends it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from courses.models import Arrival
from endorsement.models import Person

#: How long a key is remembered; no browser sends the same act for longer.
REMEMBERED = timedelta(days=90)


@transaction.atomic
def arrive(*, person: Person, key: UUID, at: datetime) -> bool:
    """Whether the act arrives for the first time. Undone with the transaction in which it is taken.

    Effects, in order: the row of person and key; the person's rows that are too old go.
    """
    _row, first = Arrival.objects.get_or_create(person=person, key=key, defaults={"arrived_at": at})
    if first:
        Arrival.objects.filter(person=person, arrived_at__lt=at - REMEMBERED).delete()
    return first
