"""What a person handed in to renew, for their own copy."""

import json
from typing import Any

from endorsement.models import Audit, Person, Renewal
from endorsement.selectors import portfolio
from lms.backbone import canonical

Plain = dict[str, Any]


def renewals(person: Person) -> list[Plain]:
    """Every renewal with what was handed in, asked and answered, and its audit.

    What reviewers wrote to the coordinator is not the person's to read, here as little as on a page.
    """
    rows = person.renewals.select_related("cycle__endorsement", "association", "person", "audit")
    return [_renewal(row) for row in rows.order_by("cycle__due_on", "pk")]


def _renewal(row: Renewal) -> Plain:
    audit: Audit | None = getattr(row, "audit", None)
    return {
        "number": row.public_id,
        "endorsement": row.cycle.endorsement.public_id,
        "period": row.cycle.number,
        "state": row.state,
        "handed_in_on": row.handed_in_on,
        "decided_at": row.decided_at,
        "association_asked": row.question,
        "answer_by_on": row.answer_by_on,
        "declined_because": row.reason,
        "handed_in": [
            {
                "number": one.number,
                "at": one.handed_in_at,
                "taken_back_at": one.taken_back_at,
                "as_of_on": one.as_of_on,
                "attested": one.attested,
                "no_sanction": one.no_sanction,
                "document": _readable(row, one.snapshot),
                "sha256": one.sha256,
            }
            for one in row.documents.all()
        ],
        "fees": list(
            row.payments.order_by("pk").values(
                "purpose", "amount", "currency", "method", "reference", "paid_on", "taken_back_at"
            )
        ),
        "audit": _audit(row, audit) if audit else None,
    }


def _audit(row: Renewal, audit: Audit) -> Plain:
    return {
        "why": audit.why,
        "state": audit.state,
        "answer_by_on": audit.answer_by_on,
        "association_asked": audit.question,
        "shown_at": audit.shown_at,
        "document": _readable(row, audit.snapshot),
        "entries": list(audit.items.values("entry", "accepted", "note")),
    }


def _readable(row: Renewal, snapshot: str) -> str:
    if not snapshot:
        return ""
    document = json.loads(snapshot)
    return canonical.text(portfolio.as_its_person_reads(document, row.person, row.association))
