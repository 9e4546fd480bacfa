"""The resource library: what is in it, what fits a wish, and which modules show it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404
from django.utils import translation

from courses.models import CatalogEntry, LinkCheck, ResourceCard
from courses.rules import searching
from courses.rules.filtering import filtered
from courses.selectors import catalog_rows
from courses.selectors.link_check import seen_working
from courses.selectors.module import resources

FILTERS = ("topic", "audience", "kind", "language")
State = LinkCheck.State


@dataclass(frozen=True)
class Wish:
    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """A card with the day on which its address was last seen working, and whether it is broken now."""

    card: ResourceCard
    checked_on: date
    broken: bool = False


@dataclass(frozen=True)
class Found:
    """Cards by name; how many every choice would give, and how many there are without a chosen one."""

    held: Sequence[Held] = ()
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)
    without: Mapping[str, int] = field(default_factory=dict)
    without_words: int = 0


_CHOICES = {
    "topic": lambda card: card.topics,
    "audience": lambda card: card.audiences,
    "kind": lambda card: [card.kind],
    "language": lambda card: card.languages,
}


def find(wish: Wish) -> Found:
    """What fits the words and every filter, in two queries however many cards there are."""
    cards = list(resources().values())
    language = translation.get_language() or "en"
    worded = [card for card in cards if _says(card, wish.words, language)]
    found = filtered(worded, _CHOICES, wish.chosen)
    without_words = len(filtered(cards, _CHOICES, wish.chosen).items) if wish.words else 0
    return Found(_held(found.items), found.counts, found.without, without_words)


def _says(card: ResourceCard, words: str, language: str) -> bool:
    """Whether every word stands in what the card says, whatever its ending."""
    asked = searching.terms(words)
    said = f"{card.name} {card.what} {card.for_whom}"
    return not asked or len(searching.found_in(said, asked, language)) == len(asked)


def _held(cards: Sequence[ResourceCard]) -> list[Held]:
    seen = seen_working(cards)
    return [Held(card, seen[card.url].on, seen[card.url].broken) for card in cards]


def held(code: str) -> Held:
    """One card, in the reader's language where there is one.

    :raises Http404: when there is none.
    """
    card = resources().get(code)
    if card is None:
        raise Http404
    return _held([card])[0]


def modules_with(code: str) -> list[catalog_rows.Row]:
    """The shared modules on the site whose lessons show the card, in the catalog's order; two queries."""
    shown = {
        page
        for page, codes in CatalogEntry.objects.values_list("page_id", "resources")
        if code in codes
    }
    found = catalog_rows.listed(catalog_rows.pages())
    return [one.reading for one in found if {one.source.pk, one.reading.pk} & shown]
