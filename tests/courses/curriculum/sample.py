"""The smallest whole module, as a document that tests change before it is read."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

from courses.curriculum.format import load
from courses.curriculum.module import Module

Document = dict[str, Any]


def text(english: str) -> dict[str, str]:
    return {"en": english}


def option(key: str, *, correct: bool, said: str = "rationale") -> Document:
    return {"key": key, "text": text(key), "correct": correct, said: text(f"why {key}")}


def question(key: str) -> Document:
    return {
        "key": key,
        "kind": "multiple_choice",
        "objective": "know",
        "text": text("Which?"),
        "options": [option("a", correct=True), option("b", correct=False)],
        "rationale": text("Because."),
    }


SAMPLE: Document = {
    "format": 1,
    "code": "sample",
    "version": 1,
    "number": 99,
    "title": text("Sample"),
    "summary": text("A sample."),
    "objectives": [{"key": "know", "text": text("Name one thing.")}],
    "hours": "0.0",
    "delivery": "self_paced",
    "age_band": "birth_to_5",
    "audience": text("Everybody."),
    "framework": "core@1",
    "covers": [{"ref": "core:foundations.attachment", "at": "first"}],
    "split": {"core:foundations": "0.0"},
    "topics": {"iecmh": "0.0"},
    "prerequisites": [],
    "references": [],
    "review": {"content": {"state": "not_yet_reviewed"}, "es": {"state": "not_yet_reviewed"}},
    "pass_mark": 80,
    "post_test": {"draw": 1, "attempts": 3, "wait_minutes": 0},
    "lessons": [
        {
            "key": "first",
            "title": text("First"),
            "objectives": ["know"],
            "blocks": [{"type": "prose", "text": text("<p>One two <em>three</em>.</p>")}],
        }
    ],
    "questions": [question("q1"), question("q2")],
    "evaluation": [{"key": "useful", "kind": "scale", "text": text("It was useful.")}],
}


def sample() -> Document:
    return copy.deepcopy(SAMPLE)


def written(folder: Path, document: Document) -> Path:
    path = folder / "sample.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path


def read(folder: Path, document: Document) -> Module:
    return load(written(folder, document))


def with_block(block: Document) -> Document:
    """The sample with ``block`` as the only one in its only lesson."""
    document = sample()
    document["lessons"][0]["blocks"] = [block]
    return document
