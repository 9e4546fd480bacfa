"""Terms for the lessons of a module, and the glossary as a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from wagtail.models import Locale

from courses.models import GlossaryTerm
from courses.rules.glossary import Term
from courses.rules.matching import fold, has_all, words_of


def for_lesson(locale_id: int, association_id: int | None) -> tuple[list[Term], list[Term]]:
    """Terms in the language of a lesson, the association's own and the shared ones; one query.

    They are those of today, also in a kept version: a better definition reaches everybody.
    """
    whose = Q(association__isnull=True)
    if association_id is not None:
        whose |= Q(association=association_id)
    own: list[Term] = []
    shared: list[Term] = []
    for row in GlossaryTerm.objects.filter(whose, locale=locale_id).order_by("key"):
        term = Term(row.key, row.name, row.definition, tuple(row.forms))
        (own if row.association_id else shared).append(term)
    return own, shared


@dataclass(frozen=True)
class Letter:
    """The terms that begin with one letter."""

    letter: str
    terms: Sequence[GlossaryTerm]


def letters(query: str = "") -> list[Letter]:
    """All terms from A to Z without minding accents, each in the reader's language where it exists.

    With a query those whose name, other forms or definition hold every word of it. Two queries.
    """
    active, words = Locale.get_active().pk, words_of(query)
    rows = GlossaryTerm.objects.select_related("locale", "source", "association").order_by("pk")
    found: dict[str, GlossaryTerm] = {}
    for row in rows:
        if row.key not in found or row.locale_id == active:
            found[row.key] = row
    fitting = [row for row in found.values() if not query.strip() or _fits(row, words)]
    groups: dict[str, list[GlossaryTerm]] = {}
    for row in sorted(fitting, key=lambda row: (fold(row.name), row.key)):
        groups.setdefault(fold(row.name)[:1].upper(), []).append(row)
    return [Letter(letter, rows_of) for letter, rows_of in groups.items()]


def _fits(row: GlossaryTerm, words: tuple[str, ...]) -> bool:
    return has_all(" ".join([*row.forms, row.definition]), words)
