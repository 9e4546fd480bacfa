"""Fetching certificates: fetching is authorizing, a stranger gets 404."""

from certificates.selectors.desk import answered_for, dead_for
from certificates.selectors.holder import (
    differs,
    document_of,
    endorsement_of,
    entry_of,
    language_anew,
    latest_for,
    mine,
    of_person,
    says_present_name,
)
from certificates.selectors.standing import (
    OF_ENDORSEMENTS,
    OVER,
    Checked,
    about,
    checked,
    day_of,
    holder_shown,
    standing_of,
    standings_of,
)

__all__ = [
    "OF_ENDORSEMENTS",
    "OVER",
    "Checked",
    "about",
    "answered_for",
    "checked",
    "day_of",
    "dead_for",
    "differs",
    "document_of",
    "endorsement_of",
    "entry_of",
    "holder_shown",
    "language_anew",
    "latest_for",
    "mine",
    "of_person",
    "says_present_name",
    "standing_of",
    "standings_of",
]
