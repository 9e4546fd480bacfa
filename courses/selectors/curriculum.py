"""Modules, sources, cards and terms of the CMS, as the nouns that files are written from.

A page that is on the site is read as it stands there, a draft as it was last saved. What the format cannot
say is left out and named.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from wagtail.models import Locale, Page

from courses.curriculum.module import (
    ContentNote,
    Cover,
    EvaluationAnswer,
    EvaluationItem,
    Framework,
    Lesson,
    Module,
    Objective,
    PostTest,
    Review,
    Share,
)
from courses.curriculum.questions import Item, Pair, Question
from courses.curriculum.text import Text
from courses.models import LessonPage, ModulePage, QuestionBankPage
from courses.models.choices import ReviewStatus
from courses.selectors.curriculum_blocks import BLOCKS, options
from courses.selectors.stored import Both

SPANISH = "es"
#: What a module has and a file does not.
BEYOND = ("presenters", "approvals")


@dataclass
class Exported:
    """A module as a file would tell it, and what of it no file can tell."""

    module: Module
    left_out: list[str] = field(default_factory=list)


def module_of(page: ModulePage) -> Exported:
    """The module with its lessons, questions and Spanish."""
    return _Reading(page).exported()


def exportable() -> list[ModulePage]:
    """The platform's own modules on the site, by their place in the catalog."""
    found = ModulePage.objects.live().filter(
        association__isnull=True, locale=Locale.get_default(), alias_of__isnull=True
    )
    return list(found.order_by("number", "code", "version"))


def by_code(code: str) -> ModulePage | None:
    """The newest version of a module, whoever publishes it and whether or not it is on the site."""
    found = ModulePage.objects.filter(code=code, locale=Locale.get_default(), alias_of__isnull=True)
    return found.order_by("-live", "-version").first()


def _read(page: Page) -> Any:
    return page if page.live else page.get_latest_revision_as_object()


