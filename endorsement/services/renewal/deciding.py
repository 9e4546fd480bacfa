"""What a coordinator decides about a renewal that was handed in."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Person, Renewal
from endorsement.refusals import Refused
from endorsement.rules.renewing import Action, Role
from endorsement.selectors import renewal_fees, renewals
from endorsement.services.conflict import refuse_tie
from endorsement.services.renewal import days
from endorsement.services.renewal.moving import locked, move, refuse_too_soon
from endorsement.services.renewal.renewed import approve_by
from endorsement.services.renewal.telling import tell_holder

State = Renewal.State


@transaction.atomic
def approve(*, renewal: Renewal, coordinator: Person, at: datetime) -> Renewal:
    """Renew what was handed in; approving twice approves once.

    Effects, in order: see `renewed`.

    :raises Refused: for a conflict of interest, when it cannot be approved now, or while a fee is open
        that the association wants recorded first (it may be recorded as waived).
    """
    renewal = locked(renewal)
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    if renewal.state == State.APPROVED:
        return renewal
    owed = renewal_fees.owed(renewal.cycle, renewal.association.day_of(at))
    if owed.terms.payment_first and not owed.settled:
        raise Refused(
            _("The fee is not recorded yet. Record the payment first, or record it as waived.")
        )
    return approve_by(renewal, by=coordinator, at=at)


@transaction.atomic
def send_back(
    *,
    renewal: Renewal,
    question: str,
    requirements: Sequence[str] = (),
    answer_by_on: date,
    coordinator: Person,
    at: datetime,
) -> Renewal:
    """Ask the holder for more. Only the named requirements reopen; without any, everything does.

    The holder can answer through `answer_by_on`, also where the days of grace end before it.

    Effects, in order: the question with its day; the state moves, a link of the chain with the question
    as an erasable text; the days of the cycle go on; the holder is owed a mail.

    :raises Refused: for a conflict of interest, an empty question, a day that is over, an unknown
        requirement, or when it is not the coordinator's turn.
    """
    renewal = locked(renewal)
    today = renewal.association.day_of(at)
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    if not question.strip():
        raise Refused(_("Write what you need; the holder reads it."), field="question")
    refuse_too_soon(answer_by_on, today)
    known = {one.id for one in renewals.judged(renewal.cycle, today).requirement.walk()}
    if not known.issuperset(requirements):
        raise Refused(_("Choose from the requirements of this renewal."), field="requirements")
    moved = move(
        renewal,
        action=Action.SEND_BACK,
        role=Role.COORDINATOR,
        actor=coordinator,
        at=at,
        payload={"requirements": sorted(requirements), "answer_by_on": answer_by_on},
        texts={"question": question},
        question=question.strip(),
        reopened=sorted(requirements),
        answer_by_on=answer_by_on,
    )
    return _returned(moved, answer_by_on, at)


@transaction.atomic
def decline(*, renewal: Renewal, reason: str, coordinator: Person, at: datetime) -> Renewal:
    """Decline a renewal; the holder reads the reason, whom to call and what is possible next.

    The endorsement lapses when the days of grace are over, with the next sweep if they are already.

    Effects, in order: the state moves, a link of the chain with the reason as an erasable text; the days
    of the cycle go on; the holder is owed a mail.

    :raises Refused: for a conflict of interest, without a reason, or when it cannot be declined now.
    """
    renewal = locked(renewal)
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    if not reason.strip():
        raise Refused(_("Write the reason; the holder reads it."), field="reason")
    moved = move(
        renewal,
        action=Action.DECLINE,
        role=Role.COORDINATOR,
        actor=coordinator,
        at=at,
        texts={"reason": reason},
        reason=reason.strip(),
        decided_by=coordinator,
        decided_at=at,
    )
    days.go_on(moved, at=at)
    tell_holder(
        moved,
        "renewal_declined",
        at=at,
        reason=moved.reason,
        good_through=moved.cycle.grace_through.isoformat(),
        over=moved.association.day_of(at) > moved.cycle.grace_through,
    )
    return moved


@transaction.atomic
def reopen(
    *, renewal: Renewal, question: str, answer_by_on: date, coordinator: Person, at: datetime
) -> Renewal:
    """Take a decline back, as long as the endorsement has not lapsed by it: the holder may hand in again.

    Effects, in order: as of `send_back`.

    :raises Refused: for a conflict of interest, a day that is over, or once the endorsement has lapsed.
    """
    renewal = locked(renewal)
    today = renewal.association.day_of(at)
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    if renewal.cycle.state != renewal.cycle.State.OPEN:
        raise Refused(_("The endorsement has lapsed meanwhile. Reinstate it instead."))
    refuse_too_soon(answer_by_on, today)
    moved = move(
        renewal,
        action=Action.REOPEN,
        role=Role.COORDINATOR,
        actor=coordinator,
        at=at,
        payload={"answer_by_on": answer_by_on},
        texts={"question": question},
        question=question.strip(),
        reason="",
        reopened=[],
        answer_by_on=answer_by_on,
        decided_by=None,
        decided_at=None,
    )
    return _returned(moved, answer_by_on, at)


def _returned(renewal: Renewal, answer_by_on: date, at: datetime) -> Renewal:
    """The days of the cycle go on, and the holder is owed a mail with the question and its day."""
    days.go_on(renewal, at=at, possible_through=answer_by_on)
    tell_holder(
        renewal,
        "renewal_returned",
        at=at,
        question=renewal.question,
        answer_by_on=answer_by_on.isoformat(),
    )
    return renewal
