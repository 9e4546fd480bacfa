"""The holder shows the evidence; whoever audits looks at it, entry by entry."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Audit, AuditItem, Membership, Person
from endorsement.permissions import has_role
from endorsement.refusals import Refused
from endorsement.rules.renewing import Action, Role
from endorsement.selectors import audits, renewals
from endorsement.services.audit.moving import locked, move, role_of
from endorsement.services.conflict import refuse_tie, refuse_tied_reviewer
from endorsement.services.renewal.freezing import freeze
from endorsement.services.renewal.moving import record
from lms.backbone import canonical

State = Audit.State


@transaction.atomic
def show(*, audit: Audit, person: Person, at: datetime) -> Audit:
    """The holder shows the evidence; showing twice shows once.

    Effects, in order: entries that count become permanent; the portfolio as of the day of handing in is
    kept with its digest; the state moves, a link of the chain.

    :raises Refused: for anybody but the holder, and when it is not the holder's turn.
    """
    audit = locked(audit)
    renewal = audit.renewal
    if renewal.person_id != person.pk:
        raise Refused(_("Only the person who was drawn can show the evidence."))
    if audit.state == State.SHOWN:
        return audit
    on = renewal.handed_in_on or renewal.association.day_of(at)
    snapshot = canonical.text(freeze(renewals.judged(renewal.cycle, on), at=at))
    digest = canonical.digest(snapshot)
    return move(
        audit,
        action=Action.SHOW,
        role=Role.HOLDER,
        actor=person,
        at=at,
        payload={"sha256": digest},
        snapshot=snapshot,
        sha256=digest,
        shown_at=at,
    )


@transaction.atomic
def ask(*, audit: Audit, auditor: Person, coordinator: Person, at: datetime) -> Audit:
    """Ask a reviewer to look at it.

    :raises Refused: for a conflict of interest of either, or somebody who is no reviewer today.
    """
    audit = locked(audit)
    renewal = audit.renewal
    today = renewal.association.day_of(at)
    refuse_tie(coordinator, renewal.cycle.endorsement, at=at)
    if not has_role(auditor, renewal.association, Membership.Role.REVIEWER, on=today):
        raise Refused(
            _("This person is not a reviewer of this association today."), field="auditor"
        )
    refuse_tied_reviewer(auditor, renewal.cycle.endorsement, at=at, field="auditor")
    audit.auditor = auditor
    audit.save(update_fields=["auditor"])
    record(
        renewal,
        "endorsement.audit_asked",
        actor=coordinator,
        at=at,
        payload={"auditor": str(auditor.ref)},
        chained=False,
    )
    return audit


@transaction.atomic
def judge(
    *, audit: Audit, entry: str, accepted: bool, note: str, auditor: Person, at: datetime
) -> AuditItem:
    """Say whether an entry is proven; saying it again changes it while the audit waits for the auditor.

    :raises Refused: for somebody who may not audit it, an entry that was not counted, or a return
        without a word why.
    """
    audit = locked(audit)
    role_of(audit, auditor, at)
    if audit.state != State.SHOWN:
        raise Refused(_("There is nothing to look at now. Reload the page."))
    shown = audits.judged(audit)
    if entry not in shown.counted.intersection(one.key for one in shown.portfolio.entries):
        raise Refused(_("This entry is not part of what was shown."))
    if not accepted and not note.strip():
        raise Refused(_("Write what is missing; the holder reads it."), field="note")
    item, _created = AuditItem.objects.update_or_create(
        audit=audit,
        entry=entry,
        defaults={"accepted": accepted, "note": note.strip(), "by": auditor, "at": at},
    )
    return item
