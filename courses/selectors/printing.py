"""Lessons on paper, with or without what their reader wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from courses.models import LessonPage, Note, Reflection
from courses.rules.lesson_text import anchor_of
from courses.selectors.journey import Journey, Step
from courses.selectors.lesson import read_together, with_bodies


@dataclass(frozen=True)
class Place:
    """A block with the learner's own texts at it."""

    block: Any
    note: str = ""
    reflection: str = ""


@dataclass(frozen=True)
class Sheet:
    """One lesson to print; `note` is the learner's on the whole of it."""

    lesson: LessonPage
    places: tuple[Place, ...]
    note: str = ""


def sheets(standing: Journey, steps: Sequence[Step], *, own: bool) -> list[Sheet]:
    """The lessons of the steps whole; as many queries for three of them as for three hundred."""
    lessons = with_bodies(standing.page, [step.page for step in steps])
    notes = _texts(Note, standing) if own else {}
    reflections = _texts(Reflection, standing) if own else {}
    found = []
    for lesson, body in zip(lessons, read_together(lessons), strict=True):
        key = lesson.lesson_key
        places = []
        for block in body:
            at = (key, anchor_of(block.value, block.id))
            places.append(Place(block, notes.get(at, ""), reflections.get(at, "")))
        found.append(Sheet(lesson, tuple(places), notes.get((key, ""), "")))
    return found


def _texts(model: type[Note | Reflection], standing: Journey) -> dict[tuple[str, str], str]:
    rows = model._default_manager.filter(enrollment=standing.own)
    return {
        (lesson, block): text
        for lesson, block, text in rows.values_list("lesson_key", "block_key", "text")
    }
