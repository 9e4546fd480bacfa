"""What is signed stays signed, once a day, on the association's own day."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from endorsement.models import Signature
from endorsement.refusals import Refused
from endorsement.selectors import editions
from endorsement.services.signature import sign
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db
EVENING = datetime.datetime(2026, 6, 2, 3, tzinfo=datetime.UTC)


def signed(document: str = "code_of_ethics") -> Signature:
    association = association_with_scheme()
    edition = editions.current(association, EVENING.date())
    return sign(
        person=PersonFactory(),
        association=association,
        document=document,
        edition=edition,
        at=EVENING,
    )


def test_the_day_is_the_associations() -> None:
    assert signed().signed_on == datetime.date(2026, 6, 1)


def test_signing_twice_a_day_signs_once() -> None:
    first = signed()
    again = sign(
        person=first.person,
        association=first.association,
        document=first.document,
        edition=first.edition,
        at=EVENING,
    )
    assert again == first


def test_an_unknown_document_is_refused() -> None:
    with pytest.raises(Refused, match="not part of the association's criteria"):
        signed("contract")


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_signatures_are_append_only(verb: str) -> None:
    signed()
    rows = Signature.objects.all()
    with pytest.raises(IntegrityError, match="is never changed"), transaction.atomic():
        rows.update(document="other") if verb == "update" else rows._raw_delete(rows.db)
