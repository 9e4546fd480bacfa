"""What an evaluation asks."""

import pytest

from courses.rules import evaluation
from courses.rules.evaluation import Asked, asked

OBJECTIVES = [("name", "Name a feeling."), ("soothe", "Soothe a baby.")]
ITEM = {"key": "useful", "kind": "scale", "text": "Useful?", "objective": ""}


def test_objectives_are_asked_one_by_one_under_keys_of_their_own() -> None:
    found = asked([("objectives", {"key": "x", "text": "How well?"}), ("item", ITEM)], OBJECTIVES)
    assert found == [
        Asked("objective-name", "scale", "How well?", about="Name a feeling."),
        Asked("objective-soothe", "scale", "How well?", about="Soothe a baby."),
        Asked("useful", "scale", "Useful?"),
    ]
    turned = asked([("objectives", {"key": "x", "text": "How well?"})], OBJECTIVES[::-1])
    assert {one.key: one.about for one in turned} == {one.key: one.about for one in found[:2]}


@pytest.mark.parametrize(
    ("kind", "needed", "required"),
    [
        ("scale", None, True),
        ("scale", "usual", True),
        ("scale", "no", False),
        ("text", None, False),
        ("text", "usual", False),
        ("text", "yes", True),
        ("multiple_choice", "", True),
        ("single_choice", "no", False),
    ],
)
def test_own_words_may_be_left_empty_unless_asked_for(kind, needed, required) -> None:
    [found] = asked([("item", {**ITEM, "kind": kind, "needed": needed})], OBJECTIVES)
    assert found.required is required


@pytest.mark.parametrize(
    ("named", "text"),
    [
        ("2", "Soothe a baby."),
        ("soothe", "Soothe a baby."),
        ("0", ""),
        ("3", ""),
        ("", ""),
        ("x", ""),
    ],
)
def test_objective_is_named_by_number_or_key(named: str, text: str) -> None:
    assert evaluation.objective(named, OBJECTIVES) == text


def test_only_choices_have_options() -> None:
    options = [{"key": "a", "text": "At work"}, {"key": "b", "text": "At home"}]
    item = {**ITEM, "kind": "single_choice", "options": options}
    [choice] = asked([("item", item)], [])
    assert choice.plain()["options"] == [["a", "At work"], ["b", "At home"]]
    [scale] = asked([("item", {**item, "kind": "scale"})], [])
    assert scale.plain() == {"key": "useful", "kind": "scale", "text": "Useful?"}
