"""Which outcomes of an edition may be chosen in a state, and what each of them needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from endorsement.rules.scheme import Outcome
from endorsement.rules.workflow import MOVES, Action, Role, State

ACTIONS: Mapping[Outcome, Action] = {
    Outcome.APPROVE: Action.APPROVE,
    Outcome.APPROVE_FOR_EXAM: Action.APPROVE_FOR_EXAM,
    Outcome.EMERGING: Action.GRANT_EMERGING,
    Outcome.MORE_INFO: Action.ASK_MORE,
    Outcome.HOLD: Action.HOLD,
    Outcome.DEFER: Action.DEFER,
    Outcome.DECLINE: Action.DECLINE,
}

LETTER_NEEDED = frozenset({Outcome.HOLD, Outcome.DEFER, Outcome.DECLINE})
"""What a person writes or approves; no rule sends it."""

# Before the reviews a question belongs to the check whether everything is there. After an exam that
# a review allowed, approving needs no outcome of its own in the edition.
_ALWAYS = {
    State.SUBMITTED: {Outcome.MORE_INFO},
    State.COMPLETE: {Outcome.MORE_INFO},
    State.EXAM_PASSED: {Outcome.APPROVE},
}


def open_outcomes(state: str, listed: Collection[Outcome]) -> list[Outcome]:
    """What a coordinator may choose now, in the order of `Outcome`."""
    now = set(MOVES.actions(state, Role.COORDINATOR))
    allowed = {*listed, *_ALWAYS.get(State(state), set())}
    return [one for one in Outcome if one in allowed and ACTIONS[one] in now]
