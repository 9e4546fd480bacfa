"""People with a role, signed in."""

from datetime import date

from django.test import Client

from endorsement.models import Association
from endorsement.services import membership
from tests.factories.person import PersonFactory

SINCE = date(2020, 1, 1)


def member(association: Association, role: str) -> Client:
    """Somebody with the role, which the membership service gave: Wagtail's groups are in step."""
    person = PersonFactory()
    membership.begin(person=person, association=association, role=role, from_on=SINCE)
    client = Client()
    client.force_login(person.user)
    return client
