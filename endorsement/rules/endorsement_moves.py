"""The states of an endorsement and every legal move, as one table.

Whoever applies a move looks it up with `next_state` (`services/status.py` alone does); what is not in the
table is refused.
"""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where an endorsement stands.

    Who is inactive, suspended, retired or archived has no renewal to hand in: the cycle is held.
    Suspended is for a sanction by a licensing board; archived for one of several categories that its
    holder gives a rest.
    """

    ACTIVE = "active"
    INACTIVE = "inactive"
    SUSPENDED = "suspended"
    RETIRED = "retired"
    ARCHIVED = "archived"
    LAPSED = "lapsed"
    REVOKED = "revoked"


class Move(StrEnum):
    """What somebody does with it."""

    SET_INACTIVE = "set_inactive"
    COME_BACK = "come_back"
    SUSPEND = "suspend"
    LIFT = "lift"
    RETIRE = "retire"
    ARCHIVE = "archive"
    REINSTATE = "reinstate"
    REVOKE = "revoke"
    # By a day, or as a consequence of what others did.
    LAPSE = "lapse"
    END_EMERGING = "end_emerging"
    COMPLETE = "complete"


class Role(StrEnum):
    """Who does it; `system` is a consequence of what others did, or of a day."""

    COORDINATOR = "coordinator"
    SYSTEM = "system"


_COORDINATOR_MOVES = {
    (State.ACTIVE, Move.SET_INACTIVE): State.INACTIVE,
    (State.ACTIVE, Move.SUSPEND): State.SUSPENDED,
    (State.ACTIVE, Move.RETIRE): State.RETIRED,
    (State.ACTIVE, Move.ARCHIVE): State.ARCHIVED,
    (State.ACTIVE, Move.REVOKE): State.REVOKED,
    (State.INACTIVE, Move.COME_BACK): State.ACTIVE,
    (State.INACTIVE, Move.SUSPEND): State.SUSPENDED,
    (State.INACTIVE, Move.RETIRE): State.RETIRED,
    (State.INACTIVE, Move.ARCHIVE): State.ARCHIVED,
    (State.INACTIVE, Move.REVOKE): State.REVOKED,
    (State.SUSPENDED, Move.LIFT): State.ACTIVE,
    (State.SUSPENDED, Move.REVOKE): State.REVOKED,
    (State.RETIRED, Move.REINSTATE): State.ACTIVE,
    (State.RETIRED, Move.REVOKE): State.REVOKED,
    (State.ARCHIVED, Move.REINSTATE): State.ACTIVE,
    (State.ARCHIVED, Move.RETIRE): State.RETIRED,
    (State.ARCHIVED, Move.REVOKE): State.REVOKED,
    (State.LAPSED, Move.REINSTATE): State.ACTIVE,
    (State.LAPSED, Move.RETIRE): State.RETIRED,
    (State.LAPSED, Move.REVOKE): State.REVOKED,
}
_SYSTEM_MOVES = {
    (State.ACTIVE, Move.LAPSE): State.LAPSED,
    (State.INACTIVE, Move.LAPSE): State.LAPSED,
    # An emerging award ends on a day; what was missing makes it a full one, before that day or after.
    (State.ACTIVE, Move.END_EMERGING): State.LAPSED,
    (State.ACTIVE, Move.COMPLETE): State.ACTIVE,
    (State.LAPSED, Move.COMPLETE): State.ACTIVE,
}

MOVES: dict[tuple[State, Move, Role], State] = {
    (state, move, role): target
    for role, moves in ((Role.COORDINATOR, _COORDINATOR_MOVES), (Role.SYSTEM, _SYSTEM_MOVES))
    for (state, move), target in moves.items()
}

FINAL = frozenset(set(State) - {state for state, _, _ in MOVES})
"""States without a way out."""

ASKED_FOR = (Move.SET_INACTIVE, Move.RETIRE, Move.ARCHIVE, Move.COME_BACK, Move.REINSTATE)
"""What a holder may ask for; the association does it."""

HELD = frozenset({State.INACTIVE, State.SUSPENDED, State.RETIRED, State.ARCHIVED})
"""States in which the cycle waits: no reminder, no lapse by its days."""


class MoveRefused(ValueError):
    """A move that is not in the table.

    `code`: `closed` (nothing can be done any more), `wrong_role` (somebody else may do it), or
    `not_now` (nobody may do it in this state).
    """

    def __init__(self, code: str, state: str, move: str, role: str) -> None:
        self.code, self.state, self.move, self.role = code, state, move, role
        super().__init__(f"{role} cannot {move} an endorsement that is {state}: {code}")


def next_state(state: str, move: str, role: str) -> State:
    """The state a move leads to.

    :raises MoveRefused: when the table does not have it; unknown words are refused as well.
    """
    for (known_state, known_move, known_role), target in MOVES.items():
        if (known_state, known_move, known_role) == (state, move, role):
            return target
    if state in FINAL:
        raise MoveRefused("closed", state, move, role)
    others = any(one[:2] == (state, move) for one in MOVES)
    raise MoveRefused("wrong_role" if others else "not_now", state, move, role)


def moves(state: str, role: str) -> list[Move]:
    """What a role can do now, in the table's order; for buttons."""
    return [one[1] for one in MOVES if (one[0], one[2]) == (state, role)]


def as_markdown() -> str:
    """Every legal move as the table in docs/domain.md; a test keeps the two equal."""
    lines = ["| from | who | does | to |", "|---|---|---|---|"]
    lines += [
        f"| {state} | {role} | {move} | {target} |"
        for (state, move, role), target in sorted(
            MOVES.items(), key=lambda one: list(State).index(one[0][0])
        )
    ]
    return "\n".join(lines)
