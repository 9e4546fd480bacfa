"""An audit as its auditor and its holder see it: every entry that counts, with its files."""

from datetime import date
from typing import Any

from django.urls import reverse

from endorsement import wording
from endorsement.models import Audit
from endorsement.rules.facts import Portfolio
from endorsement.rules.renewing import AUDIT_MOVES, Role
from endorsement.selectors import audits, evidence, renewals
from endorsement.views import judged_files, judged_renewal


def context(audit: Audit, today: date, *, coordinates: bool, tied: bool) -> dict[str, Any]:
    """For those who audit: nothing of the portfolio before the holder has shown it."""
    renewal = audit.renewal
    cycle = renewal.cycle
    can = {str(one) for one in AUDIT_MOVES.actions(audit.state, Role.AUDITOR)}
    if coordinates:
        can |= {str(one) for one in AUDIT_MOVES.actions(audit.state, Role.COORDINATOR)}
    if audit.answer_by_on >= today:
        can.discard("fail")
    said: dict[str, Any] = {
        "audit": audit,
        "renewal": renewal,
        "cycle": cycle,
        "endorsement": cycle.endorsement,
        "association": renewal.association,
        "person": renewal.person,
        "category": category(audit),
        "can": set() if tied else can,
        "tied": tied,
        "coordinates": coordinates,
        "late": audit.answer_by_on < today and audit.state in ("drawn", "returned"),
    }
    if not audit.snapshot or audit.shown_at is None:
        return {**said, "requirements": [], "items": []}
    found = audits.judged(audit)
    return {
        **said,
        "verdict": found.verdict,
        "label": wording.state(found.verdict),
        "requirements": judged_renewal.of_renewal(renewal, found, audit.shown_at),
        "items": items(audit, found.portfolio, found.counted, at=audit.shown_at),
    }


def category(audit: Audit) -> str:
    """The category in the reader's language."""
    cycle = audit.renewal.cycle
    found = renewals.category_of(cycle)
    return wording.pick(found.name)


def items(
    audit: Audit, known: Portfolio, counted: frozenset[str], *, at: Any, own: bool = False
) -> list[dict[str, Any]]:
    """Every entry that counts, with its files and what was found about it."""
    entries = [entry for entry in known.entries if entry.key in counted]
    keys = [entry.key for entry in entries]
    files = evidence.shown_by(audit.renewal.person_id, keys, at)
    judged = {one.entry: one for one in audit.items.select_related("by")}
    return [
        {
            "key": entry.key,
            "title": entry.title or wording.word(entry.kind),
            "organization": entry.organization,
            "first_on": entry.first_on,
            "verification": wording.word(entry.verification),
            "files": judged_files.lines(files.get(entry.key, [])),
            "found": judged.get(entry.key),
            "url": reverse("endorsement:entry", args=[entry.key]) if own else "",
        }
        for entry in sorted(entries, key=lambda one: (one.first_on or one.dated_on, one.key))
    ]
