"""Files that nobody here wrote: how many questions of each are taken, and what becomes of the rest."""

from collections import Counter
from pathlib import Path

import pytest

from courses.exchange import formats
from courses.exchange.question import BadFile, Entry

FOLDER = Path(__file__).with_name("foreign")

#: File, how it is read, what is said about its questions, and the kinds of those that are taken.
FILES = [
    (
        "pygiftparser-1.1.gift",
        "gift",
        ["rule", "kind: essay", *["kind: numerical"] * 4],
        {"multiple_choice": 2, "multiple_response": 1, "true_false": 1, "short_answer": 1, "matching": 1},
    ),
    ("moodle_xml_parser-0.3.1-cloze.xml", "moodle_xml", ["kind: cloze"], {}),
    ("moodle_xml_parser-0.3.1-multichoice.xml", "moodle_xml", [], {"multiple_choice": 1}),
    (
        "pymoodef-0.1.0.xml",
        "moodle_xml",
        [
            "penalty", "kind: ddwtos", "kind: gapselect", "rule", "rule", "kind: numerical",
            "kind: numerical", "kind: essay", "files", "media", "files", "media", "rule",
        ],
        {"multiple_choice": 1, "matching": 1, "true_false": 1, "short_answer": 2, "ordering": 3},
    ),
    (
        "moodlexport-0.0.32.xml",
        "moodle_xml",
        ["kind: essay"],
        {"multiple_choice": 1, "multiple_response": 1},
    ),
    ("onyx2moodle-0.1.0-1.xml", "qti21", ["kind: templateProcessing"], {}),
    ("onyx2moodle-0.1.0-3.xml", "qti21", [], {"matching": 1}),
    ("onyx2moodle-0.1.0-4.xml", "qti21", ["kind: several"], {}),
    ("onyx2moodle-0.1.0-9.xml", "qti21", [], {"multiple_choice": 1}),
    (
        "qti_package_maker-26.7.14.zip",
        "qti21",
        ["kind: numerical"],
        {
            "multiple_choice": 1, "multiple_response": 1, "matching": 1, "ordering": 1,
            "short_answer": 1,
        },
    ),
]  # fmt: skip


def said(entry: Entry) -> list[str]:
    return [f"kind: {entry.said}" if one.reason == "kind" else one.reason for one in entry.notes]


@pytest.mark.parametrize(("name", "form", "notes", "kinds"), FILES, ids=[one[0] for one in FILES])
def test_foreign_file_is_taken_as_far_as_a_bank_holds_it(name, form, notes, kinds) -> None:
    reading = formats.read((FOLDER / name).read_bytes())
    found = Counter(str(one.question.kind) for one in reading.entries if one.question)
    assert reading.format == form
    assert [line for entry in reading.entries for line in said(entry)] == notes
    assert dict(found) == kinds


def test_matching_of_another_program_keeps_its_pairs() -> None:
    reading = formats.read((FOLDER / "qti_package_maker-26.7.14.zip").read_bytes())
    kinds = {one.question.kind: one.question for one in reading.entries if one.question}
    pairs = [(pair.text, pair.match) for pair in kinds["matching"].pairs]
    assert pairs == [("Gaze", "looking"), ("Cue", "a sign"), ("Pause", "a rest")]
    assert kinds["ordering"].items == (
        "The child serves",
        "The adult notices",
        "The adult returns",
    )


def test_package_of_an_older_version_is_named() -> None:
    with pytest.raises(BadFile, match="qti1"):
        formats.read((FOLDER / "text2qti-0.8.0.zip").read_bytes())
