"""Only what was asked about reopens, and what differs afterwards is told."""

from typing import Any

import pytest

from endorsement.rules.difference import Change, differences
from endorsement.rules.files import SCHEMES, load_editions
from endorsement.rules.reopening import parts_of, reopened

EDITION = [edition for _document, edition in load_editions(SCHEMES / "riverbend.yaml")][-1]
TREE = EDITION.categories["infant_mental_health_specialist"].award


@pytest.mark.parametrize(
    ("requirement", "parts"),
    [
        ("training", {"entries.training"}),
        ("supervision", {"entries.rsc_received"}),
        ("education", {"entries.education"}),
        ("work", {"entries.work"}),
        ("references", {"references"}),
        ("signatures", {"signatures"}),
        ("transcript", {"uploads"}),
        ("membership", {"memberships"}),
        # An exam comes after handing in, so no part of a snapshot is its.
        ("exam", set()),
        ("astronautics", set()),
    ],
)
def test_requirement_opens_the_parts_it_looks_at(requirement: str, parts: set[str]) -> None:
    assert parts_of(TREE, [requirement]) == parts


def test_group_opens_everything_below_it() -> None:
    assert parts_of(TREE, [TREE.id]) >= {"entries.training", "references", "signatures"}


def document(*entries: tuple[str, str], **more: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "person": {"ref": "a"},
        "entries": [{"key": key, "kind": kind} for key, kind in entries],
        "references": [],
        "signatures": [],
        "holdings": [],
        "attributes": {},
        **more,
    }


FORMER = document(("A", "training"), ("B", "work"), uploads=[{"document": "cv"}])
NOW = document(("A", "training"), ("C", "training"), ("D", "work"), person={"ref": "b"})


def test_frozen_parts_stay_as_they_were_handed_in() -> None:
    again = reopened(FORMER, NOW, frozenset({"entries.training"}))
    assert [one["key"] for one in again["entries"]] == ["A", "B", "C"]
    assert again["uploads"] == [{"document": "cv"}]
    assert again["person"] == {"ref": "b"}


def test_reopened_part_may_become_empty() -> None:
    assert "uploads" not in reopened(FORMER, NOW, frozenset({"uploads"}))


def test_what_was_learned_is_as_open_as_its_entry() -> None:
    former = {
        **FORMER,
        "learned": [{"entry": "A", "sentence": "x"}, {"entry": "B", "sentence": "y"}],
    }
    now = {**NOW, "learned": [{"entry": "C", "sentence": "z"}, {"entry": "D", "sentence": "w"}]}
    again = reopened(former, now, frozenset({"entries.training"}))
    assert [one["entry"] for one in again["learned"]] == ["B", "C"]


def test_differences_are_told_thing_by_thing() -> None:
    before = document(("A", "training"), ("B", "work"))
    after = document(("A", "training"), ("C", "work"))
    after["entries"][0]["hours"] = "9.00"
    found = [
        (one.change, (one.after or one.before or {})["key"], one.fields)
        for one in differences(before, after)
    ]
    assert found == [
        (Change.CHANGED, "A", ("hours",)),
        (Change.ADDED, "C", ()),
        (Change.GONE, "B", ()),
    ]


def test_same_document_has_no_differences() -> None:
    assert differences(FORMER, FORMER) == []
