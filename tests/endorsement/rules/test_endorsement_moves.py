"""Every move of an endorsement that is in the table, and that every other is refused."""

from itertools import product
from pathlib import Path

import pytest

from endorsement.models import Endorsement
from endorsement.rules import endorsement_moves as rules
from endorsement.rules.endorsement_moves import Move, Role, State
from endorsement.rules.moves import MoveRefused

DOMAIN = Path(__file__).parents[3] / "docs" / "domain.md"


def test_the_rows_know_the_same_states():
    assert Endorsement.State.values == list(State)


@pytest.mark.parametrize(("state", "move", "role"), list(product(State, Move, Role)))
def test_only_what_is_in_the_table_is_a_move(state, move, role):
    target = rules.MOVES.get((state, move, role))
    if target:
        assert rules.MOVES.next_state(state, move, role) is target
        return
    with pytest.raises(MoveRefused):
        rules.MOVES.next_state(state, move, role)


@pytest.mark.parametrize(
    ("state", "move", "role", "code"),
    [
        ("revoked", "reinstate", "coordinator", "closed"),
        ("active", "lapse", "coordinator", "wrong_role"),
        ("suspended", "lapse", "system", "not_now"),
        ("active", "reinstate", "coordinator", "not_now"),
        ("active", "fly", "coordinator", "not_now"),
    ],
)
def test_a_refusal_says_why(state, move, role, code):
    with pytest.raises(MoveRefused) as refused:
        rules.MOVES.next_state(state, move, role)
    assert refused.value.code == code


def test_nobody_held_lapses_by_the_days_of_a_cycle():
    """Somebody inactive lapses when the time to come back is over, which is not a day of the cycle."""
    lapsing = {state for state, move, _role in rules.MOVES if move is Move.LAPSE}
    assert lapsing == {State.ACTIVE, State.INACTIVE}
    assert {State.REVOKED} == rules.MOVES.final


def test_documentation_shows_this_table():
    shown = DOMAIN.read_text().split("<!-- endorsement moves: begin -->\n")[1]
    assert shown.split("\n<!-- endorsement moves: end -->")[0] == rules.MOVES.as_markdown(), (
        "Put this between the markers of docs/domain.md:\n" + rules.MOVES.as_markdown()
    )
