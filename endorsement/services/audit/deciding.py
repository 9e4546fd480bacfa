"""What comes of an audit: passed, sent back with a day, or, by a coordinator, not passed."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Audit, Membership, Person
from endorsement.permissions import has_role
from endorsement.refusals import Refused
from endorsement.rules.renewing import Action, Role
from endorsement.services.audit.moving import locked, move, role_of, where
from endorsement.services.conflict import refuse_tie
from endorsement.services.renewal.moving import refuse_too_soon
from endorsement.services.renewal.telling import tell_holder

State = Audit.State


@transaction.atomic
def finish(*, audit: Audit, auditor: Person, at: datetime) -> Audit:
    """Say that the audit is passed; the holder is owed a mail.

    :raises Refused: for somebody who may not audit it, or while an entry is not accepted.
    """
    audit = locked(audit)
    role = role_of(audit, auditor, at)
    if audit.state == State.PASSED:
        return audit
    if audit.state == State.SHOWN:
        role = Role.AUDITOR
        if audit.items.filter(accepted=False).exists():
            raise Refused(_("Some entries are not accepted yet. Send it back, or accept them."))
    moved = move(
        audit,
        action=Action.PASS,
        role=role,
        actor=auditor,
        at=at,
        decided_by=auditor,
        decided_at=at,
        question="",
    )
    tell_holder(moved.renewal, "audit_passed", at=at, **where(moved.renewal, moved.answer_by_on))
    return moved


@transaction.atomic
def send_back(
    *, audit: Audit, question: str, answer_by_on: date, auditor: Person, at: datetime
) -> Audit:
    """Ask for more by a day, or give more time; the holder is owed a mail.

    :raises Refused: for somebody who may not audit it, without a word, or a day that is over.
    """
    audit = locked(audit)
    role = role_of(audit, auditor, at)
    if not question.strip():
        raise Refused(_("Write what you need; the holder reads it."), field="question")
    refuse_too_soon(answer_by_on, audit.renewal.association.day_of(at))
    if audit.state == State.SHOWN:
        role = Role.AUDITOR
    moved = move(
        audit,
        action=Action.SEND_BACK,
        role=role,
        actor=auditor,
        at=at,
        payload={"answer_by_on": answer_by_on},
        texts={"question": question},
        question=question.strip(),
        answer_by_on=answer_by_on,
    )
    tell_holder(
        moved.renewal,
        "audit_returned",
        at=at,
        question=moved.question,
        **where(moved.renewal, answer_by_on),
    )
    return moved


@transaction.atomic
def fail(*, audit: Audit, reason: str, coordinator: Person, at: datetime) -> Audit:
    """Say that the audit was not passed, once the day to answer by is over.

    The endorsement is not touched: what follows from it is a decision of its own. Effects, in order: the
    state moves, a link of the chain with the reason as an erasable text; the holder is owed a mail.

    :raises Refused: for anybody but a coordinator without a conflict of interest, without a reason, or
        before the day is over.
    """
    audit = locked(audit)
    renewal = audit.renewal
    today = renewal.association.day_of(at)
    if not has_role(coordinator, renewal.association, Membership.Role.COORDINATOR, on=today):
        raise Refused(_("A coordinator decides about this."))
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    if not reason.strip():
        raise Refused(_("Write the reason; the holder reads it."), field="reason")
    if audit.answer_by_on >= today:
        raise Refused(_("The holder still has time to answer."))
    moved = move(
        audit,
        action=Action.FAIL,
        role=Role.COORDINATOR,
        actor=coordinator,
        at=at,
        texts={"reason": reason},
        question=reason.strip(),
        decided_by=coordinator,
        decided_at=at,
    )
    tell_holder(
        renewal, "audit_failed", at=at, reason=reason.strip(), **where(renewal, moved.answer_by_on)
    )
    return moved
