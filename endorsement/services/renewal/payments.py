"""Fees of a renewal that reached the association are recorded and taken back; nothing is paid here."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from endorsement.models import FeePayment, Person, Renewal, RenewalCycle
from endorsement.selectors import renewal_fees
from endorsement.services import fee
from endorsement.services.conflict import refuse_tie
from endorsement.services.renewal.moving import begun, record
from endorsement.services.renewal.renewed import approve_if_clean


@transaction.atomic
def record_payment(
    *,
    cycle: RenewalCycle,
    purpose: str,
    amount: Decimal,
    method: str,
    reference: str,
    paid_on: date,
    once: str,
    coordinator: Person,
    at: datetime,
) -> FeePayment:
    """Record that a fee of the renewal was paid, or waived; it may come before anything is handed in.

    `once` is a key of the form that was sent: sending it twice records once. Effects, in order: the
    renewal is begun, if it was not; the row, in the fee's currency; its event; a renewal that waited for
    nothing but this is approved by rule, where the association says so.

    :raises Refused: for a conflict of interest, and as `fee.insert` has it.
    """
    renewal = begun(cycle)
    today = renewal.association.day_of(at)
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    owed = renewal_fees.owed(renewal.cycle, today)
    payment, created = fee.insert(
        fee.Payment(
            purpose=purpose,
            amount=amount,
            method=method,
            reference=reference,
            paid_on=paid_on,
            once=f"{renewal.public_id}:{once}",
        ),
        [*owed.due, *([owed.late] if owed.late else [])],
        association=renewal.association,
        by=coordinator,
        at=at,
        renewal=renewal,
    )
    if created:
        kind = "endorsement.renewal_fee_recorded"
        record(renewal, kind, actor=coordinator, at=at, payload=fee.told(payment), chained=False)
        if renewal.state == Renewal.State.HANDED_IN:
            approve_if_clean(renewal, at=at)
    return payment


@transaction.atomic
def take_back_payment(
    *, cycle: RenewalCycle, payment: FeePayment, coordinator: Person, at: datetime
) -> FeePayment:
    """Say that a payment of the renewal was recorded by mistake, once; the row stays.

    :raises Refused: for a conflict of interest.
    """
    renewal = begun(cycle)
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    if fee.mark_taken_back(renewal.payments.filter(pk=payment.pk), by=coordinator, at=at):
        kind = "endorsement.renewal_fee_taken_back"
        record(renewal, kind, actor=coordinator, at=at, payload=fee.told(payment), chained=False)
    payment.refresh_from_db()
    return payment
