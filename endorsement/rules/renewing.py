"""The states of a renewal and of its audit, and every legal move, as two tables.

Whoever applies a move looks it up with `next_state`; what is not in a table is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a renewal stands."""

    BEGUN = "begun"
    HANDED_IN = "handed_in"
    RETURNED = "returned"
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


Moves = Mapping[tuple[str, Action, Role], str]

MOVES: Moves = {
    (State.BEGUN, Action.HAND_IN, Role.HOLDER): State.HANDED_IN,
    (State.RETURNED, Action.HAND_IN, Role.HOLDER): State.HANDED_IN,
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
}

AUDIT_MOVES: Moves = {
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
}


class MoveRefused(ValueError):
    """A move that is not in the table."""


def next_state(moves: Moves, state: str, action: Action, role: Role) -> str:
    """The state a move leads to.

    :raises MoveRefused: when the table does not have it.
    """
    try:
        return moves[state, action, role]
    except KeyError:
        raise MoveRefused(f"{role} cannot {action} what is {state}") from None


def actions(moves: Moves, state: str, role: Role) -> list[Action]:
    """What a role can do now, in the table's order; for buttons."""
    return [action for (known, action, who) in moves if (known, who) == (state, role)]


def as_markdown(moves: Moves) -> str:
    """A table of docs/renewal.md; a test keeps the two equal."""
    lines = ["| from | who | does | to |", "|---|---|---|---|"]
    lines += [
        f"| {state} | {role} | {action} | {to} |" for (state, action, role), to in moves.items()
    ]
    return "\n".join(lines)
