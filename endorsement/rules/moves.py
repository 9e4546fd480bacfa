"""Tables of legal moves: state, action and role lead to a state. What is not in a table is refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)
R = TypeVar("R", bound=StrEnum)


class MoveRefused(ValueError):
    """A move that is not in the table.

    `code`: `closed` (nothing can be done any more), `wrong_role` (somebody else may do it), or
    `not_now` (nobody may do it in this state).
    """

    def __init__(self, code: str, state: str, action: str, role: str) -> None:
        self.code, self.state, self.action, self.role = code, state, action, role
        super().__init__(f"{role} cannot {action} what is {state}: {code}")


class Moves(dict[tuple[S, A, R], S], Generic[S, A, R]):
    """Every legal move of one thing, in the order in which they are offered."""

    def __init__(self, states: Iterable[S], moves: Mapping[tuple[S, A, R], S]) -> None:
        super().__init__(moves)
        self._states = list(states)
        self.final = frozenset(self._states) - {state for state, _, _ in self}
        """States without a way out."""

    def next_state(self, state: str, action: str, role: str) -> S:
        """The state a move leads to.

        :raises MoveRefused: when the table does not have it; unknown words are refused as well.
        """
        for move, target in self.items():
            if move == (state, action, role):
                return target
        if state in self.final:
            raise MoveRefused("closed", state, action, role)
        others = any(move[:2] == (state, action) for move in self)
        raise MoveRefused("wrong_role" if others else "not_now", state, action, role)

    def actions(self, state: str, role: str) -> list[A]:
        """What a role can do now, in the table's order; for buttons."""
        return [action for known, action, who in self if (known, who) == (state, role)]

    def as_markdown(self) -> str:
        """The moves in the order of their states, as the documentation has them; tests keep the two equal."""
        lines = ["| from | who | does | to |", "|---|---|---|---|"]
        lines += [
            f"| {state} | {role} | {action} | {target} |"
            for (state, action, role), target in sorted(
                self.items(), key=lambda move: self._states.index(move[0][0])
            )
        ]
        return "\n".join(lines)
