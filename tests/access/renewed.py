"""The owner's renewal, handed in, asked about and under audit, each text with its mark."""

import datetime

from endorsement.models import (
    Association,
    Audit,
    AuditDraw,
    AuditItem,
    Person,
    Renewal,
    RenewalCycle,
    RenewalDocument,
    RenewalOpinion,
)
from endorsement.selectors import portfolio
from lms.backbone import canonical
from tests.access.marks import mark


def hand_in(
    cycle: RenewalCycle,
    association: Association,
    *,
    reviewer: Person,
    other: Person,
    coordinator: Person,
    at: datetime.datetime,
) -> Renewal:
    """Rows as they are between handing in and a decision, with an audit that waits for the reviewer."""
    owner, on = cycle.endorsement.person, at.date()
    draw = AuditDraw.objects.create(
        association=association,
        due_on=cycle.due_on,
        seed="5eed" * 16,
        answer_by_on=on,
        drawn_by=coordinator,
        drawn_at=at,
    )
    renewal = Renewal.objects.create(
        cycle=cycle,
        association=association,
        person=owner,
        state=Renewal.State.HANDED_IN,
        handed_in_on=on,
        question=mark("renewal-question"),
        draw=draw,
    )
    snapshot = canonical.text(portfolio.snapshot(owner, association, on))
    RenewalDocument.objects.create(
        renewal=renewal,
        number=1,
        snapshot=snapshot,
        sha256=canonical.digest(snapshot),
        as_of_on=on,
        handed_in_at=at,
    )
    asked = {"renewal": renewal, "asked_by": coordinator, "asked_at": at}
    RenewalOpinion.objects.create(reviewer=reviewer, **asked)
    RenewalOpinion.objects.create(
        reviewer=other,
        recommendation="approve",
        comment=mark("renewal-opinion"),
        given_at=at,
        **asked,
    )
    audit = Audit.objects.create(
        renewal=renewal,
        draw=draw,
        why=Audit.Why.SAMPLE,
        state=Audit.State.SHOWN,
        answer_by_on=on,
        auditor=reviewer,
        snapshot=snapshot,
        sha256=canonical.digest(snapshot),
        shown_at=at,
        question=mark("audit-question"),
    )
    entry = owner.entries.filter(kind="training").first()
    assert entry is not None
    AuditItem.objects.create(
        audit=audit,
        entry=entry.public_id,
        accepted=False,
        note=mark("audit-note"),
        by=reviewer,
        at=at,
    )
    return renewal
