"""Every renewal leaves a certificate of its own, and none replaces another."""

from datetime import date

import pytest

from certificates import selectors
from certificates.models import Certificate
from endorsement.models import Endorsement
from tests.factories.certificate import as_issued
from tests.factories.renewal import held, noon, ready, renew

pytestmark = pytest.mark.django_db


def _renewed_in_november(endorsement: Endorsement) -> None:
    cycle = ready(endorsement)
    for _click in range(2):
        renew(cycle, noon(date(cycle.due_on.year, 11, 5)))


def test_three_renewals_leave_three_certificates_that_can_be_checked() -> None:
    endorsement = held()
    for _year in range(3):
        _renewed_in_november(endorsement)
    certificates = Certificate.objects.filter(kind=Certificate.Kind.RENEWAL).order_by("pk")
    found = [
        selectors.checked(as_issued(one).number, at=noon(date(2029, 12, 1))) for one in certificates
    ]
    assert [
        (one.verdict.standing, one.valid_through, one.renewed_through, one.holder)
        for one in found
        if one
    ] == [
        ("expired", date(2028, 12, 31), date(2030, 12, 31), endorsement.person.name),
        ("valid", date(2029, 12, 31), date(2030, 12, 31), endorsement.person.name),
        ("valid", date(2030, 12, 31), None, endorsement.person.name),
    ]
