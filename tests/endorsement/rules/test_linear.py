"""The exact simplex: as good as trying every whole answer, one goal after the other."""

from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement.rules.linear import Program, greatest

MOST = 3


@st.composite
def programs(draw: Any) -> Program:
    program = Program()
    columns = [program.variable() for _ in range(draw(st.integers(1, 4)))]
    for column in columns:
        program.row({column: 1}, draw(st.integers(0, MOST)))
    for _ in range(draw(st.integers(0, 3))):
        weights = draw(st.dictionaries(st.sampled_from(columns), st.integers(1, 2), min_size=1))
        program.row(weights, draw(st.integers(0, 5)))
    return program


def fits(program: Program, values: Any) -> bool:
    return all(
        sum(weight * values[at] for at, weight in weights.items()) <= most
        for weights, most in program.rows
    )


def worth(goal: dict[int, int], values: Any) -> int:
    return sum(weight * values[at] for at, weight in goal.items())


@settings(max_examples=300)
@given(programs(), st.data())
def test_first_goal_is_as_great_as_any_whole_answer(program: Program, data: st.DataObject) -> None:
    goal = {at: data.draw(st.integers(0, 3)) for at in range(program.width)}
    found = greatest(program, [goal])
    assert fits(program, found)
    every = product(range(MOST + 1), repeat=program.width)
    assert worth(goal, found) == max(worth(goal, one) for one in every if fits(program, one))


def test_later_goal_costs_the_earlier_one_nothing() -> None:
    # x + y at most 4, x at most 3, y at most 3: of all that reach 4, the one with most of y.
    program = Program(2, [({0: 1, 1: 1}, 4), ({0: 1}, 3), ({1: 1}, 3)])
    assert greatest(program, [{0: 1, 1: 1}]) != [0, 0]
    assert greatest(program, [{0: 1, 1: 1}, {1: 1}]) == [1, 3]
    assert greatest(program, [{0: 2, 1: 1}, {1: 1}]) == [3, 1]


def test_corner_between_two_hundredths_is_cut_away() -> None:
    # Each pair of three fits together once: halves would reach 1.5, whole numbers 1.
    pairs = [({0: 1, 1: 1}, 1), ({1: 1, 2: 1}, 1), ({0: 1, 2: 1}, 1)]
    found = greatest(Program(3, pairs), [{0: 1, 1: 1, 2: 1}])
    assert sum(found) == 1
