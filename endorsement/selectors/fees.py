"""Fees of an application: what the association asks, and what was recorded."""

from dataclasses import dataclass, field
from decimal import Decimal

from endorsement.models import Application, Fee, FeePayment
from endorsement.selectors.overlays import money

#: What an applicant pays before a decision. Exam and renewal fees have their own time.
PURPOSES = (Fee.Purpose.REGISTRATION, Fee.Purpose.APPLICATION)


@dataclass(frozen=True)
class Due:
    """A fee and the payments recorded for it; a payment that was taken back counts no more."""

    fee: Fee
    amount: str
    payments: list[FeePayment] = field(default_factory=list)

    @property
    def paid(self) -> Decimal:
        counted = [
            one.amount
            for one in self.payments
            if one.taken_back_at is None and one.currency == self.fee.currency
        ]
        return sum(counted, Decimal(0))

    @property
    def settled(self) -> bool:
        return self.paid >= self.fee.amount


def due(application: Application) -> list[Due]:
    """The registration and the processing fee where the association asks them, in that order."""
    overlay = application.association.overlay
    fees: dict[str, Fee] = {}
    rows = overlay.fees.filter(category__in=["", application.category], purpose__in=PURPOSES)
    # A fee of the category's own replaces the one for all.
    for fee in sorted(rows, key=lambda one: (bool(one.category), one.pk)):
        fees[fee.purpose] = fee
    recorded: dict[str, list[FeePayment]] = {}
    for payment in application.payments.select_related("recorded_by"):
        recorded.setdefault(payment.purpose, []).append(payment)
    return [
        Due(fees[one], money(fees[one], overlay.locale), recorded.get(one, []))
        for one in PURPOSES
        if one in fees and (overlay.registration or one != Fee.Purpose.REGISTRATION)
    ]
