"""Every move of a renewal and of its audit that is legal, and no other."""

from itertools import product
from pathlib import Path

import pytest

from endorsement.models import Audit, Renewal
from endorsement.rules import renewing
from endorsement.rules.moves import MoveRefused
from endorsement.rules.renewing import Action, AuditState, Role, State

TABLES = [(renewing.MOVES, State), (renewing.AUDIT_MOVES, AuditState)]
DOCS = Path(__file__).parents[3] / "docs" / "renewal.md"


@pytest.mark.parametrize(("moves", "states"), TABLES)
def test_what_is_not_in_the_table_is_refused(moves, states):
    for state, action, role in product([*states, "unknown"], Action, Role):
        if (state, action, role) in moves:
            assert moves.next_state(state, action, role) == moves[state, action, role]
        else:
            with pytest.raises(MoveRefused):
                moves.next_state(state, action, role)


def test_what_was_renewed_stays_renewed():
    assert not [move for move in renewing.MOVES if move[0] == State.APPROVED]


def test_only_a_coordinator_says_that_an_audit_was_not_passed():
    assert {move[2] for move in renewing.AUDIT_MOVES if move[1] == Action.FAIL} == {
        Role.COORDINATOR
    }


def test_rows_know_the_states_of_the_tables():
    assert set(Renewal.State.values) == set(State)
    assert set(Audit.State.values) == set(AuditState)


def test_actions_are_those_of_the_role():
    assert renewing.MOVES.actions(State.HANDED_IN, Role.COORDINATOR) == [
        Action.APPROVE,
        Action.SEND_BACK,
        Action.DECLINE,
    ]
    assert renewing.MOVES.actions(State.HANDED_IN, Role.HOLDER) == [Action.TAKE_BACK]


@pytest.mark.parametrize("moves", [renewing.MOVES, renewing.AUDIT_MOVES])
def test_documentation_has_the_tables(moves):
    assert moves.as_markdown() in DOCS.read_text(encoding="utf-8")
