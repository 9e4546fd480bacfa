"""Modules that can be taken, and their facts."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404
from django.utils.translation import get_language
from wagtail.models import Locale

from courses.models import (
    Enrollment,
    LessonPage,
    ModulePage,
    ModuleSnapshot,
    QuestionBankPage,
    ResourceCard,
    Source,
)
from courses.selectors import snapshot
from courses.selectors.question import drawn_from
from endorsement.models import Person


def by_code(code: str, person: Person | None = None) -> ModulePage:
    """The version the person is in the middle of, otherwise the newest that is live.

    This is the page in the language it was written in, the only one facts are read from. A version
    that is no longer on the site is read from its snapshot, for those alone who have taken it.

    :raises Http404: when there is nothing for the person.
    """
    versions = _versions_of(code, person)
    begun = [version for version, completed in versions if not completed]
    if begun:
        found = version_of(code, begun[0])
        if found is not None:
            return found
    newest = newest_live(code)
    if newest is not None:
        return newest
    return _first_found(code, [version for version, _completed in versions])


def taken_by(code: str, person: Person) -> ModulePage:
    """The version the person is in the middle of, otherwise the newest that they completed.

    :raises Http404: when they have taken none.
    """
    versions = sorted(_versions_of(code, person), key=lambda one: one[1])
    return _first_found(code, [version for version, _completed in versions])


def newest_live(code: str) -> ModulePage | None:
    """The newest version on the site, None when there is none."""
    pages = source_pages(ModulePage.objects.live().filter(code=code).order_by("-version", "pk"))
    return pages[0] if pages else None


def _versions_of(code: str, person: Person | None) -> list[tuple[int, bool]]:
    """Versions that the person takes or took, newest first, each with whether it is completed."""
    if person is None:
        return []
    taken = Enrollment.objects.filter(person=person, code=code, switched_at__isnull=True)
    rows = taken.order_by("-version").values_list("version", "completed_at")
    return [(version, completed is not None) for version, completed in rows]


def _first_found(code: str, versions: Iterable[int]) -> ModulePage:
    for version in versions:
        found = version_of(code, version)
        if found is not None:
            return found
    raise Http404


def version_of(code: str, version: int) -> ModulePage | None:
    """A version from the site, otherwise from its snapshot."""
    live = source_pages(ModulePage.objects.live().filter(code=code, version=version).order_by("pk"))
    if live:
        return live[0]
    kept = ModuleSnapshot.objects.filter(code=code, version=version).first()
    return None if kept is None else snapshot.module_in(kept)


def asks_for_time(code: str, version: int) -> bool:
    """Whether a version asks for a minimum time: one narrow query while it is on the site."""
    live = ModulePage.objects.live().filter(code=code, version=version).order_by("pk")
    asked = live.values_list("minimum_minutes", flat=True).first()
    if asked is None:
        kept = version_of(code, version)
        asked = kept.minimum_minutes if kept else 0
    return bool(asked)


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
    if page.snapshot is not None:
        return snapshot.module_in(page.snapshot, get_language())
    locale = Locale.get_active()
    if page.locale_id == locale.pk:
        return page
    translation = page.get_translation_or_none(locale)
    return translation if translation is not None and translation.live else page


def languages_of(module: ModulePage) -> list[str]:
    """Languages that a version can be read in, its own first: one query, none for a kept one."""
    own = module.locale.language_code
    if module.snapshot is not None:
        found = list(module.snapshot.content["pages"])
    else:
        pages = ModulePage.objects.live().filter(
            translation_key=module.translation_key, alias_of__isnull=True
        )
        found = list(pages.order_by("pk").values_list("locale__language_code", flat=True))
    return [own, *(code for code in found if code != own)]


def lessons_of(module: ModulePage) -> list[LessonPage]:
    """Lessons in order: the live ones without their content, or those of the snapshot."""
    if module.snapshot is not None:
        return snapshot.lessons_in(module.snapshot, module.locale.language_code)
    return list(LessonPage.objects.child_of(module).live().order_by("path").defer("body"))


def lessons_to_read(module: ModulePage, page: ModulePage) -> list[LessonPage]:
    """The module's lessons in order, each in the language of `page` where it exists."""
    lessons = lessons_of(module)
    if page.locale_id == module.locale_id:
        return lessons
    translated = {lesson.lesson_key: lesson for lesson in lessons_of(page)}
    return [translated.get(lesson.lesson_key, lesson) for lesson in lessons]


def with_content(lesson: LessonPage) -> LessonPage:
    """A lesson of `lessons_of` with its content."""
    return lesson if lesson.snapshot is not None else LessonPage.objects.get(pk=lesson.pk)


def has_test(module: ModulePage) -> bool:
    """Whether a post-test belongs to the module by its design: one that meets live may have none.

    Where there is one, it stays part of the module also while its questions are off the site.
    """
    if not module.meets_live:
        return True
    if module.snapshot is not None:
        return snapshot.bank_in(module.snapshot, module.locale.language_code) is not None
    banks = QuestionBankPage.objects.child_of(module)
    return banks.filter(first_published_at__isnull=False).exists()


def bank_of(module: ModulePage) -> list[dict[str, Any]]:
    """The live question bank as plain dictionaries, or the kept one; empty when there is none."""
    if module.snapshot is not None:
        bank = snapshot.bank_in(module.snapshot, module.locale.language_code)
    else:
        bank = QuestionBankPage.objects.child_of(module).live().first()
    return [] if bank is None else drawn_from(bank)


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
