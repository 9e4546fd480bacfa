"""What a person wrote in modules, with the lesson and the prompt it belongs to; for them alone."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language

from courses.models import Enrollment, ModuleSnapshot, Note, Reflection
from courses.rules.lesson_text import anchor_of
from endorsement.models import Person

Row = Note | Reflection


@dataclass(frozen=True)
class Written:
    """One text: a reflection with its prompt, or a note with the words it stands at."""

    lesson_key: str
    lesson_title: str
    anchor: str
    prompt: str
    passage: str
    text: str
    saved_at: datetime


@dataclass(frozen=True)
class Notebook:
    """All that a person wrote in one module, in the order of its lessons."""

    code: str
    title: str
    language: str
    written: tuple[Written, ...]


def in_lesson(enrollment: Enrollment, lesson_key: str) -> dict[str, Note]:
    """The learner's notes in a lesson by place; the empty key is the lesson itself."""
    found = Note.objects.filter(enrollment=enrollment, lesson_key=lesson_key)
    return {note.block_key: note for note in found}


def notebooks(person: Person, code: str = "") -> list[Notebook]:
    """What the person wrote, by module, the one begun last first; four queries however much it is.

    What was carried into a newer version stands there; what it no longer has, where it was written.

    :raises Http404: when there is a code and the person has never begun that module.
    """
    taken = Enrollment.objects.filter(person=person).order_by("-started_at", "-version")
    if code:
        taken = taken.filter(code=code)
    enrollments = {row.pk: row for row in taken}
    if code and not enrollments:
        raise Http404
    rows: list[Row] = [
        *Note.objects.filter(enrollment__in=enrollments).exclude(text=""),
        *Reflection.objects.filter(enrollment__in=enrollments).exclude(text=""),
    ]
    contents = _contents(enrollments, rows)
    by_code: dict[str, list[Row]] = {row.code: [] for row in taken}
    for row in _newest_of_each_place(rows, enrollments):
        by_code[enrollments[row.enrollment_id].code].append(row)
    return [
        _notebook(of, found, enrollments, contents)
        for of, found in by_code.items()
        if found or code
    ]


def _newest_of_each_place(rows: Iterable[Row], enrollments: Mapping[int, Enrollment]) -> list[Row]:
    """Of a text that was carried over, the one in the newer version."""
    found: dict[tuple[Any, ...], Row] = {}
    for row in sorted(rows, key=lambda row: enrollments[row.enrollment_id].version):
        place = (enrollments[row.enrollment_id].code, type(row), row.lesson_key, row.block_key)
        found[place] = row
    return list(found.values())


@dataclass(frozen=True)
class _Content:
    title: str
    language: str
    lessons: dict[str, str]
    prompts: dict[tuple[str, str], str]
    order: dict[tuple[str, str], int]


def _contents(
    enrollments: Mapping[int, Enrollment], rows: Sequence[Row]
) -> dict[tuple[str, int], _Content]:
    """What the versions say in which something was written, in one query."""
    codes = {enrollments[row.enrollment_id].code for row in rows} or {
        row.code for row in enrollments.values()
    }
    versions = {(row.code, row.version) for row in enrollments.values()}
    kept = ModuleSnapshot.objects.filter(code__in=codes)
    return {
        (one.code, one.version): _content(one)
        for one in kept
        if (one.code, one.version) in versions
    }


def _content(kept: ModuleSnapshot) -> _Content:
    pages = kept.content["pages"]
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    language = language if language in pages else kept.content["source"]
    said = pages[language]
    prompts: dict[tuple[str, str], str] = {}
    order: dict[tuple[str, str], int] = {}
    for lesson in said["lessons"]:
        key = lesson["lesson_key"]
        order[key, ""] = len(order)
        for block in json.loads(lesson["body"]):
            anchor = anchor_of(block["value"], block.get("id"))
            order[key, anchor] = len(order)
            if block["type"] == "reflection":
                prompts[key, anchor] = block["value"]["prompt"]
    return _Content(
        title=said["module"]["title"],
        language=language,
        lessons={lesson["lesson_key"]: lesson["title"] for lesson in said["lessons"]},
        prompts=prompts,
        order=order,
    )


def _notebook(
    code: str,
    rows: Sequence[Row],
    enrollments: Mapping[int, Enrollment],
    contents: Mapping[tuple[str, int], _Content],
) -> Notebook:
    versions = sorted((of for of in contents if of[0] == code), reverse=True)
    newest = contents[versions[0]] if versions else _Content("", "", {}, {}, {})
    last = len(newest.order)

    def place(row: Row) -> tuple[int, str, int, datetime]:
        lesson = newest.order.get((row.lesson_key, ""), last)
        block = newest.order.get((row.lesson_key, row.block_key), lesson)
        return lesson, row.lesson_key, block, row.saved_at

    written = []
    for row in sorted(rows, key=place):
        own = enrollments[row.enrollment_id]
        written.append(_written(row, contents.get((own.code, own.version), newest), newest))
    return Notebook(code, newest.title, newest.language, tuple(written))


def _written(row: Row, content: _Content, newest: _Content) -> Written:
    here = row.lesson_key in newest.lessons
    return Written(
        lesson_key=row.lesson_key if here else "",
        lesson_title=content.lessons.get(row.lesson_key, ""),
        anchor=row.block_key,
        prompt=content.prompts.get((row.lesson_key, row.block_key), ""),
        passage=row.excerpt if isinstance(row, Note) else "",
        text=row.text,
        saved_at=row.saved_at,
    )
