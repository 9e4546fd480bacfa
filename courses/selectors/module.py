"""Modules that can be taken, and their facts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404
from wagtail.models import Locale

from courses.models import (
    Enrollment,
    LessonPage,
    ModulePage,
    QuestionBankPage,
    ResourceCard,
    Source,
)
from endorsement.models import Person


def by_code(code: str, person: Person | None = None) -> ModulePage:
    """The live module: the version the person is in the middle of, otherwise the newest.

    This is the page in the language it was written in, the only one facts are read from.

    :raises Http404: when no version of it is live.
    """
    pages = source_pages(ModulePage.objects.live().filter(code=code).order_by("-version", "pk"))
    if not pages:
        raise Http404
    if person is not None:
        begun = Enrollment.objects.filter(person=person, code=code, completed_at__isnull=True)
        versions = set(begun.values_list("version", flat=True))
        for page in pages:
            if page.version in versions:
                return page
    return pages[0]


def source_of(page: ModulePage) -> ModulePage:
    """The page this one was translated from, or itself."""
    first = ModulePage.objects.filter(translation_key=page.translation_key).order_by("pk").first()
    return first or page


def source_pages(pages: Iterable[ModulePage]) -> list[ModulePage]:
    """Pages without their translations: of each translated set the one written first."""
    first: dict[Any, ModulePage] = {}
    for page in pages:
        kept = first.get(page.translation_key)
        if kept is None or page.pk < kept.pk:
            first[page.translation_key] = page
    return list(first.values())


def in_active_language(page: ModulePage) -> ModulePage:
    """The live translation into the active language, or the page itself."""
    locale = Locale.get_active()
    if page.locale_id == locale.pk:
        return page
    translation = page.get_translation_or_none(locale)
    return translation if translation is not None and translation.live else page


def lessons_of(module: ModulePage) -> list[LessonPage]:
    """Live lessons in order, without their content."""
    return list(LessonPage.objects.child_of(module).live().order_by("path").defer("body"))


def lesson_of(module: ModulePage, key: str) -> LessonPage:
    """:raises Http404: when the module has no such live lesson."""
    found = LessonPage.objects.child_of(module).live().filter(lesson_key=key).first()
    if found is None:
        raise Http404
    return found


def bank_of(module: ModulePage) -> list[dict[str, Any]]:
    """The live question bank as plain dictionaries; empty when there is none."""
    bank = QuestionBankPage.objects.child_of(module).live().first()
    return [] if bank is None else [plain_question(block.value) for block in bank.questions]


def plain_question(value: Any) -> dict[str, Any]:
    """A question as it is kept in an attempt."""
    return {
        "key": value["key"],
        "kind": value["kind"],
        "objective": value["objective"] or "",
        "text": value["text"],
        "rationale": value["rationale"],
        "options": [
            {name: option[name] for name in ("key", "text", "correct", "rationale")}
            for option in value["options"]
        ],
    }


def facts(module: ModulePage) -> dict[str, Any]:
    """What ledger and offers need to know, in codes and hours."""
    return {
        "hours": module.hours,
        "framework": module.framework,
        "covers": [block.value["ref"] for block in module.covers],
        "split": {block.value["area"]: block.value["hours"] for block in module.split},
        "topics": {block.value["topic"]: block.value["hours"] for block in module.topics},
    }


def areas_of(module: ModulePage) -> set[str]:
    """Areas that the module covers or gives hours in: `core:foundations`."""
    found = facts(module)
    return {reference.split(".")[0] for reference in [*found["covers"], *found["split"]]}


def sources(keys: Sequence[str] | None = None) -> dict[str, Source]:
    """Sources by key, in one query."""
    found = Source.objects.all() if keys is None else Source.objects.filter(key__in=keys)
    return {source.key: source for source in found}


def resources() -> dict[str, ResourceCard]:
    """Resource cards by code, in the active language where there is one, in one query."""
    active = Locale.get_active().pk
    cards: dict[str, ResourceCard] = {}
    for card in ResourceCard.objects.order_by("name"):
        if card.code not in cards or card.locale_id == active:
            cards[card.code] = card
    return cards
