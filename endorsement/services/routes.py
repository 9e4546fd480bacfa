"""Where mail to an address goes at the moment it leaves; see `lms.backbone.departures`."""

from datetime import datetime

from django.db.models.functions import Lower

from endorsement.models import Person
from endorsement.selectors import addresses
from lms.backbone.departures import Route

# Whether an address is somebody's own is asked at that address and no other.
ONLY_THERE = "account_"


def route_to(address: str, template: str, _at: datetime) -> Route:
    """Nothing leaves for somebody who has died, whatever was owed to them before it was known.

    What would go to an address that bounced goes to the person's second one; where there is none it is
    tried all the same.
    """
    # As the unique index has it, so that it is found by the index.
    living = Person.objects.filter(erased_at__isnull=True).exclude(email="")
    person = living.alias(lower=Lower("email")).filter(lower=address.lower()).first()
    if person is None:
        return Route(address)
    if person.deceased_on:
        return Route(address, reason="deceased")
    if template.startswith(ONLY_THERE):
        return Route(address)
    open_one, _why_not = addresses.mail_address(person)
    return Route(open_one or address)
