"""The hours ledger: rows come in, become permanent, and are corrected by further rows."""

from endorsement.services.ledger.drafts import OWN_KINDS, add_entry, change_entry, delete_entry
from endorsement.services.ledger.permanent import (
    append,
    confirm_entry,
    correct_entry,
    make_permanent,
    withdraw_entry,
)
from endorsement.services.ledger.providers import with_provider
from endorsement.services.ledger.recording import (
    ATTENDANCE,
    record_achievement,
    record_attendance,
    record_training,
    take_back_training,
)

__all__ = [
    "ATTENDANCE",
    "OWN_KINDS",
    "add_entry",
    "append",
    "change_entry",
    "confirm_entry",
    "correct_entry",
    "delete_entry",
    "make_permanent",
    "record_achievement",
    "record_attendance",
    "record_training",
    "take_back_training",
    "with_provider",
    "withdraw_entry",
]
