"""An application's way from a draft to a decision. Moves are data; `moving.move` is the one that moves."""

from endorsement.services.application.applying import Wishes, start, submit, withdraw
from endorsement.services.application.assigning import assign_reviewer, reopen_for_reviewers
from endorsement.services.application.checking import ask_more, confirm_complete
from endorsement.services.application.deciding import all_handed_in, decide

__all__ = [
    "Wishes",
    "all_handed_in",
    "ask_more",
    "assign_reviewer",
    "confirm_complete",
    "decide",
    "reopen_for_reviewers",
    "start",
    "submit",
    "withdraw",
]
