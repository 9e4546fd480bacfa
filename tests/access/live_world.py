"""A live session of the owner's association, in which the owner has a seat."""

import datetime

from courses.services import live_registration
from endorsement.models import Association, Person
from tests.access.marks import mark
from tests.factories.live import planned


def live_session(
    owner: Person, association: Association, *, by: Person, at: datetime.datetime
) -> str:
    session = planned(association, by=by, at=at, access=f"https://{mark('live-link')}.example.org/")
    live_registration.register(session=session, person=owner, at=at)
    return str(session.public_id)
