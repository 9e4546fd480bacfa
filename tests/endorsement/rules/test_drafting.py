"""A draft is changed step by step, compared, and asked for all of its mistakes."""

import copy
from typing import Any

import pytest

from endorsement.rules import drafting
from endorsement.rules.files import SCHEMES, load_edition_document, shipped_frameworks

Plain = dict[str, Any]
CATEGORY, PURPOSE = "family_associate", "award"


def sample() -> Plain:
    return copy.deepcopy(load_edition_document(SCHEMES / "sample.yaml")[0])


def ids(document: Plain) -> list[str]:
    return [f"{'.' * one.depth}{one.id}" for one in drafting.outline(document, CATEGORY, PURPOSE)]


SHAPE = ["award", ".background", "..education", "..work", ".training", ".references", ".signatures"]


def test_outline_lists_every_requirement_top_down() -> None:
    assert ids(sample()) == SHAPE


@pytest.mark.parametrize(
    ("requirement", "where", "after"),
    [
        ("training", "up", ["award", ".training", ".background", "..education", "..work", ".references", ".signatures"]),
        ("training", "down", ["award", ".background", "..education", "..work", ".references", ".training", ".signatures"]),
        ("training", "in", ["award", ".background", "..education", "..work", "..training", ".references", ".signatures"]),
        ("work", "out", ["award", ".background", "..education", ".work", ".training", ".references", ".signatures"]),
        ("work", "up", ["award", ".background", "..work", "..education", ".training", ".references", ".signatures"]),
    ],
)  # fmt: skip
def test_moving(requirement: str, where: str, after: list[str]) -> None:
    before = sample()
    assert ids(drafting.move(before, CATEGORY, PURPOSE, requirement, where)) == after
    assert ids(before) == SHAPE


@pytest.mark.parametrize(
    ("requirement", "where"),
    [("background", "up"), ("signatures", "down"), ("references", "in"), ("training", "out"), ("award", "up")],
)  # fmt: skip
def test_there_is_not_always_a_place_to_move_to(requirement: str, where: str) -> None:
    with pytest.raises(drafting.CannotMove):
        drafting.move(sample(), CATEGORY, PURPOSE, requirement, where)


def test_adding_duplicating_and_removing() -> None:
    document = sample()
    code = drafting.new_id(document, CATEGORY, PURPOSE, "training")
    node = {"id": code, "label": {"en": "More"}, "hours": {"kinds": ["training"], "min": 5}}
    document = drafting.add(document, CATEGORY, PURPOSE, "background", node)
    assert ids(document)[3:5] == ["..work", "..training_2"]
    document = drafting.duplicate(document, CATEGORY, PURPOSE, "background")
    assert ids(document)[5:9] == [".background_2", "..education_2", "..work_2", "..training_2_2"]
    document = drafting.remove(document, CATEGORY, PURPOSE, "background")
    assert ids(document)[:3] == ["award", ".background_2", "..education_2"]
    assert drafting.problems(document, shipped_frameworks()) == []


def test_a_category_without_a_tree_gets_one() -> None:
    document = sample()
    del document["categories"][CATEGORY]["renewal"]
    node = {"id": "work", "label": {"en": "Work"}, "work": {"months": 6}}
    changed = drafting.add(document, CATEGORY, "renewal", "renewal", node)
    assert changed["categories"][CATEGORY]["renewal"] == {"all": [node]}


def test_every_mistake_is_found_not_only_the_first() -> None:
    document = sample()
    for requirement, kind, inner in (
        ("work", "work", {"months": 0}),
        (
            "training",
            "hours",
            {"kinds": ["training"], "min": 3, "topics": {"disjoint": {"dei": 4}}},
        ),
        ("signatures", "signatures", {"documents": ["no_such"]}),
    ):
        place = drafting.find(document, CATEGORY, PURPOSE, requirement)
        node = {"id": requirement, "label": {"en": "x"}, kind: inner}
        document = drafting.replace(document, CATEGORY, PURPOSE, place.id, node)
    found = [(one.path, one.code) for one in drafting.problems(document, shipped_frameworks())]
    start = f"categories.{CATEGORY}.{PURPOSE}.all"
    assert found == [
        (f"{start}[0].any[1].work.months", "too_small"),
        (f"{start}[1].hours.topics", "quotas_exceed_total"),
        (f"{start}[3].signatures", "unknown_document"),
    ]


def test_a_sound_document_has_no_problems_and_one_without_categories_has_one() -> None:
    assert drafting.problems(sample(), shipped_frameworks()) == []
    empty = {**sample(), "categories": {}}
    assert [one.path for one in drafting.problems(empty)] == ["categories"]


def test_comparing_names_what_was_changed_added_removed_and_moved() -> None:
    before = sample()
    after = drafting.move(before, CATEGORY, PURPOSE, "training", "up")
    after = drafting.remove(after, CATEGORY, PURPOSE, "references")
    place = drafting.find(after, CATEGORY, PURPOSE, "work")
    place.node["work"] = {"months": 36}
    after["name"] = {"en": "Another"}
    after["categories"]["first_steps"]["scope"] = "treatment"
    found = [
        (one.sort, one.category, one.purpose, one.id) for one in drafting.compare(before, after)
    ]
    assert found == [
        ("changed", "", "", "name"),
        ("moved", CATEGORY, PURPOSE, "training"),
        ("moved", CATEGORY, PURPOSE, "background"),
        ("changed", CATEGORY, PURPOSE, "work"),
        ("removed", CATEGORY, PURPOSE, "references"),
        ("changed", "first_steps", "", "scope"),
    ]
    assert drafting.compare(before, sample()) == []
