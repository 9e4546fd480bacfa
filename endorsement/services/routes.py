"""Where mail to an address goes at the moment it leaves; see `lms.backbone.departures`."""

from datetime import datetime

from django.db.models.functions import Lower

from endorsement.models import Person
from lms.backbone.departures import Route


def route_to(address: str, _at: datetime) -> Route:
    """Nothing leaves for somebody who has died, whatever was owed to them before it was known."""
    # As the unique index has it, so that it is found by the index.
    living = Person.objects.filter(erased_at__isnull=True).exclude(email="")
    theirs = living.alias(lower=Lower("email")).filter(lower=address.lower())
    if theirs.filter(deceased_on__isnull=False).exists():
        return Route(address, reason="deceased")
    return Route(address)
