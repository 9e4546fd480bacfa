"""Fees are recorded once, in the fee's currency, and taken back without being erased."""

from datetime import timedelta
from decimal import Decimal

import pytest

from endorsement.models import Event, Fee, FeePayment
from endorsement.refusals import Refused
from endorsement.selectors import fees
from endorsement.services import fee
from tests.factories import application as given
from tests.factories.application import AT, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    application = given.registration_asked()
    overlay = application.association.overlay
    for purpose, category, amount in (
        ("registration", "", "25.00"),
        ("application", "", "100.00"),
        ("application", "first_steps", "40.00"),
        ("exam", "", "200.00"),
    ):
        Fee.objects.create(
            overlay=overlay, purpose=purpose, category=category, amount=amount, currency="CAD"
        )
    return application


def record(application, **more):
    said = {
        "application": application,
        "purpose": "registration",
        "amount": Decimal("25.00"),
        "method": "check",
        "reference": "Check 1042",
        "paid_on": AT.date(),
        "once": "a-form",
        "at": AT,
        **more,
    }
    said.setdefault("coordinator", staff(application.association, "coordinator"))
    return fee.record(**said)


def test_due_are_registration_and_processing_with_the_categorys_own_amount(application):
    due = fees.due(application)
    assert [(one.fee.purpose, one.fee.amount, one.settled) for one in due] == [
        ("registration", Decimal("25.00"), False),
        ("application", Decimal("40.00"), False),
    ]


def test_double_click_records_once_in_the_currency_of_the_fee(application):
    assert record(application) == record(application)
    payment = FeePayment.objects.get()
    assert (payment.amount, payment.currency, payment.method) == (Decimal("25.00"), "CAD", "check")
    assert [one.settled for one in fees.due(application)] == [True, False]
    assert Event.objects.filter(kind="application.fee_recorded").count() == 1


def test_parts_add_up_and_a_waiver_settles(application):
    record(application, amount=Decimal("10.00"), once="one")
    assert fees.due(application)[0].settled is False
    record(application, amount=Decimal("15.00"), once="two", method="waived", reference="")
    assert fees.due(application)[0].settled is True


def test_taken_back_once_the_row_stays_and_counts_no_more(application):
    payment, coordinator = record(application), staff(application.association, "coordinator")
    for _time in range(2):
        fee.take_back(application=application, payment=payment, coordinator=coordinator, at=AT)
    assert FeePayment.objects.get().taken_back_by == coordinator
    assert fees.due(application)[0].settled is False
    assert Event.objects.filter(kind="application.fee_taken_back").count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"purpose": "exam"}, "purpose"),
        ({"amount": Decimal("-1.00")}, "amount"),
        ({"paid_on": AT.date() + timedelta(days=1)}, "paid_on"),
        ({"reference": "4111 1111 1111 1111"}, "reference"),
        ({"reference": "5500-0000-0000-0004"}, "reference"),
    ],
)
def test_what_cannot_be_recorded_says_why(application, said, field):
    with pytest.raises(Refused) as refused:
        record(application, **said)
    assert refused.value.field == field
    assert not FeePayment.objects.exists()


def test_nobody_records_their_own_fee(application):
    with pytest.raises(Refused, match="their own"):
        record(application, coordinator=application.person)


def test_where_nobody_registers_there_is_no_registration_fee(application):
    application.association.overlay.registration = False
    assert [one.fee.purpose for one in fees.due(application)] == ["application"]
