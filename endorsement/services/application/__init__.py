"""An application's way from a draft to a decision. Moves are data; `moving.move` is the one that moves."""

from endorsement.services.application.applying import Wishes, start, submit, withdraw
from endorsement.services.application.assigning import (
    ask_next,
    assign_reviewer,
    reopen_for_reviewers,
)
from endorsement.services.application.checking import ask_more, confirm_complete
from endorsement.services.application.deciding import (
    all_handed_in,
    approve_for_exam,
    decide,
    defer,
    grant_emerging,
)
from endorsement.services.application.examining import follow_exam
from endorsement.services.application.holding import answer, end_holds, hold, resume
from endorsement.services.application.outcomes import Point
from endorsement.services.application.registering import (
    accept_registration,
    ask_registration,
    choose_category,
    register,
)
from endorsement.services.application.third import ask_third

__all__ = [
    "Point",
    "Wishes",
    "accept_registration",
    "all_handed_in",
    "answer",
    "approve_for_exam",
    "ask_more",
    "ask_next",
    "ask_registration",
    "ask_third",
    "assign_reviewer",
    "choose_category",
    "confirm_complete",
    "decide",
    "defer",
    "end_holds",
    "follow_exam",
    "grant_emerging",
    "hold",
    "register",
    "reopen_for_reviewers",
    "resume",
    "start",
    "submit",
    "withdraw",
]
