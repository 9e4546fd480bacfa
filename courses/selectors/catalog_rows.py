"""What the catalog knows of every module before it opens a page: facts of all, in one query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from wagtail.models import Page

from courses.models import Enrollment, ModulePage
from endorsement.models import Person

COLUMNS = [
    "pk",
    "translation_key",
    "locale__language_code",
    *("code", "version", "number", "title", "hours", "delivery", "age_band"),
    "first_published_at",
    *("entry__id", "entry__areas", "entry__topics"),
]


@dataclass(frozen=True)
class Row:
    """A live page of a module in one language."""

    pk: int
    translation_key: Any
    language: str
    code: str
    version: int
    number: int
    title: str
    hours: Decimal
    delivery: str
    age_band: str
    published_at: datetime | None
    entry: int | None
    areas: frozenset[str]
    topics: frozenset[str]


@dataclass(frozen=True)
class Listed:
    """A module in its newest version. `source` holds the facts, `reading` is what the reader reads."""

    source: Row
    reading: Row
    languages: Mapping[str, Row] = field(default_factory=dict)
    standing: str = ""

    @property
    def code(self) -> str:
        return self.source.code


def pages(below: Page | None = None) -> QuerySet[ModulePage]:
    """Live pages of shared modules, or of every module below a page, in whatever language."""
    live = ModulePage.objects.live().filter(alias_of__isnull=True)
    return live.filter(_below(below) if below else Q(shared=True))


def _below(page: Page) -> Q:
    places = page.get_translations(inclusive=True).values_list("path", flat=True)
    return reduce(or_, (Q(path__startswith=path) for path in places))


def listed(found: QuerySet[ModulePage], person: Person | None = None) -> list[Listed]:
    """Every module of these pages, in catalog order; one query, with a person two."""
    active = get_language()
    rows = [_row(values) for values in found.order_by("number", "title").values_list(*COLUMNS)]
    sets: dict[Any, list[Row]] = {}
    for row in rows:
        sets.setdefault(row.translation_key, []).append(row)
    standings = _standings(person)
    return [
        Listed(
            source=source,
            reading=next((one for one in same if one.language == active), source),
            languages={one.language: one for one in same},
            standing=standings.get(source.code, ""),
        )
        for source, same in _newest(sets.values())
    ]


def _row(values: Any) -> Row:
    """A page whose entry is missing stands in the catalog all the same."""
    known: list[Any] = [*values[:-2], *(frozenset(codes or ()) for codes in values[-2:])]
    return Row(*known)


def _newest(sets: Iterable[list[Row]]) -> list[tuple[Row, list[Row]]]:
    """Of every code the newest version: the page written first, with its translations."""
    kept: dict[str, tuple[Row, list[Row]]] = {}
    for same in sets:
        source = min(same, key=lambda row: row.pk)
        if source.code not in kept or source.version > kept[source.code][0].version:
            kept[source.code] = source, same
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
