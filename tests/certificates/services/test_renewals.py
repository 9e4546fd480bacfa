"""Every renewal leaves a certificate of its own, and none replaces another."""

from datetime import date

import pytest

from certificates import selectors
from certificates.models import Certificate
from certificates.selectors import desk
from certificates.selectors.desk import Wanted
from endorsement.models import Endorsement, RenewalCycle
from endorsement.services import cycle as cycles
from endorsement.services import standing
from tests.factories.certificate import as_issued
from tests.factories.person import PersonFactory
from tests.factories.renewal import hand_in, held, noon, ready, renew

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


def _renewed() -> tuple[RenewalCycle, Certificate]:
    """An endorsement in its second period, which is due on December 31, 2028; its certificate."""
    endorsement = held()
    _renewed_in_november(endorsement)
    cycle = endorsement.cycles.get(number=2)
    assert cycle.due_on == date(2028, 12, 31)
    return cycle, as_issued(Certificate.objects.get(kind=Certificate.Kind.RENEWAL))


def _seen(certificate: Certificate, day: date) -> tuple[str, date | None, date | None, bool | None]:
    """How it stands at noon of the day; the desk's list says the same."""
    found = selectors.standing_of(certificate, at=noon(day))
    association = certificate.association
    listed = desk.matching(association, Wanted(), on=day).get(pk=certificate.pk)
    assert listed.stands == found.verdict.standing
    standing_of = found.verdict.standing.value
    return standing_of, found.valid_through, found.renewed_through, found.endorsement_holds


def test_an_extension_makes_its_own_period_longer_and_renews_nothing() -> None:
    cycle, certificate = _renewed()
    cycles.extend(
        cycle=cycle,
        due_on=date(2029, 3, 31),
        reason="Illness",
        coordinator=PersonFactory(),
        at=noon(date(2028, 11, 5)),
    )
    for day, expected in (
        (date(2028, 11, 6), "valid"),
        (date(2029, 1, 1), "valid"),
        (date(2029, 3, 31), "valid"),
        (date(2029, 4, 1), "expired"),
    ):
        # What was printed and signed stays; what is asked now is the period.
        assert _seen(certificate, day) == (expected, date(2029, 3, 31), None, True)
    certificate.refresh_from_db()
    assert certificate.valid_through_on == date(2028, 12, 31)


def test_a_break_makes_its_own_period_longer_and_renews_nothing() -> None:
    cycle, certificate = _renewed()
    coordinator = PersonFactory()
    endorsement = cycle.endorsement
    standing.set_inactive(
        endorsement=endorsement,
        coordinator=coordinator,
        because="illness",
        at=noon(date(2028, 11, 5)),
    )
    assert _seen(certificate, date(2028, 12, 1))[0] == "inactive"
    standing.come_back(
        endorsement=endorsement,
        coordinator=coordinator,
        due_on=date(2029, 6, 30),
        at=noon(date(2029, 2, 1)),
    )
    assert _seen(certificate, date(2029, 2, 2)) == ("valid", date(2029, 6, 30), None, True)


def test_an_early_renewal_leaves_the_period_its_own_day_and_tells_the_later_one() -> None:
    cycle, certificate = _renewed()
    _renewed_in_november(cycle.endorsement)
    through, later = date(2028, 12, 31), date(2029, 12, 31)
    assert _seen(certificate, date(2028, 11, 6)) == ("valid", through, later, True)
    assert _seen(certificate, date(2029, 1, 1)) == ("expired", through, later, True)
    # Nor is it said to be good through a day that is over.
    assert _seen(certificate, date(2030, 1, 2)) == ("expired", through, None, True)


def test_a_renewal_that_waits_for_its_decision_leaves_the_endorsement_in_force() -> None:
    cycle, certificate = _renewed()
    long_after = date(2029, 6, 1)
    assert _seen(certificate, long_after)[::3] == ("expired", False)
    hand_in(ready(cycle.endorsement), noon(date(2028, 12, 30)))
    assert _seen(certificate, long_after)[::3] == ("expired", True)
