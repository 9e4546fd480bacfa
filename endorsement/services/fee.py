"""Fees that reached an association, of an application or a renewal, are recorded and taken back.

Nothing is paid here. This is the one place that writes a `FeePayment`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import (
    Application,
    Association,
    FeePayment,
    Person,
    Renewal,
    RenewalCycle,
)
from endorsement.refusals import Refused
from endorsement.selectors import fees, renewal_fees
from endorsement.services.application import moving as applications
from endorsement.services.conflict import refuse_conflict, refuse_tie
from endorsement.services.renewal import moving as renewals
from endorsement.services.renewal.renewed import approve_if_clean

# Between thirteen and nineteen digits, with spaces or dashes: a card's number.
_CARD = re.compile(r"(?<!\d)(?:\d[ -]?){13,19}(?!\d)")


@dataclass(frozen=True, kw_only=True)
class _Payment:
    """What a coordinator says of a payment. `once` is a key of the form: sent twice, recorded once."""

    purpose: str
    amount: Decimal
    method: str
    reference: str
    paid_on: date
    once: str


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
    said = _Payment(
        purpose=purpose,
        amount=amount,
        method=method,
        reference=reference,
        paid_on=paid_on,
        once=f"{application.public_id}:{once}",
    )
    payment, created = _insert(
        said,
        fees.due(application),
        association=application.association,
        by=coordinator,
        at=at,
        application=application,
    )
    if created:
        _tell(application, payment, "fee_recorded", coordinator, at)
    return payment


@transaction.atomic
def take_back(
    *, application: Application, payment: FeePayment, coordinator: Person, at: datetime
) -> FeePayment:
    """Say that a payment was recorded by mistake, once; the row stays and counts no more.

    :raises Refused: for a conflict of interest.
    """
    refuse_conflict(coordinator, application)
    if _mark_taken_back(application.payments.filter(pk=payment.pk), by=coordinator, at=at):
        _tell(application, payment, "fee_taken_back", coordinator, at)
    payment.refresh_from_db()
    return payment


@transaction.atomic
def record_for_renewal(
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

    `once` as in `record`. Effects, in order: the renewal is begun, if it was not; the row, in the fee's
    currency; its event; a renewal that waited for nothing but this is approved by rule, where the
    association says so.

    :raises Refused: for a conflict of interest, and as in `record`.
    """
    renewal = renewals.begun(cycle)
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    owed = renewal_fees.owed(renewal.cycle, renewal.association.day_of(at))
    said = _Payment(
        purpose=purpose,
        amount=amount,
        method=method,
        reference=reference,
        paid_on=paid_on,
        once=f"{renewal.public_id}:{once}",
    )
    payment, created = _insert(
        said,
        [*owed.due, *([owed.late] if owed.late else [])],
        association=renewal.association,
        by=coordinator,
        at=at,
        renewal=renewal,
    )
    if created:
        _tell_of_renewal(renewal, payment, "recorded", coordinator, at)
        if renewal.state == Renewal.State.HANDED_IN:
            approve_if_clean(renewal, at=at)
    return payment


@transaction.atomic
def take_back_for_renewal(
    *, cycle: RenewalCycle, payment: FeePayment, coordinator: Person, at: datetime
) -> FeePayment:
    """Say that a payment of the renewal was recorded by mistake, once; the row stays.

    :raises Refused: for a conflict of interest.
    """
    renewal = renewals.begun(cycle)
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    if _mark_taken_back(renewal.payments.filter(pk=payment.pk), by=coordinator, at=at):
        _tell_of_renewal(renewal, payment, "taken_back", coordinator, at)
    payment.refresh_from_db()
    return payment


def _insert(
    said: _Payment,
    due: Iterable[fees.Due],
    *,
    association: Association,
    by: Person,
    at: datetime,
    **of: Any,
) -> tuple[FeePayment, bool]:
    """The row of a payment for one of the fees that are due, and whether it is new.

    :raises Refused: for a fee that is not asked, a negative amount, a day in the future, or a reference
        that looks like the number of a card.
    """
    asked = {one.fee.purpose: one.fee for one in due}
    if said.purpose not in asked:
        raise Refused(_("The association does not ask this fee."), field="purpose")
    if said.amount < 0:
        raise Refused(_("An amount cannot be below zero."), field="amount")
    if said.paid_on > association.day_of(at):
        raise Refused(
            _("This day is in the future. Please enter it once it has happened."), field="paid_on"
        )
    if _CARD.search(said.reference):
        raise Refused(
            _("This looks like the number of a card. Please never write card numbers here."),
            field="reference",
        )
    return FeePayment.objects.get_or_create(
        once=said.once,
        defaults={
            **of,
            "association": association,
            "purpose": said.purpose,
            "amount": said.amount,
            "currency": asked[said.purpose].currency,
            "method": said.method,
            "reference": said.reference.strip(),
            "paid_on": said.paid_on,
            "recorded_by": by,
            "recorded_at": at,
        },
    )


def _mark_taken_back(payments: Any, *, by: Person, at: datetime) -> bool:
    """Whether one of these payments counts no more from now on."""
    standing = payments.filter(taken_back_at__isnull=True)
    return bool(standing.update(taken_back_at=at, taken_back_by=by))


def _told(payment: FeePayment) -> dict[str, Any]:
    """What an event says of a payment."""
    return {
        "payment": payment.public_id,
        "purpose": payment.purpose,
        "amount": payment.amount,
        "currency": payment.currency,
        "method": payment.method,
    }


def _tell(
    application: Application, payment: FeePayment, kind: str, coordinator: Person, at: datetime
) -> None:
    applications.record(application, kind, actor=coordinator, at=at, payload=_told(payment))


def _tell_of_renewal(
    renewal: Renewal, payment: FeePayment, what: str, coordinator: Person, at: datetime
) -> None:
    kind, payload = f"endorsement.renewal_fee_{what}", _told(payment)
    renewals.record(renewal, kind, actor=coordinator, at=at, payload=payload, chained=False)
