import itertools

import pytest

from courses.rules import live_moves as moves

STATES = ("", "registered", "waiting", "canceled")
ACTIONS = ("register", "wait", "move_up", "cancel", "walk_in")
LEGAL = {
    ("", "register"): "registered",
    ("", "wait"): "waiting",
    ("canceled", "register"): "registered",
    ("canceled", "wait"): "waiting",
    ("waiting", "move_up"): "registered",
    ("waiting", "cancel"): "canceled",
    ("registered", "cancel"): "canceled",
    ("", "walk_in"): "registered",
    ("waiting", "walk_in"): "registered",
    ("canceled", "walk_in"): "registered",
}


@pytest.mark.parametrize(("state", "action"), list(itertools.product(STATES, ACTIONS)))
def test_only_moves_of_the_table_are_possible(state, action) -> None:
    assert moves.after(state, action) == LEGAL.get((state, action))
