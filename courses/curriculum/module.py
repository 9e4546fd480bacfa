"""What a module is, as its file tells it (docs/curriculum.md). No Django here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from courses.curriculum.blocks import Block
from courses.curriculum.questions import Question
from courses.curriculum.text import Text


@dataclass(frozen=True)
class Objective:
    key: str
    text: Text


@dataclass(frozen=True)
class Framework:
    code: str
    version: int


@dataclass(frozen=True)
class Cover:
    """A competency ("core:area.competency") or area ("core:area"), met at a lesson or question."""

    ref: str
    at: str


@dataclass(frozen=True)
class Share:
    """Clock hours that go to one area reference or one topic code."""

    code: str
    hours: Decimal


@dataclass(frozen=True)
class Review:
    """Whether a named person has reviewed the content or a translation; by whom and when if so."""

    state: str
    reviewed_by: str = ""
    reviewed_on: dt.date | None = None


@dataclass(frozen=True)
class ContentNote:
    """Shown before a module that may be hard to read, with a way out."""

    text: Text
    way_out: Text


@dataclass(frozen=True)
class PostTest:
    """Questions drawn, attempts in a row before a day's rest, minutes between attempts, and minutes for
    one attempt (0: no limit)."""

    draw: int
    attempts: int
    wait_minutes: int
    time_limit: int = 0


@dataclass(frozen=True)
class Lesson:
    """``minutes`` is what learners are shown; hours are computed from the words instead."""

    key: str
    title: Text
    objectives: tuple[str, ...]
    minutes: int | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class EvaluationAnswer:
    key: str
    text: Text


@dataclass(frozen=True)
class EvaluationItem:
    """A question; the kind "objectives" stands for one about each objective of the module."""

    key: str
    kind: str
    text: Text
    objective: str | None
    needed: str = "usual"
    options: tuple[EvaluationAnswer, ...] = ()


@dataclass(frozen=True)
class Module:
    """One module of the curriculum. ``hours`` are clock hours in tenths; ``pass_mark`` percent;
    ``minimum_minutes`` of reading are asked for (0: none); ``prerequisites`` are recommended,
    ``required_before`` must be completed before somebody starts."""

    file: Path
    code: str
    version: int
    number: int
    title: Text
    summary: Text
    objectives: tuple[Objective, ...]
    hours: Decimal
    delivery: str
    age_band: str
    audience: Text
    framework: Framework
    covers: tuple[Cover, ...]
    split: tuple[Share, ...]
    topics: tuple[Share, ...]
    prerequisites: tuple[str, ...]
    references: tuple[str, ...]
    review: dict[str, Review]
    content_note: ContentNote | None
    pass_mark: int
    post_test: PostTest
    lessons: tuple[Lesson, ...]
    questions: tuple[Question, ...]
    evaluation: tuple[EvaluationItem, ...]
    evaluation_required: bool = True
    minimum_minutes: int = 0
    required_before: tuple[str, ...] = ()

    def blocks(self) -> Iterator[Block]:
        for lesson in self.lessons:
            yield from lesson.blocks
