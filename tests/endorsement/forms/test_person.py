"""What a person says of themself."""

import pytest

from endorsement.forms.person import DetailsForm
from endorsement.models import Person

FIRST, KNOWN = Person(), Person(name="Grace")


@pytest.mark.parametrize(
    ("person", "sent", "asks"), [(FIRST, None, True), (FIRST, {}, False), (KNOWN, None, False)]
)
def test_the_device_is_asked_where_somebody_lives_until_they_have_said_it(person, sent, asks):
    form = DetailsForm(sent, instance=person)
    assert ("data-own-zone" in str(form["time_zone"])) is asks
