"""Fees that reached an association are recorded and taken back; nothing is paid here."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, FeePayment, Person
from endorsement.refusals import Refused
from endorsement.selectors import fees
from endorsement.services.application.moving import record as record_event
from endorsement.services.conflict import refuse_conflict

# Between thirteen and nineteen digits, with spaces or dashes: a card's number.
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){13,19}(?!\d)")


@transaction.atomic
def record(
    *,
    application: Application,
    purpose: str,
    amount: Decimal,
    method: str,
    reference: str,
    paid_on: date,
    once: str,
    coordinator: Person,
    at: datetime,
) -> FeePayment:
    """Record that a fee was paid, or waived.

    `once` is a key of the form that was sent: sending it twice records once. Effects, in order: the
    row, in the fee's currency; its event in the application's stream.

    :raises Refused: for a conflict of interest, a fee that is not asked, a negative amount, a day in
        the future, or a reference that looks like the number of a card.
    """
    refuse_conflict(coordinator, application)
    asked = {one.fee.purpose: one.fee for one in fees.due(application)}
    if purpose not in asked:
        raise Refused(_("The association does not ask this fee."), field="purpose")
    if amount < 0:
        raise Refused(_("An amount cannot be below zero."), field="amount")
    if paid_on > application.association.day_of(at):
        raise Refused(
            _("This day is in the future. Please enter it once it has happened."), field="paid_on"
        )
    if _CARD.search(reference):
        raise Refused(
            _("This looks like the number of a card. Please never write card numbers here."),
            field="reference",
        )
    payment, created = FeePayment.objects.get_or_create(
        once=f"{application.public_id}:{once}",
        defaults={
            "application": application,
            "association": application.association,
            "purpose": purpose,
            "amount": amount,
            "currency": asked[purpose].currency,
            "method": method,
            "reference": reference.strip(),
            "paid_on": paid_on,
            "recorded_by": coordinator,
            "recorded_at": at,
        },
    )
    if created:
        _tell(payment, "fee_recorded", coordinator, at)
    return payment


@transaction.atomic
def take_back(
    *, application: Application, payment: FeePayment, coordinator: Person, at: datetime
) -> FeePayment:
    """Say that a payment was recorded by mistake, once; the row stays and counts no more.

    :raises Refused: for a conflict of interest.
    """
    refuse_conflict(coordinator, application)
    taken = application.payments.filter(pk=payment.pk, taken_back_at__isnull=True).update(
        taken_back_at=at, taken_back_by=coordinator
    )
    payment.refresh_from_db()
    if taken:
        _tell(payment, "fee_taken_back", coordinator, at)
    return payment


def _tell(payment: FeePayment, kind: str, coordinator: Person, at: datetime) -> None:
    record_event(
        payment.application,
        kind,
        actor=coordinator,
        at=at,
        payload={
            "payment": payment.public_id,
            "purpose": payment.purpose,
            "amount": payment.amount,
            "currency": payment.currency,
            "method": payment.method,
        },
    )
