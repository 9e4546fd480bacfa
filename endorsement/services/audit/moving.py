"""Applying a legal move of an audit: the one place that changes its state."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from endorsement.models import Audit, Membership, Person, Renewal
from endorsement.permissions import has_role
from endorsement.refusals import Refused
from endorsement.rules.renewing import AUDIT_MOVES, Action, Role
from endorsement.services import moving
from endorsement.services.conflict import refuse_tie
from endorsement.services.renewal.moving import record

State = Audit.State
KINDS = {
    State.SHOWN: "endorsement.audit_shown",
    State.RETURNED: "endorsement.audit_returned",
    State.DRAWN: "endorsement.audit_given_time",
    State.PASSED: "endorsement.audit_passed",
    State.FAILED: "endorsement.audit_failed",
}


def locked(audit: Audit) -> Audit:
    row = Audit.objects.select_for_update().get(pk=audit.pk)
    row.renewal = audit.renewal
    return row


def role_of(audit: Audit, auditor: Person, at: datetime) -> Role:
    """As what somebody audits: the reviewer who was asked, or a coordinator; neither with a conflict."""
    renewal = audit.renewal
    today = renewal.association.day_of(at)
    refuse_tie(auditor, renewal.cycle.endorsement, at=at)
    if has_role(auditor, renewal.association, Membership.Role.COORDINATOR, on=today):
        return Role.COORDINATOR
    if audit.auditor_id != auditor.pk:
        raise Refused(_("Somebody else looks at this audit."))
    return Role.AUDITOR


def move(
    audit: Audit,
    *,
    action: Action,
    role: Role,
    actor: Person,
    at: datetime,
    payload: dict[str, Any] | None = None,
    texts: dict[str, str] | None = None,
    **fields: Any,
) -> Audit:
    new = moving.apply(
        audit,
        AUDIT_MOVES,
        action=action,
        role=role,
        not_now=_("This audit is “%(state)s” now, so that is not possible. Reload the page.")
        % {"state": audit.get_state_display()},
        overtaken=_("Somebody else has just moved this audit. Reload the page."),
        **fields,
    )
    record(
        audit.renewal,
        KINDS[State(new)],
        actor=actor,
        at=at,
        payload={"audit": audit.public_id, **(payload or {})},
        texts=texts,
    )
    return audit


def where(renewal: Renewal, answer_by_on: date) -> dict[str, Any]:
    """What a mail about it says: which renewal, and by when to answer."""
    return {"number": renewal.cycle.number, "answer_by_on": answer_by_on.isoformat()}
