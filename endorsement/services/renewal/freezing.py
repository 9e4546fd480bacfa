"""What is handed in is a frozen copy: of what counts and of what was permanent before."""

from datetime import datetime
from typing import Any

from endorsement.models import LedgerEntry
from endorsement.selectors import portfolio
from endorsement.selectors.renewals import Judged
from endorsement.services import ledger


def freeze(found: Judged, *, at: datetime) -> dict[str, Any]:
    """The portfolio document as of the day of the verdict.

    Effects: the person's own entries that counted become permanent: they are corrected from now on,
    never deleted. Drafts that did not count stay theirs alone and are left out.
    """
    endorsement = found.cycle.endorsement
    mine = LedgerEntry.objects.filter(person=endorsement.person)
    ledger.make_permanent(entries=mine.filter(public_id__in=found.counted), at=at)
    drafts = set(mine.filter(permanent_at__isnull=True).values_list("public_id", flat=True))
    document = portfolio.snapshot(endorsement.person, endorsement.association, found.on)
    entries = [one for one in document["entries"] if one["key"] not in drafts]
    learned = [one for one in document.get(portfolio.LEARNED, []) if one["entry"] not in drafts]
    kept = {**document, "entries": entries}
    return {**kept, portfolio.LEARNED: learned} if learned else _without_learned(kept)


def _without_learned(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != portfolio.LEARNED}
