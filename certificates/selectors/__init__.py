"""Fetching certificates: fetching is authorizing, a stranger gets 404."""

from certificates.selectors.desk import dead_for
from certificates.selectors.holder import (
    document_of,
    endorsement_of,
    entry_of,
    latest_for,
    mine,
    of_person,
)
from certificates.selectors.standing import (
    Checked,
    checked,
    holder_shown,
    standing_of,
    standings_of,
)

__all__ = [
    "Checked",
    "checked",
    "dead_for",
    "document_of",
    "endorsement_of",
    "entry_of",
    "holder_shown",
    "latest_for",
    "mine",
    "of_person",
    "standing_of",
    "standings_of",
]
