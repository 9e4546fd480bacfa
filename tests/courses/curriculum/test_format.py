"""Reading a module file: what is understood, and the sentence for each thing that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from courses.curriculum.format import CurriculumError, load
from courses.curriculum.module import Framework, Share
from courses.curriculum.reader import line_of
from courses.curriculum.text import Text
from courses.models.bank_blocks import BankBlock
from courses.services.curriculum_content import bank_fields, module_fields
from tests.courses.curriculum.sample import (
    Document,
    option,
    question,
    read,
    sample,
    text,
    written,
)


def test_load_reads_a_whole_module(tmp_path: Path) -> None:
    module = read(tmp_path, sample())

    assert module.code == "sample"
    assert module.title == Text("Sample")
    assert module.hours == Decimal("0.0")
    assert module.framework == Framework("core", 1)
    assert module.split == (Share("core:foundations", Decimal("0.0")),)
    assert module.questions[0].right_keys == ("a",)
    assert module.content_note is None


def test_text_falls_back_to_english_where_spanish_is_missing() -> None:
    assert Text("Baby").into("es") == "Baby"
    assert Text("Baby", "Bebé").into("es") == "Bebé"


def _set(path: str, value: object) -> Callable[[Document], None]:
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]

    def change(document: Document) -> None:
        place = document
        for part in parents:
            place = place[part]
        place[last] = value

    return change


def _two_right(document: Document) -> None:
    document["questions"][0]["options"][1]["correct"] = True


def _no_right(document: Document) -> None:
    document["questions"][0]["options"][0]["correct"] = False


WRONG = [
    (_set("format", 2), "format: only format 1 can be read"),
    (_set("surprise", 1), "document: unknown field “surprise”"),
    (_set("hours", 0.4), "hours: hours are written in quotes with one decimal, such as “0.4”"),
    (_set("title", "Sample"), "title: a map is expected here"),
    (_set("title", {"es": "Muestra"}), "title: the field “en” is missing"),
    (_set("code", "Not A Key"), "code: “Not A Key” is no key: lower-case letters, digits"),
    (_set("framework", "core"), "framework: a framework is written code@version"),
    (_set("age_band", "teens"), "age_band: “teens” is none of 3_to_5, birth_to_3, birth_to_5"),
    (_set("covers/0/at", "nowhere"), "covers[0]: there is no lesson or question “nowhere”"),
    (_set("covers/0/ref", "love"), "covers[0].ref: “love” is no reference"),
    (_set("split", {"core:foundations": "0.1"}), "split: the split adds up to more than the hours"),
    (_set("topics", {"iecmh": "0.1"}), "topics: a topic has more hours than the module"),
    (_set("questions/0/objective", "x"), "questions[0]: there is no objective “x”"),
    (_set("lessons/0/objectives", ["x"]), "lessons[0].objectives: there is no objective “x”"),
    (_set("lessons/0/key", "q1"), "lessons: “q1” is used twice"),
    (_set("questions", [question("q1")]), "post_test: the bank holds fewer than twice"),
    (_two_right, "questions[0]: exactly one option is correct"),
    (_no_right, "questions[0].options: no option is correct"),
    (_set("questions/0/kind", "true_false"), "questions[0]: the options of true_false have"),
    (_set("review/content", {"state": "reviewed"}), "review.content: a review names by whom"),
    (_set("evaluation/0/objective", "x"), "evaluation[0]: there is no objective “x”"),
    (_set("evaluation/0/kind", "single_choice"), "evaluation[0]: answers of one's own go with"),
    (_set("post_test/time_limit", 601), "post_test.time_limit: 601 is too large: at most 600"),
    (_set("post_test/time_limit", "20"), "post_test.time_limit: a whole number is expected here"),
    (_set("post_test/attempts", 0), "post_test.attempts: 0 is too small: at least 1"),
    (_set("minimum_minutes", -5), "minimum_minutes: -5 is too small: at least 0"),
]


@pytest.mark.parametrize(("change", "said"), WRONG, ids=[said for _change, said in WRONG])
def test_load_refuses_a_wrong_file_and_says_where(
    tmp_path: Path, change: Callable[[Document], None], said: str
) -> None:
    document = sample()
    change(document)

    with pytest.raises(CurriculumError) as caught:
        read(tmp_path, document)

    assert str(caught.value).startswith(f"sample.yaml: {said}")


def test_load_refuses_a_draw_too_small_for_the_objectives(tmp_path: Path) -> None:
    document = sample()
    document["objectives"].append({"key": "do", "text": {"en": "Do one thing."}})

    with pytest.raises(CurriculumError, match="one question for every objective"):
        read(tmp_path, document)


def test_load_refuses_a_key_written_twice(tmp_path: Path) -> None:
    path = written(tmp_path, sample())
    path.write_text(path.read_text() + "\ncode: other\n")

    with pytest.raises(CurriculumError, match="the key “code” appears twice"):
        load(path)


@pytest.mark.parametrize("content", ["{", "\t- x"])
def test_load_refuses_what_is_not_yaml(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(content)

    with pytest.raises(CurriculumError, match=r"broken\.yaml: document: this is not YAML"):
        load(path)


def test_load_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(CurriculumError, match=r"none\.yaml: document: there is no such file"):
        load(tmp_path / "none.yaml")


def test_load_reads_a_recorded_review(tmp_path: Path) -> None:
    path = written(tmp_path, sample())
    recorded = "content: {state: reviewed, reviewed_by: A. Editor, reviewed_on: 2026-11-22}"
    path.write_text(path.read_text().replace("content:\n    state: not_yet_reviewed", recorded))

    assert load(path).review["content"].reviewed_by == "A. Editor"


def test_multiple_response_may_have_several_right_options(tmp_path: Path) -> None:
    document = sample()
    document["questions"][0]["kind"] = "multiple_response"
    document["questions"][0]["options"] = [
        option("a", correct=True),
        option("b", correct=True),
        option("c", correct=False),
    ]

    assert read(tmp_path, document).questions[0].right_keys == ("a", "b")


def test_evaluation_in_all_its_forms(tmp_path: Path) -> None:
    document = sample()
    say = document["evaluation"][0]["text"]
    document["evaluation"] += [
        {"key": "each", "kind": "objectives", "text": say, "needed": "no"},
        {
            "key": "where",
            "kind": "single_choice",
            "text": say,
            "options": [{"key": key, "text": say} for key in ("work", "home")],
        },
    ]
    document["evaluation_required"] = False
    module = load(written(tmp_path, document))
    assert module.evaluation_required is False
    [_first, each, where] = module.evaluation
    assert (each.kind, each.needed) == ("objectives", "no")
    assert [option.key for option in where.options] == ["work", "home"]
    fields = module_fields(module)
    assert fields["evaluation_required"] is False
    assert [kind for kind, _value in fields["evaluation"]] == ["item", "objectives", "item"]
    assert [one["key"] for one in fields["evaluation"][2][1]["options"]] == ["work", "home"]


def _asked(kind: str, **fields: object) -> Document:
    return {
        "key": "q1",
        "kind": kind,
        "objective": "know",
        "text": text("Which?"),
        "rationale": text("Because."),
        **fields,
    }


def _pair(key: str, line: str, match: str) -> Document:
    return {"key": key, "text": text(line), "match": text(match)}


GAZE, CUE = _pair("gaze", "Gaze", "looking"), _pair("cue", "Cue", "a sign")
SERVE, RETURN = {"key": "serve", "text": text("Serve")}, {"key": "return", "text": text("Return")}
TWO = [option("a", correct=True), option("b", correct=False)]
BOTH = [option("a", correct=True), option("b", correct=True)]

KINDS = [
    (_asked("multiple_response", options=TWO, partial=True), "question"),
    (_asked("matching", pairs=[GAZE, CUE], decoys=[text("a rest")], partial=True), "matching"),
    (_asked("matching", pairs=[GAZE, CUE]), "matching"),
    (_asked("ordering", items=[SERVE, RETURN]), "ordering"),
    (_asked("short_answer", accepted=[text("bond")], case_sensitive=True), "short_answer"),
]


@pytest.mark.parametrize(("asked", "block"), KINDS)
def test_every_kind_is_a_question_that_the_bank_holds(
    tmp_path: Path, asked: Document, block: str
) -> None:
    document = sample()
    document["questions"][0] = asked
    fields = bank_fields(read(tmp_path, document))
    [(name, value), _other] = fields["questions"]
    assert name == block
    cleaned = BankBlock().clean(BankBlock().to_python([{"type": name, "value": value}]))
    assert cleaned[0].value["key"] == "q1"
    assert cleaned[0].value.get("partial", False) is bool(asked.get("partial"))


WRONG_QUESTIONS = [
    (_asked("essay"), ".kind: “essay” is none of matching, multiple_choice, multiple_response"),
    (_asked("matching"), ": the field “pairs” is missing"),
    (_asked("matching", pairs=[GAZE, CUE], options=TWO), ": unknown field “options”"),
    (_asked("matching", pairs=[GAZE]), ".pairs: at least 2 expected, 1 found"),
    (_asked("matching", pairs=[GAZE, GAZE]), ".pairs[1]: “gaze” is used twice"),
    (
        _asked("matching", pairs=[GAZE, _pair("other", " gaze", "x")]),
        ".pairs[1]: “gaze” is used twice",
    ),
    (
        _asked("matching", pairs=[GAZE, CUE], decoys=[text("A sign")]),
        ".decoys[0]: a decoy is the answer of a line",
    ),
    (
        _asked("matching", pairs=[GAZE, _pair("cue", "Cue", "Looking")]),
        ": there are fewer than two answers to choose from",
    ),
    (
        _asked("matching", pairs=[GAZE, {"key": "x", "text": text("X")}]),
        ".pairs[1]: the field “match”",
    ),
    (_asked("ordering", items=[SERVE]), ".items: at least 2 expected, 1 found"),
    (_asked("ordering", items=[SERVE, SERVE]), ".items[1]: “serve” is used twice"),
    (_asked("short_answer", accepted=[]), ".accepted: at least 1 expected, 0 found"),
    (_asked("short_answer", accepted=["bond"]), ".accepted[0]: a map is expected here"),
    (_asked("short_answer", accepted=[text("?!")]), ".accepted[0]: an answer needs a letter or"),
    (_asked("short_answer", accepted=[text("a")], partial=True), ": unknown field “partial”"),
    (
        _asked("multiple_choice", options=TWO, partial=True),
        ".partial: of the kinds with options only",
    ),
    (
        _asked("multiple_response", options=BOTH, partial=True),
        ".partial: partial credit needs an option that is not correct",
    ),
]


@pytest.mark.parametrize(
    ("asked", "said"), WRONG_QUESTIONS, ids=[said for _asked, said in WRONG_QUESTIONS]
)
def test_a_question_that_cannot_be_asked_is_refused_at_its_place(
    tmp_path: Path, asked: Document, said: str
) -> None:
    document = sample()
    document["questions"][0] = asked
    with pytest.raises(CurriculumError) as caught:
        read(tmp_path, document)
    assert str(caught.value).startswith(f"sample.yaml: questions[0]{said}")


@pytest.mark.parametrize(
    ("document", "path", "line"),
    [
        ("a: 1\nb:\n- x\n- y: 2\n", "b[1].y", 4),
        ("a: 1\nb:\n- x\n- y: 2\n", "b", 3),
        ('split:\n  core:a.b: "1"\n  core:a: "2"\n', "split.core:a", 3),
        ('split:\n  core:a.b: "1"\n  core:a: "2"\n', "split.core:a.b", 2),
        ("a: 1\n", "b", None),
    ],
)
def test_the_line_of_a_place_is_found(
    tmp_path: Path, document: str, path: str, line: int | None
) -> None:
    file = tmp_path / "some.yaml"
    file.write_text(document)
    assert line_of(file, path) == line
    said = f" (line {line})" if line else ""
    assert str(CurriculumError(file, path, "wrong")) == f"some.yaml: {path}: wrong{said}"


def test_times_and_attempts_arrive_in_the_module(tmp_path: Path) -> None:
    document = sample()
    document["post_test"] |= {"attempts": 2, "wait_minutes": 30, "time_limit": 20}
    document["minimum_minutes"] = 45
    fields = module_fields(read(tmp_path, document))
    names = ("attempts", "wait_minutes", "time_limit", "minimum_minutes")
    assert [fields[name] for name in names] == [2, 30, 20, 45]
    usual = module_fields(read(tmp_path, sample()))
    assert (usual["time_limit"], usual["minimum_minutes"]) == (0, 0)
