"""Fees of a renewal: what the association asks, what was recorded, and where to pay it."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from endorsement.models import (
    Association,
    Fee,
    FeePayment,
    Renewal,
    RenewalCycle,
    RenewalTerms,
)
from endorsement.rules.reading import Text
from endorsement.selectors import cycle_rules
from endorsement.selectors.fees import Due
from endorsement.selectors.overlays import money, overlay_of

#: A late renewal costs the second on top of the first.
PURPOSES = (Fee.Purpose.RENEWAL, Fee.Purpose.LATE_RENEWAL)


@dataclass(frozen=True)
class Owed:
    """What a renewal costs. `late`: the fee for being late, which is added once it is; `note`: what the
    criteria say of being late, by language."""

    due: list[Due]
    late: Due | None
    late_from_on: date | None
    terms: RenewalTerms
    note: Text = field(default_factory=dict)

    @property
    def settled(self) -> bool:
        return all(one.settled for one in self.due)


def terms_of(association: Association) -> RenewalTerms:
    """How the association decides about renewals; the usual terms while it has set none."""
    found: RenewalTerms | None = getattr(association, "renewal_terms", None)
    return found or RenewalTerms(association=association)


def is_late(cycle: RenewalCycle, on: date) -> bool:
    """Whether somebody who hands in on the day is late."""
    return cycle.late_from_on is not None and on >= cycle.late_from_on


def owed(cycle: RenewalCycle, on: date) -> Owed:
    """What is to be paid by the day: the day of handing in where it was handed in already."""
    association = cycle.endorsement.association
    terms = terms_of(association)
    overlay = overlay_of(association)
    if overlay is None:
        return Owed([], None, None, terms)
    renewal: Renewal | None = getattr(cycle, "renewal", None)
    day = renewal.handed_in_on if renewal and renewal.handed_in_on else on
    fees: dict[str, Fee] = {}
    rows = overlay.fees.filter(category__in=["", cycle.endorsement.category], purpose__in=PURPOSES)
    # A fee of the category's own replaces the one for all.
    for fee in sorted(rows, key=lambda one: (bool(one.category), one.pk)):
        fees[fee.purpose] = fee
    _add_late_fee(fees, cycle)
    paid = _paid(cycle, terms) if fees else []
    listed = {
        purpose: Due(
            fees[purpose],
            money(fees[purpose], overlay.locale),
            [one for one in paid if one.purpose == purpose],
        )
        for purpose in PURPOSES
        if purpose in fees
    }
    late = listed.pop(Fee.Purpose.LATE_RENEWAL, None)
    due = list(listed.values())
    if late and is_late(cycle, day):
        due.append(late)
    rule = cycle_rules.rule_of(cycle)
    note = rule.late.note if rule and rule.late else {}
    return Owed(due, late, cycle.late_from_on, terms, note)


def _add_late_fee(fees: dict[str, Fee], cycle: RenewalCycle) -> None:
    """What the criteria ask of who is late, unless the association has a late fee of its own."""
    rule = cycle_rules.rule_of(cycle)
    said = rule.late.fee if rule and rule.late else None
    if said is not None and Fee.Purpose.LATE_RENEWAL not in fees:
        fees[Fee.Purpose.LATE_RENEWAL] = Fee(
            purpose=Fee.Purpose.LATE_RENEWAL, amount=said.amount, currency=said.currency
        )


def _paid(cycle: RenewalCycle, terms: RenewalTerms) -> list[FeePayment]:
    """With one fee for all, what was paid for another endorsement due on the same day counts."""
    theirs = Q(renewal__cycle=cycle.pk)
    if terms.one_fee:
        theirs |= Q(
            renewal__person=cycle.endorsement.person_id,
            renewal__association=cycle.endorsement.association_id,
            renewal__cycle__due_on=cycle.due_on,
        )
    rows = FeePayment.objects.filter(theirs).select_related("recorded_by", "renewal")
    return list(rows.order_by("recorded_at", "pk"))
