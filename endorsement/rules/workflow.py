"""The states of an application and every legal move, as one table."""

from __future__ import annotations

from enum import StrEnum

from endorsement.rules.moves import Moves


class State(StrEnum):
    """Where an application stands."""

    DRAFT = "draft"
    REGISTRATION_ASKED = "registration_asked"
    IN_PROGRESS = "in_progress"
    SUBMITTED = "submitted"
    COMPLETE = "complete"
    IN_REVIEW = "in_review"
    AWAITING_DECISION = "awaiting_decision"
    MORE_INFORMATION = "more_information"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    # Outcomes after which the way goes on.
    ON_HOLD = "on_hold"
    DEFERRED = "deferred"
    EMERGING = "emerging"
    APPROVED_FOR_EXAM = "approved_for_exam"
    EXAM_PASSED = "exam_passed"
    APPEALED = "appealed"


class Action(StrEnum):
    """What somebody does with it."""

    BEGIN = "begin"
    REGISTER = "register"
    ACCEPT_REGISTRATION = "accept_registration"
    ASK_REGISTRATION = "ask_registration"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    CONFIRM_COMPLETE = "confirm_complete"
    ASK_MORE = "ask_more"
    START_REVIEW = "start_review"
    ALL_HANDED_IN = "all_handed_in"
    REVIEWER_RECUSED = "reviewer_recused"
    ASK_THIRD = "ask_third"
    APPROVE = "approve"
    DECLINE = "decline"
    # Outcomes after which the way goes on, and what follows them.
    HOLD = "hold"
    ANSWER = "answer"
    RESUME = "resume"
    HOLD_ENDED = "hold_ended"
    DEFER = "defer"
    GRANT_EMERGING = "grant_emerging"
    APPROVE_FOR_EXAM = "approve_for_exam"
    EXAM_PASSED = "exam_passed"
    EXAM_REOPENED = "exam_reopened"
    # An appeal against a decline.
    APPEAL = "appeal"
    HEAR = "hear"
    UPHOLD = "uphold"


class Role(StrEnum):
    """Who does it; `system` is a consequence of what others did."""

    APPLICANT = "applicant"
    COORDINATOR = "coordinator"
    SYSTEM = "system"


_APPLICANT_MOVES = {
    (State.DRAFT, Action.REGISTER): State.REGISTRATION_ASKED,
    (State.IN_PROGRESS, Action.SUBMIT): State.SUBMITTED,
    (State.MORE_INFORMATION, Action.SUBMIT): State.SUBMITTED,
    (State.DRAFT, Action.WITHDRAW): State.WITHDRAWN,
    (State.REGISTRATION_ASKED, Action.WITHDRAW): State.WITHDRAWN,
    (State.IN_PROGRESS, Action.WITHDRAW): State.WITHDRAWN,
    (State.SUBMITTED, Action.WITHDRAW): State.WITHDRAWN,
    (State.COMPLETE, Action.WITHDRAW): State.WITHDRAWN,
    (State.IN_REVIEW, Action.WITHDRAW): State.WITHDRAWN,
    (State.MORE_INFORMATION, Action.WITHDRAW): State.WITHDRAWN,
}
_COORDINATOR_MOVES = {
    (State.REGISTRATION_ASKED, Action.ACCEPT_REGISTRATION): State.IN_PROGRESS,
    (State.REGISTRATION_ASKED, Action.ASK_REGISTRATION): State.DRAFT,
    (State.SUBMITTED, Action.CONFIRM_COMPLETE): State.COMPLETE,
    (State.SUBMITTED, Action.ASK_MORE): State.MORE_INFORMATION,
    (State.COMPLETE, Action.ASK_MORE): State.MORE_INFORMATION,
    (State.COMPLETE, Action.START_REVIEW): State.IN_REVIEW,
    (State.AWAITING_DECISION, Action.APPROVE): State.APPROVED,
    (State.AWAITING_DECISION, Action.DECLINE): State.DECLINED,
    (State.AWAITING_DECISION, Action.ASK_MORE): State.MORE_INFORMATION,
    (State.AWAITING_DECISION, Action.ASK_THIRD): State.IN_REVIEW,
}
_SYSTEM_MOVES = {
    # Where the association registers nobody, preparing begins at once.
    (State.DRAFT, Action.BEGIN): State.IN_PROGRESS,
    (State.IN_REVIEW, Action.ALL_HANDED_IN): State.AWAITING_DECISION,
    (State.IN_REVIEW, Action.REVIEWER_RECUSED): State.COMPLETE,
}

# Outcomes after which the way goes on: each is left by its own people.
_APPLICANT_AFTER_OUTCOMES = {
    (State.ON_HOLD, Action.ANSWER): State.AWAITING_DECISION,
    (State.ON_HOLD, Action.WITHDRAW): State.WITHDRAWN,
    (State.DEFERRED, Action.SUBMIT): State.SUBMITTED,
    (State.DEFERRED, Action.WITHDRAW): State.WITHDRAWN,
    (State.EMERGING, Action.SUBMIT): State.SUBMITTED,
    (State.APPROVED_FOR_EXAM, Action.WITHDRAW): State.WITHDRAWN,
    (State.EXAM_PASSED, Action.WITHDRAW): State.WITHDRAWN,
    (State.DECLINED, Action.APPEAL): State.APPEALED,
}
_COORDINATOR_OUTCOMES = {
    (State.AWAITING_DECISION, Action.APPROVE_FOR_EXAM): State.APPROVED_FOR_EXAM,
    (State.AWAITING_DECISION, Action.GRANT_EMERGING): State.EMERGING,
    (State.AWAITING_DECISION, Action.HOLD): State.ON_HOLD,
    (State.AWAITING_DECISION, Action.DEFER): State.DEFERRED,
    (State.ON_HOLD, Action.RESUME): State.AWAITING_DECISION,
    (State.APPROVED_FOR_EXAM, Action.DECLINE): State.DECLINED,
    (State.EXAM_PASSED, Action.APPROVE): State.APPROVED,
    (State.EXAM_PASSED, Action.DECLINE): State.DECLINED,
    (State.APPEALED, Action.HEAR): State.COMPLETE,
    (State.APPEALED, Action.UPHOLD): State.DECLINED,
}
_SYSTEM_AFTER_OUTCOMES = {
    (State.ON_HOLD, Action.HOLD_ENDED): State.AWAITING_DECISION,
    (State.APPROVED_FOR_EXAM, Action.EXAM_PASSED): State.EXAM_PASSED,
    (State.EXAM_PASSED, Action.EXAM_REOPENED): State.APPROVED_FOR_EXAM,
}

MOVES = Moves(
    State,
    {
        (state, action, role): target
        for role, moves in (
            (Role.APPLICANT, _APPLICANT_MOVES),
            (Role.COORDINATOR, _COORDINATOR_MOVES),
            (Role.SYSTEM, _SYSTEM_MOVES),
            (Role.APPLICANT, _APPLICANT_AFTER_OUTCOMES),
            (Role.COORDINATOR, _COORDINATOR_OUTCOMES),
            (Role.SYSTEM, _SYSTEM_AFTER_OUTCOMES),
        )
        for (state, action), target in moves.items()
    },
)
"""As docs/domain.md shows them."""
