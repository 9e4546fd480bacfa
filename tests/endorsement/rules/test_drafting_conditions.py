"""A condition is found by its way, changed there, and nothing else changes."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement.rules import drafting

Plain = dict[str, Any]
SIMPLE: list[Plain] = [
    {"degree": "master"},
    {"attribute": "provides_rsc", "equals": True},
    {"first_renewal": True},
    {},
]
CONDITIONS = st.recursive(
    st.sampled_from(SIMPLE),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda parts: {"all": parts})
        | st.lists(inner, max_size=3).map(lambda parts: {"any": parts})
        | inner.map(lambda part: {"not": part})
    ),
    max_leaves=8,
)
WHERES = [
    "when",
    "hours/topics/dei/when",
    "hours/topics/disjoint/ethics/when",
    "hours/areas/core:foundations.attachment/when",
    "hours/caps/kind/service/when",
]


def requirement() -> Plain:
    return {
        "id": "x",
        "label": {"en": "X"},
        "hours": {
            "kinds": ["training"],
            "min": 10,
            "topics": {"dei": 3, "disjoint": {"ethics": {"min": 1, "max": 2}}},
            "areas": {"core:foundations.attachment": "1.5"},
            "caps": {"kind": {"service": 7}},
        },
    }


def ways(where: str, condition: Any) -> list[tuple[str, Any]]:
    found = [(where, condition)]
    for way, one in drafting.parts_of(condition):
        found += ways(f"{where}/{way}", one)
    return found


@given(st.sampled_from(WHERES), CONDITIONS, CONDITIONS, st.data())
def test_what_is_put_somewhere_stands_there_and_everything_else_as_before(
    where: str, condition: Plain, other: Plain, data: st.DataObject
) -> None:
    before = requirement()
    node = drafting.with_condition(before, where, condition)
    assert before == requirement()
    for way, one in ways(where, condition):
        assert drafting.condition_at(node, way) == one
    way, _one = data.draw(st.sampled_from(ways(where, condition)))
    changed = drafting.with_condition(node, way, other)
    assert drafting.condition_at(changed, way) == other
    back = drafting.with_condition(changed, way, _one)
    assert back == node
    others = {one.where: one.condition for one in drafting.spots(changed) if one.where != where}
    assert others == {
        one.where: one.condition for one in drafting.spots(before) if one.where != where
    }


@pytest.mark.parametrize(
    ("where", "written"),
    [
        ("hours/topics/dei/when", {"min": 3}),
        ("hours/caps/kind/service/when", {"max": 7}),
        ("hours/topics/disjoint/ethics/when", {"min": 1, "max": 2}),
    ],
)
def test_a_plain_number_of_hours_is_written_out_to_hold_a_condition(
    where: str, written: Plain
) -> None:
    node: Any = drafting.with_condition(requirement(), where, {"degree": "master"})
    gone: Any = drafting.with_condition(node, where, None)
    for key in where.split("/")[:-1]:
        node, gone = node[key], gone[key]
    assert node == {**written, "when": {"degree": "master"}}
    assert gone == written


def test_hours_among_peers_may_be_for_some_people() -> None:
    node: Plain = {"supervision": {"min": 1, "peers_count": {}}}
    changed = drafting.with_condition(node, "supervision/peers_count", {"any": []})
    assert changed["supervision"]["peers_count"] == {"any": []}
    gone = drafting.with_condition(changed, "supervision/peers_count", None)
    assert gone == {"supervision": {"min": 1}}


@pytest.mark.parametrize(
    "where",
    ["", "hours", "when/all/0", "when/not", "hours/topics/iecmh/when", "hours/peers_count", "hours/min"],
)  # fmt: skip
def test_there_is_no_condition_elsewhere(where: str) -> None:
    with pytest.raises(KeyError):
        drafting.condition_at(requirement(), where)


def test_a_way_is_named_as_the_parser_names_it() -> None:
    assert drafting.path_of("when/all/0/not/any/12") == "when.all[0].not.any[12]"


def test_taking_one_of_several_away_moves_the_others_up() -> None:
    node = {"when": {"all": copy.deepcopy(SIMPLE)}, "work": {"months": 1}}
    changed = drafting.with_condition(node, "when/all/1", None)
    assert changed["when"]["all"] == [SIMPLE[0], *SIMPLE[2:]]
