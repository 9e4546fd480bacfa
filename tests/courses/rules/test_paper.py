"""What leaves the server with a paper, and what comes back."""

import json
from random import Random

import pytest

from courses.rules import marking, paper, post_test
from courses.selectors.question import plain_question
from tests.factories.module import every_kind


class Block:
    def __init__(self, kind: str, value: dict) -> None:
        self.block_type, self.value = kind, {"partial": False, **value}


@pytest.fixture
def drawn() -> list[dict]:
    bank = [plain_question(Block(*one)) for one in every_kind()]
    return sorted(post_test.draw(bank, 6, Random(5)), key=lambda one: one["key"])


def test_a_paper_tells_neither_right_answers_nor_rationales(drawn) -> None:
    told = json.dumps([paper.shown(question) for question in drawn])
    assert not {"correct", "Why a.", "Remember", "match", "accepted", "Serve"} & set(
        told.split('"')
    )
    ordering = next(one for one in drawn if one["kind"] == "ordering")
    right = [item["text"] for item in ordering["items"]]
    parts = paper.shown(ordering)["parts"]
    assert [part["text"] for part in parts] != right
    assert sorted(part["text"] for part in parts) == right
    assert [part["name"] for part in parts] == [f"q-ordering.{n}" for n in (1, 2, 3, 4)]


def test_fields_become_answers_and_nothing_else_is_taken(drawn) -> None:
    matching = next(one for one in drawn if one["kind"] == "matching")
    keys = {one["text"]: one["key"] for one in matching["choices"]}
    shown = {p["name"]: p["key"] for one in drawn for p in paper.shown(one).get("parts", ())}
    fields = {
        "q-multiple_choice": ["b", "a"],
        "q-multiple_response": ["d", "zz", "a"],
        "q-matching.1": [keys["Joy"]],
        "q-matching.2": ["99"],
        "q-ordering.1": ["2"],
        "q-ordering.2": ["5"],
        "q-ordering.3": ["2"],
        "q-short_answer": [" serve  and" + " " * 300],
        "q-other": ["a"],
    }
    assert paper.answers_in(drawn, fields) == {
        "multiple_choice": ["a"],
        "multiple_response": ["a", "d"],
        "matching": {"l1": keys["Joy"]},
        "ordering": {shown["q-ordering.1"]: 2, shown["q-ordering.3"]: 2},
        "short_answer": "serve and",
    }


@pytest.mark.parametrize(
    ("kind", "answer", "why"),
    [
        ("multiple_choice", None, "missing"),
        ("multiple_choice", ["a"], ""),
        ("matching", {"l1": "1", "l2": "1"}, "missing"),
        ("matching", {"l1": "1", "l2": "1", "l3": "1"}, ""),
        ("ordering", {"i0": 1, "i1": 2, "i2": 3}, "missing"),
        ("ordering", {"i0": 1, "i1": 2, "i2": 3, "i3": 3}, "places"),
        ("ordering", {"i0": 4, "i1": 2, "i2": 3, "i3": 1}, ""),
        ("short_answer", "", "missing"),
    ],
)
def test_what_is_in_the_way_of_handing_in(drawn, kind, answer, why) -> None:
    question = next(one for one in drawn if one["kind"] == kind)
    assert paper.problem(question, answer) == why


def test_lines_say_what_was_answered_and_what_is_right(drawn) -> None:
    by_kind = {one["kind"]: one for one in drawn}
    keys = {one["text"]: one["key"] for one in by_kind["matching"]["choices"]}
    answer = {"l1": keys["Need"], "l2": keys["Anger"]}
    assert paper.lines(by_kind["matching"], answer) == [
        paper.Line("Cry", "Need", "Need", True),
        paper.Line("Smile", "Anger", "Joy", False),
        paper.Line("Yawn", "", "Rest", False),
    ]
    assert paper.in_words(by_kind["matching"], answer) == ["Cry: Need", "Smile: Anger"]
    assert [line.given for line in paper.lines(by_kind["ordering"], {"i0": 2})] == ["2", "", "", ""]
    assert marking.right_answer(by_kind["short_answer"]) == "Serve and return"


@pytest.mark.parametrize(
    ("only", "done_at", "taken"),
    [
        ("", 1_000_000, ["a", "b"]),
        ("a", 1_000_000, ["a"]),
        ("b", 1_000_000, ["b"]),
        ("c", 1_000_000, []),
        # "a" was answered half a minute after; later than that, it stays.
        ("a", 970_000, ["a"]),
        ("a", 969_999, []),
        ("", 969_999, ["b"]),
    ],
)
def test_an_earlier_answer_does_not_undo_a_later_one(
    only: str, done_at: int, taken: list[str]
) -> None:
    asked = paper.still_open([{"key": "a"}, {"key": "b"}], {"a": 1_000_000}, done_at, only)
    assert [question["key"] for question in asked] == taken
