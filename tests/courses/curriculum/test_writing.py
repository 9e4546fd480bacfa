"""What is written is read back as the same module, and written again as the same text."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
import yaml

from courses.curriculum import writing
from courses.curriculum.format import load
from courses.curriculum.library import FOLDER, load_library
from courses.curriculum.module import Module, Review
from tests.courses.curriculum.sample import sample, text, written
from tests.courses.curriculum.test_blocks import BLOCKS

LIBRARY = load_library()
modules = pytest.mark.parametrize("module", LIBRARY.modules, ids=lambda module: module.code)


def again(folder: Path, module: Module) -> Module:
    path = folder / "again.yaml"
    path.write_text(writing.module_text(module), encoding="utf-8")
    return dataclasses.replace(load(path), file=module.file)


@modules
def test_what_ships_is_read_back_as_it_was(tmp_path: Path, module: Module) -> None:
    found = again(tmp_path, module)
    assert found == module
    assert writing.module_text(found) == writing.module_text(module)


def _everything(folder: Path) -> Module:
    document = sample()
    document["lessons"][0]["blocks"] = BLOCKS
    document["content_note"] = {"text": text("Hard.")}
    document["required_before"] = ["other"]
    document["minimum_minutes"] = 5
    document["post_test"]["time_limit"] = 30
    document["evaluation_required"] = False
    options = [{"key": "a", "text": text("A")}, {"key": "b", "text": text("B")}]
    document["evaluation"] += [
        {"key": "each", "kind": "objectives", "text": text("How well?"), "needed": "yes"},
        {"key": "one", "kind": "single_choice", "text": text("Which?"), "options": options},
    ]
    question = {"objective": "know", "text": text("Which?"), "rationale": text("So.")}
    document["questions"] += [
        {
            **question,
            "key": "q3",
            "kind": "matching",
            "pairs": [{"key": k, "text": text(k), "match": text(f"m {k}")} for k in "ab"],
            "decoys": [text("none")],
            "partial": True,
        },
        {**question, "key": "q4", "kind": "ordering", "items": options, "applied": True},
        {
            "text": text("Say it."),
            "rationale": text("So."),
            "key": "q5",
            "kind": "short_answer",
            "accepted": [text("yes"), text("indeed")],
            "case_sensitive": True,
        },
        {
            **question,
            "key": "q6",
            "kind": "true_false",
            "options": [
                {"key": key, "text": text(key), "correct": key == "true", "rationale": text("r")}
                for key in ("true", "false")
            ],
        },
    ]
    return load(written(folder, document))


def test_every_kind_of_block_and_question_is_read_back(tmp_path: Path) -> None:
    module = _everything(tmp_path)
    assert again(tmp_path, module) == module


def test_a_review_is_read_back(tmp_path: Path) -> None:
    module = _everything(tmp_path)
    review = Review("reviewed", "Ana Pérez, LCSW", dt.date(2026, 7, 4))
    module = dataclasses.replace(module, review={**module.review, "es": review})
    assert again(tmp_path, module) == module


def test_words_that_yaml_would_read_otherwise_stay_words(tmp_path: Path) -> None:
    module = _everything(tmp_path)
    said = "yes: “no” # 0.4, and\n  two lines  \nwith ends"
    title = dataclasses.replace(module.title, en=said)
    assert again(tmp_path, dataclasses.replace(module, title=title)).title.en == said


def test_library_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "sources.yaml").write_text(writing.sources_text(LIBRARY.sources.values()))
    (tmp_path / "resources.yaml").write_text(writing.resources_text(LIBRARY.resources.values()))
    (tmp_path / "glossary.yaml").write_text(writing.terms_text(LIBRARY.terms))
    found = load_library(tmp_path)
    assert found.sources == LIBRARY.sources
    assert found.resources == LIBRARY.resources
    assert [dataclasses.replace(t, forms={}) for t in found.terms] == [
        dataclasses.replace(t, forms={}) for t in LIBRARY.terms
    ]


def test_nothing_is_wrapped() -> None:
    """A changed word changes one line of the file."""
    for line in writing.sources_text(LIBRARY.sources.values()).splitlines():
        assert not line.endswith("\\")
    assert yaml.safe_load((FOLDER / "sources.yaml").read_text("utf-8"))
