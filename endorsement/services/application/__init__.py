"""An application's way from a draft to a decision. Moves are data; `moving.move` is the one that moves."""

from endorsement.services.application.applying import Wishes, start, submit, withdraw
from endorsement.services.application.assigning import (
    ask_next,
    assign_reviewer,
    reopen_for_reviewers,
)
from endorsement.services.application.checking import ask_more, confirm_complete
from endorsement.services.application.deciding import all_handed_in, decide
from endorsement.services.application.registering import (
    accept_registration,
    ask_registration,
    choose_category,
    register,
)
from endorsement.services.application.third import ask_third

__all__ = [
    "Wishes",
    "accept_registration",
    "all_handed_in",
    "ask_more",
    "ask_next",
    "ask_registration",
    "ask_third",
    "assign_reviewer",
    "choose_category",
    "confirm_complete",
    "decide",
    "register",
    "reopen_for_reviewers",
    "start",
    "submit",
    "withdraw",
]
