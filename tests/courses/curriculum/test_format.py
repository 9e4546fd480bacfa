"""Reading a module file: what is understood, and the sentence for each thing that is wrong."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from courses.curriculum.format import CurriculumError, load
from courses.curriculum.module import Framework, Share
from courses.curriculum.text import Text
from courses.services.curriculum_content import module_fields
from tests.courses.curriculum.sample import Document, option, question, read, sample, written


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
