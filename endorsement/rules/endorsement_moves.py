"""The states of an endorsement and every legal move, as one table.

`services/status.py` alone applies them.
"""

from __future__ import annotations

from enum import StrEnum

from endorsement.rules.moves import Moves


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

MOVES = Moves(
    State,
    {
        (state, move, role): target
        for role, moves in ((Role.COORDINATOR, _COORDINATOR_MOVES), (Role.SYSTEM, _SYSTEM_MOVES))
        for (state, move), target in moves.items()
    },
)
"""As docs/domain.md shows them."""

ASKED_FOR = (Move.SET_INACTIVE, Move.RETIRE, Move.ARCHIVE, Move.COME_BACK, Move.REINSTATE)
"""What a holder may ask for; the association does it."""

HELD = frozenset({State.INACTIVE, State.SUSPENDED, State.RETIRED, State.ARCHIVED})
"""States in which the cycle waits: no reminder, no lapse by its days."""
