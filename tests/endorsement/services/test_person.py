"""People can be erased without erasing decisions."""

from datetime import UTC, datetime

import pytest

from endorsement.models import Person
from endorsement.services import person as people
from tests.factories.person import PersonFactory

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_erase_leaves_only_the_pseudonym():
    person = PersonFactory(name="MARKER name", county="MARKER county", employer="MARKER employer")
    ref = person.ref
    people.erase(person=person, at=AT)
    left = Person.objects.get(pk=person.pk)
    assert (left.ref, left.user, left.name, left.email, left.county, left.employer) == (
        ref,
        None,
        "",
        "",
        "",
        "",
    )
