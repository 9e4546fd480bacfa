"""Finding modules by words: which entries hold them, where, and what may have been meant."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from courses.models import CatalogEntry, ModulePage, full_text
from courses.rules import searching
from courses.rules.searching import Piece, Term

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Shown:
    """A found module's title and summary with the words marked; a passage when they are elsewhere.

    `heading` is the title of the lesson that the passage is from; `language` that of the passage, when
    it is another than that of the page shown.
    """

    title: list[Piece]
    summary: list[Piece]
    passage: list[Piece]
    heading: str = ""
    language: str = ""


def found(terms: Sequence[Term]) -> dict[int, float]:
    """Entries by rank in every language; one query for each language."""
    ranks: dict[int, float] = {}
    for language in LANGUAGES:
        ranks.update(full_text.find(terms, language))
    return ranks


def texts_of(entries: Iterable[int]) -> dict[int, CatalogEntry]:
    """What passages are taken from, in one query."""
    return CatalogEntry.objects.in_bulk(list(entries))


def shown(
    terms: Sequence[Term], *, title: str, summary: str, language: str, entry: CatalogEntry | None
) -> Shown:
    """What a card says of a module that was found in an entry.

    A passage stands there when title and summary do not hold every word, or are in a language in
    which the words were not found.
    """
    marked_title = searching.marked(title, terms, language)
    marked_summary = searching.marked(summary, terms, language)
    seen = searching.found_in(f"{title} {summary}", terms, language)
    other = entry.language if entry and entry.language != language else ""
    if entry is None or (len(seen) == len(terms) and not other):
        return Shown(marked_title, marked_summary, [])
    missing = [term for term in terms if term not in seen] if not other else list(terms)
    heading, passage = _best(entry, missing, terms)
    return Shown(marked_title, marked_summary, passage, heading, other)


def _best(
    entry: CatalogEntry, missing: Sequence[Term], terms: Sequence[Term]
) -> tuple[str, list[Piece]]:
    """From the text that holds the most of what title and summary lack, the first of equals."""
    holding = [
        (len(searching.found_in(f"{heading} {text}", missing, entry.language)), -place)
        for place, (heading, text) in enumerate(entry.texts)
    ]
    most, place = max(holding, default=(0, 0))
    if not most:
        return "", []
    heading, text = entry.texts[-place]
    passage = searching.passage(text, terms, entry.language)
    return heading, passage or searching.marked(text[: searching.AROUND], terms, entry.language)


def meant_instead(asked: str, pages: QuerySet[ModulePage]) -> str | None:
    """The words as they may have been meant, out of the words of these pages alone; one query."""
    entries = CatalogEntry.objects.filter(page__in=pages.order_by().values("pk"))
    listed = entries.values_list("words", flat=True)
    vocabulary = Counter(word for words in listed for word in words)
    return searching.corrected(asked, vocabulary, LANGUAGES)
