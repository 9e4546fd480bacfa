"""The catalog: which modules there are, and which the person has taken or begun."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from wagtail.models import Locale, Page

from courses.models import AssociationPage, Enrollment, ModulePage
from courses.selectors.module import areas_of, source_pages
from endorsement.models import Association, Person

#: Upper bounds of clock hours to filter by.
HOURS = (Decimal("0.5"), Decimal(1), Decimal(2))


@dataclass(frozen=True)
class Wish:
    """What the visitor looks for; empty means anything."""

    words: str = ""
    area: str = ""
    hours: Decimal | None = None
    language: str = ""
    missing: bool = False


@dataclass(frozen=True)
class Offer:
    """A module in the catalog. `standing` is "taken", "begun" or empty."""

    module: ModulePage
    page: ModulePage
    areas: frozenset[str]
    languages: frozenset[str]
    standing: str


def offers(
    wish: Wish,
    person: Person | None = None,
    *,
    below: Page | None = None,
    counting: Collection[str] = (),
) -> list[Offer]:
    """Shared modules, or every module below a page, in catalog order.

    `counting` are the codes of modules that count toward what the person is missing.
    """
    pages = ModulePage.objects.live().select_related("association", "locale")
    pages = pages.filter(_below(below) if below else Q(shared=True))
    found = list(pages.order_by("number", "title"))
    modules = _newest(source_pages(found))
    standings = _standings(person)
    active = Locale.get_active().pk
    languages: dict[object, set[str]] = {}
    translated: dict[object, ModulePage] = {}
    for page in found:
        languages.setdefault(page.translation_key, set()).add(page.locale.language_code)
        if page.locale_id == active:
            translated[page.translation_key] = page
    return [
        Offer(
            module=module,
            page=translated.get(module.translation_key, module),
            areas=frozenset(areas_of(module)),
            languages=frozenset(languages[module.translation_key]),
            standing=standings.get(module.code, ""),
        )
        for module in modules
        if _fits(module, languages[module.translation_key], wish)
        and (not wish.missing or module.code in counting)
    ]


def _below(page: Page) -> Q:
    """Pages below this one, in whatever language they are written."""
    places = page.get_translations(inclusive=True).values_list("path", flat=True)
    return reduce(or_, (Q(path__startswith=path) for path in places))


def _newest(pages: Iterable[ModulePage]) -> list[ModulePage]:
    """Of every code the newest version."""
    kept: dict[str, ModulePage] = {}
    for page in pages:
        if page.code not in kept or page.version > kept[page.code].version:
            kept[page.code] = page
    return list(kept.values())


def _standings(person: Person | None) -> dict[str, str]:
    if person is None:
        return {}
    standings: dict[str, str] = {}
    taken = Enrollment.objects.filter(person=person, switched_at__isnull=True)
    for code, completed in taken.values_list("code", "completed_at"):
        if completed or code not in standings:
            standings[code] = "taken" if completed else "begun"
    return standings


def _fits(module: ModulePage, languages: set[str], wish: Wish) -> bool:
    text = f"{module.title} {module.summary} {module.audience}".casefold()
    return (
        all(word in text for word in wish.words.casefold().split())
        and (not wish.area or wish.area in areas_of(module))
        and (wish.hours is None or module.hours <= wish.hours)
        and (not wish.language or wish.language in languages)
    )


def begun_by(person: Person) -> QuerySet[Enrollment]:
    """The person's enrollments, the unfinished first, newest first."""
    return Enrollment.objects.filter(person=person).order_by("completed_at", "-started_at")


def association_pages() -> QuerySet[AssociationPage]:
    """Every association's part of the site, once, in the language it was written in."""
    return (
        AssociationPage.objects.live()
        .filter(pk__in=Association.objects.exclude(root_page=None).values("root_page"))
        .order_by("title")
    )


def publishers() -> QuerySet[Association]:
    """Associations that have a part of the site."""
    return Association.objects.filter(root_page__live=True)