class _Reading:
    """One module being read: its page, the one in Spanish, and those below them."""

    def __init__(self, page: ModulePage) -> None:
        self.page = _read(page)
        self.left_out: list[str] = []
        self.spanish = Locale.objects.filter(language_code=SPANISH).first()
        self.translation = self._in_spanish(page)

    def _in_spanish(self, page: Page) -> Any:
        found = page.get_translation_or_none(self.spanish) if self.spanish else None
        return None if found is None or found.alias_of_id else _read(found)

    def text(self, name: str) -> Text:
        there = getattr(self.translation, name, "") if self.translation else ""
        return Text(str(getattr(self.page, name)).strip(), str(there or "").strip() or None)

    def exported(self) -> Exported:
        page = self.page
        lessons = self._lessons()
        self.objectives = tuple(
            Objective(both["value"]["key"], both.inside("value").text("text"))
            for both in _stream(page, self.translation, "objectives")
        )
        questions = self._questions()
        framework, _at, version = page.framework.partition("@")
        module = Module(
            file=Path(f"{page.number:02}-{page.code}.yaml"),
            code=page.code,
            version=page.version,
            number=page.number,
            title=self.text("title"),
            summary=self.text("summary"),
            objectives=self.objectives,
            hours=Decimal(page.hours),
            delivery=page.delivery,
            age_band=page.age_band,
            audience=self.text("audience"),
            framework=Framework(framework, int(version)),
            covers=tuple(self._covers(lessons, questions)),
            split=self._shares("split", "area"),
            topics=self._shares("topics", "topic"),
            prerequisites=self._codes("prerequisites", "module"),
            required_before=self._codes("prerequisites", "required"),
            references=self._references(lessons, questions),
            review={
                "content": _review(page),
                "es": _review(self.translation)
                if self.translation
                else Review(str(ReviewStatus.NOT_YET.value)),
            },
            content_note=self._note(),
            pass_mark=page.pass_mark,
            post_test=PostTest(page.draw, page.attempts, page.wait_minutes, page.time_limit),
            minimum_minutes=page.minimum_minutes,
            lessons=lessons,
            questions=questions,
            evaluation=tuple(self._evaluation()),
            evaluation_required=page.evaluation_required,
        )
        self.left_out += [name for name in BEYOND if getattr(page, name)]
        return Exported(module, self.left_out)

    def _codes(self, name: str, kind: str) -> tuple[str, ...]:
        return tuple(
            str(block.value) for block in getattr(self.page, name) if block.block_type == kind
        )

    def _shares(self, name: str, code: str) -> tuple[Share, ...]:
        return tuple(
            Share(block.value[code], Decimal(block.value["hours"]))
            for block in getattr(self.page, name)
        )

    def _note(self) -> ContentNote | None:
        if not self.page.content_note:
            return None
        return ContentNote(self.text("content_note"), self.text("content_way_out"))

    def _covers(self, lessons: Any, questions: Any) -> Iterator[Cover]:
        """Authors may name a lesson by its address and an objective by its number."""
        places = {one.key: one.key for one in [*lessons, *questions]}
        places |= {slug: key for slug, key in self.slugs.items() if slug not in places}
        for number, objective in enumerate(self.objectives, start=1):
            asked = next((q.key for q in questions if q.objective == objective.key), "")
            places |= {str(number): asked, objective.key: places.get(objective.key) or asked}
        for block in self.page.covers:
            at = places.get(block.value["at"] or "") or ""
            if not at:
                self.left_out.append(f"where {block.value['ref']} is covered")
            yield Cover(block.value["ref"], at or (lessons[0].key if lessons else ""))

    def _references(self, lessons: Any, questions: Any) -> tuple[str, ...]:
        """Those of the module, and those that only a block names: a file lists every one."""
        named = [str(block.value) for block in self.page.references]
        for lesson in lessons:
            for block in lesson.blocks:
                named += [*block.sources, *([block.source] if hasattr(block, "source") else [])]
        named += [key for question in questions for key in question.sources]
        return tuple(dict.fromkeys(named))

    # --- Lessons ---------------------------------------------------------------------------------

    def _lessons(self) -> tuple[Lesson, ...]:
        """Lessons on the site in their order; of a draft all of them."""
        below = LessonPage.objects.child_of(self.page)
        if self.page.live:
            below = below.live()
        pages = list(below.order_by("path"))
        self.slugs = {page.slug: page.lesson_key for page in pages}
        return tuple(self._lesson(page) for page in pages)

    def _lesson(self, page: LessonPage) -> Lesson:
        lesson, spanish = _read(page), self._in_spanish(page)
        title = str(spanish.title) if spanish else None
        blocks = []
        for both in _stream(lesson, spanish, "body"):
            read = BLOCKS.get(both["type"])
            block = read(both.inside("value")) if read else None
            if block is None:
                self.left_out.append(f"{lesson.title}: {both['type']}")
            else:
                blocks.append(block)
        return Lesson(
            key=lesson.lesson_key,
            title=Text(lesson.title, title),
            objectives=tuple(lesson.objectives),
            minutes=lesson.minutes,
            blocks=tuple(blocks),
        )

    # --- Questions -------------------------------------------------------------------------------

    def _questions(self) -> tuple[Question, ...]:
        found = QuestionBankPage.objects.child_of(self.page).first()
        if found is None:
            return ()
        bank, spanish = _read(found), self._in_spanish(found)
        questions = []
        for both in _stream(bank, spanish, "questions"):
            if both["type"] == "shared":
                self.left_out.append("questions of a shared bank")
            else:
                questions.append(self._question(both["type"], both.inside("value")))
        return tuple(questions)

    def _question(self, kind: str, both: Both) -> Question:
        named = both["objective"] or ""
        numbers = {str(place): one.key for place, one in enumerate(self.objectives, start=1)}
        return Question(
            key=both["key"],
            kind=both["kind"] if kind == "question" else kind,
            objective=numbers.get(named, named),
            applied=bool(both["applied"]),
            text=both.text("text"),
            rationale=both.text("rationale"),
            sources=both.codes("sources"),
            options=options(both, "rationale") if kind == "question" else (),
            pairs=tuple(
                Pair(one["key"], one.text("text"), one.text("match")) for one in both.items("pairs")
            ),
            decoys=tuple(one.words() for one in both.items("decoys")),
            items=tuple(Item(one["key"], one.text("text")) for one in both.items("items")),
            accepted=tuple(one.words() for one in both.items("accepted")),
            partial=bool(both["partial"]),
            case_sensitive=bool(both["case_sensitive"]),
        )

    def _evaluation(self) -> Iterator[EvaluationItem]:
        numbers = {str(place): one.key for place, one in enumerate(self.objectives, start=1)}
        for both in _stream(self.page, self.translation, "evaluation"):
            value = both.inside("value")
            objective = value["objective"] or ""
            yield EvaluationItem(
                key=value["key"],
                kind="objectives" if both["type"] == "objectives" else value["kind"],
                text=value.text("text"),
                objective=numbers.get(objective, objective) or None,
                needed=value["needed"] or "usual",
                options=tuple(
                    EvaluationAnswer(one["key"], one.text("text")) for one in value.items("options")
                ),
            )


def _stream(page: Any, translation: Any, name: str) -> Iterator[Both]:
    """Blocks of a stream as stored, each with its translation."""
    spanish = _stored(translation, name) if translation is not None else []
    by_id = {one["id"]: one for one in spanish}
    for place, one in enumerate(_stored(page, name)):
        there = by_id.get(one["id"])
        if there is None and place < len(spanish) and spanish[place]["type"] == one["type"]:
            there = spanish[place]
        yield Both(one, there)


def _stored(page: Any, name: str) -> list[dict[str, Any]]:
    raw = getattr(page, name).get_prep_value()
    found: list[dict[str, Any]] = json.loads(json.dumps(raw, cls=DjangoJSONEncoder))
    return found


def _review(page: Any) -> Review:
    if page.review_status != ReviewStatus.REVIEWED or not page.reviewed_on:
        return Review(str(ReviewStatus.NOT_YET.value))
    return Review(str(ReviewStatus.REVIEWED.value), page.reviewed_by, page.reviewed_on)
