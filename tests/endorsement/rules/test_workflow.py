"""Every legal move is in one table, and the table is what the documentation shows."""

from itertools import product
from pathlib import Path

import pytest

from endorsement.rules.moves import MoveRefused
from endorsement.rules.workflow import MOVES, Action, Role, State

DOMAIN = Path(__file__).parents[3] / "docs" / "domain.md"
EVERYTHING = list(product(State, Action, Role))


@pytest.mark.parametrize(("move", "target"), MOVES.items(), ids=str)
def test_next_state_follows_the_table(move, target):
    assert MOVES.next_state(*move) == target


@pytest.mark.parametrize("move", [move for move in EVERYTHING if move not in MOVES], ids=str)
def test_next_state_refuses_every_other_move(move):
    with pytest.raises(MoveRefused) as refused:
        MOVES.next_state(*move)
    assert (refused.value.state, refused.value.action, refused.value.role) == move


@pytest.mark.parametrize(
    ("state", "action", "role", "code"),
    [
        ("approved", "submit", "applicant", "closed"),
        ("submitted", "confirm_complete", "applicant", "wrong_role"),
        ("draft", "approve", "coordinator", "not_now"),
        ("nowhere", "submit", "applicant", "not_now"),
        ("draft", "bribe", "applicant", "not_now"),
    ],
)
def test_refusal_says_which_kind_it_is(state, action, role, code):
    with pytest.raises(MoveRefused) as refused:
        MOVES.next_state(state, action, role)
    assert refused.value.code == code


def test_final_states_are_those_without_an_appeal():
    assert MOVES.final == {State.APPROVED, State.WITHDRAWN}


def test_every_state_can_be_reached():
    assert set(MOVES.values()) | {State.DRAFT} == set(State)


@pytest.mark.parametrize(
    ("state", "role", "can"),
    [
        ("draft", "applicant", [Action.REGISTER, Action.WITHDRAW]),
        ("draft", "system", [Action.BEGIN]),
        (
            "registration_asked",
            "coordinator",
            [Action.ACCEPT_REGISTRATION, Action.ASK_REGISTRATION],
        ),
        ("in_progress", "applicant", [Action.SUBMIT, Action.WITHDRAW]),
        ("awaiting_decision", "applicant", []),
        ("submitted", "coordinator", [Action.CONFIRM_COMPLETE, Action.ASK_MORE]),
        (
            "awaiting_decision",
            "coordinator",
            [
                *(Action.APPROVE, Action.DECLINE, Action.ASK_MORE, Action.ASK_THIRD),
                Action.APPROVE_FOR_EXAM,
                *(Action.GRANT_EMERGING, Action.HOLD, Action.DEFER),
            ],
        ),
        ("on_hold", "applicant", [Action.ANSWER, Action.WITHDRAW]),
        ("declined", "applicant", [Action.APPEAL]),
        ("declined", "coordinator", []),
        ("appealed", "coordinator", [Action.HEAR, Action.UPHOLD]),
        ("exam_passed", "coordinator", [Action.APPROVE, Action.DECLINE]),
        ("approved", "coordinator", []),
    ],
)
def test_actions_are_what_a_role_can_do_now(state, role, can):
    assert MOVES.actions(state, role) == can


def test_documentation_shows_this_table():
    shown = DOMAIN.read_text().split("<!-- moves: begin -->\n")[1]
    assert shown.split("\n<!-- moves: end -->")[0] == MOVES.as_markdown(), (
        "Put this between the markers of docs/domain.md:\n" + MOVES.as_markdown()
    )
