"""The states of a renewal and of its audit, and every legal move, as two tables."""

from __future__ import annotations

from enum import StrEnum

from endorsement.rules.moves import Moves


class State(StrEnum):
    """Where a renewal stands."""

    BEGUN = "begun"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    APPROVED = "approved"
    DECLINED = "declined"


class AuditState(StrEnum):
    """Where the audit of a renewal stands."""

    DRAWN = "drawn"
    SHOWN = "shown"
    RETURNED = "returned"
    PASSED = "passed"
    FAILED = "failed"


class Action(StrEnum):
    """What somebody does with it."""

    HAND_IN = "hand_in"
    TAKE_BACK = "take_back"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    DECLINE = "decline"
    REOPEN = "reopen"
    # Of an audit.
    SHOW = "show"
    PASS = "pass"
    FAIL = "fail"


class Role(StrEnum):
    """Who does it; `rule`: the association lets clean renewals be approved by rule."""

    HOLDER = "holder"
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    RULE = "rule"


MOVES = Moves(
    State,
    {
        (State.BEGUN, Action.HAND_IN, Role.HOLDER): State.HANDED_IN,
        (State.RETURNED, Action.HAND_IN, Role.HOLDER): State.HANDED_IN,
        # As long as nobody has decided it; the coordinator then has nothing to decide.
        (State.HANDED_IN, Action.TAKE_BACK, Role.HOLDER): State.TAKEN_BACK,
        (State.TAKEN_BACK, Action.HAND_IN, Role.HOLDER): State.HANDED_IN,
        (State.HANDED_IN, Action.APPROVE, Role.RULE): State.APPROVED,
        (State.HANDED_IN, Action.APPROVE, Role.COORDINATOR): State.APPROVED,
        (State.HANDED_IN, Action.SEND_BACK, Role.COORDINATOR): State.RETURNED,
        (State.HANDED_IN, Action.DECLINE, Role.COORDINATOR): State.DECLINED,
        # The question has been settled some other way, or was never answered.
        (State.RETURNED, Action.APPROVE, Role.COORDINATOR): State.APPROVED,
        (State.RETURNED, Action.SEND_BACK, Role.COORDINATOR): State.RETURNED,
        (State.RETURNED, Action.DECLINE, Role.COORDINATOR): State.DECLINED,
        # A decline that was a mistake: as if it had been returned.
        (State.DECLINED, Action.REOPEN, Role.COORDINATOR): State.RETURNED,
    },
)

AUDIT_MOVES = Moves(
    AuditState,
    {
        (AuditState.DRAWN, Action.SHOW, Role.HOLDER): AuditState.SHOWN,
        (AuditState.RETURNED, Action.SHOW, Role.HOLDER): AuditState.SHOWN,
        (AuditState.SHOWN, Action.PASS, Role.AUDITOR): AuditState.PASSED,
        (AuditState.SHOWN, Action.SEND_BACK, Role.AUDITOR): AuditState.RETURNED,
        (AuditState.RETURNED, Action.SEND_BACK, Role.COORDINATOR): AuditState.RETURNED,
        (AuditState.DRAWN, Action.SEND_BACK, Role.COORDINATOR): AuditState.DRAWN,
        # What was missing has been settled some other way.
        (AuditState.RETURNED, Action.PASS, Role.COORDINATOR): AuditState.PASSED,
        # Only a coordinator says that it was not passed, once the holder had a day to answer by.
        (AuditState.DRAWN, Action.FAIL, Role.COORDINATOR): AuditState.FAILED,
        (AuditState.RETURNED, Action.FAIL, Role.COORDINATOR): AuditState.FAILED,
    },
)
