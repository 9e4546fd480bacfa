"""What must be completed, and what is good to take, before a module."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wagtail.models import Locale

from courses.models import Enrollment, ModulePage
from courses.models.prerequisites import required_codes
from courses.selectors.module import source_pages
from endorsement.models import Person


@dataclass(frozen=True)
class Before:
    """A module on the site that comes before another; `page` is in the reader's language."""

    code: str
    page: ModulePage
    required: bool
    completed: bool


def before(module: ModulePage, person: Person | None) -> list[Before]:
    """Required modules first, as the author ordered them; those that left the site are not asked for.

    Completing any version counts. Two queries, none without prerequisites.
    """
    required = required_codes(module.prerequisites)
    codes = dict.fromkeys([*required, *(block.value for block in module.prerequisites)])
    pages = _on_site(codes)
    completed = _completed(person, pages)
    return [
        Before(code, pages[code], code in required, code in completed)
        for code in codes
        if code in pages
    ]


def keeping_out(module: ModulePage, person: Person, found: Sequence[Before]) -> list[Before]:
    """Of `before`, what the person must complete before they can start.

    Nothing for whoever has begun any version of the module: what was required later locks nobody out.
    """
    missing = [one for one in found if one.required and not one.completed]
    if missing and Enrollment.objects.filter(person=person, code=module.code).exists():
        return []
    return missing


def _on_site(codes: Collection[str]) -> dict[str, ModulePage]:
    """The newest version of each by code, in the active language where there is one."""
    if not codes:
        return {}
    live = list(ModulePage.objects.live().filter(code__in=codes).order_by("version", "pk"))
    newest = {page.code: page for page in source_pages(live)}
    active = Locale.get_active().pk
    translated = {page.translation_key: page for page in live if page.locale_id == active}
    return {code: translated.get(page.translation_key, page) for code, page in newest.items()}


def _completed(person: Person | None, codes: Collection[str]) -> set[str]:
    if person is None or not codes:
        return set()
    done = Enrollment.objects.filter(person=person, code__in=codes, completed_at__isnull=False)
    return set(done.values_list("code", flat=True))


def titles(these: Sequence[Before]) -> str:
    """Their titles as they stand in a sentence: “A”, “B”."""
    return ", ".join(f"“{one.page.title}”" for one in these)
