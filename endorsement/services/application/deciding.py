"""The decision on an application, after every review is in."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Application, Person
from endorsement.refusals import Refused
from endorsement.services import award
from endorsement.services.application.moving import move, tell_applicant
from endorsement.services.conflict import refuse_conflict


@transaction.atomic
def decide(
    *,
    application: Application,
    coordinator: Person,
    decision: str,
    reason: str,
    at: datetime,
) -> Application:
    """Approve or decline after every review is in. The decision becomes a link of the chain.

    Effects, in order: the state moves; approving grants the endorsement (which its certificate
    follows); the applicant is owed a mail.

    :raises Refused: for a conflict of interest, a decline without a reason, or the wrong state.
    """
    refuse_conflict(coordinator, application, at=at)
    if decision not in {"approve", "decline"}:
        raise Refused(_("Choose whether to approve or to decline."), field="decision")
    if decision == "decline" and not reason.strip():
        raise Refused(
            _("Write the reason: the applicant will read what was missing."), field="reason"
        )
    moved = move(
        application,
        action=decision,
        role="coordinator",
        actor=coordinator,
        at=at,
        payload={"category": application.category, "edition": application.edition.code},
        texts={"reason": reason.strip()} if reason.strip() else None,
        chained=True,
        decided_at=at,
        question=reason.strip() if decision == "decline" else "",
    )
    if decision == "approve":
        award.grant(application=moved, actor=coordinator, at=at)
    tell_applicant(moved, f"application_{moved.state}", by=coordinator, at=at)
    return moved


def all_handed_in(*, application: Application, at: datetime) -> Application:
    """Every reviewer has handed in: the coordinator may now see and decide. Called by the review."""
    return move(application, action="all_handed_in", role="system", actor=None, at=at)
