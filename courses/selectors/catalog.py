"""The catalog: which modules there are, found by words and filters, and where the person stands."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.utils.translation import get_language
from wagtail.models import Page

from courses.models import AssociationPage, ModulePage
from courses.rules import searching
from courses.rules.filtering import Filtered, filtered
from courses.rules.searching import Term
from courses.selectors import catalog_rows, search
from courses.selectors.catalog_rows import Listed
from courses.selectors.search import Shown
from endorsement.models import Association, Person

#: Upper bounds of clock hours to filter by; "more" is everything beyond the last.
HOURS = (Decimal("0.5"), Decimal(1), Decimal(2))
MORE = "more"
ON = "on"
PER_PAGE = 24
#: Orders to choose from; "" is the best match where words are looked for, else the catalog's own.
SORTS = ("", "short", "new", "title")


@dataclass(frozen=True)
class Wish:
    """What the visitor looks for; empty means anything."""

    words: str = ""
    area: str = ""
    topic: str = ""
    hours: str = ""
    delivery: str = ""
    age: str = ""
    language: str = ""
    missing: bool = False
    accepted: bool = False
    sort: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """The chosen value of every filter that is set, in the order of the form."""
        values = {name: getattr(self, name) for name in FILTERS}
        return {name: ON if value is True else value for name, value in values.items() if value}


FILTERS = ("area", "topic", "hours", "delivery", "age", "language", "missing", "accepted")


@dataclass(frozen=True)
class Known:
    """Codes of modules about which the person's portfolio and association say something."""

    counting: Collection[str] = ()
    accepted: Collection[str] = ()


@dataclass(frozen=True)
class Offer:
    """A module in the catalog. `standing` is "taken", "begun" or empty."""

    module: ModulePage
    page: ModulePage
    areas: frozenset[str]
    languages: frozenset[str]
    standing: str
    shown: Shown | None = None


@dataclass(frozen=True)
class Found:
    """One page of the modules that fit, and what the other choices would give.

    `without_words` is how many fit the filters alone; `meant` the words as they may have been meant,
    only where they find something.
    """

    offers: list[Offer]
    page: PageOfList[Listed]
    total: int
    counts: Mapping[str, Counter[str]]
    without: Mapping[str, int] = field(default_factory=dict)
    without_words: int = 0
    meant: str = ""


def find(
    wish: Wish,
    person: Person | None = None,
    *,
    below: Page | None = None,
    known: Known | None = None,
    number: str | int = 1,
) -> Found:
    """Modules that fit, a page of them; ten queries at most, however many there are.

    Without `below` every shared module is searched, with it every module below the page. Nothing else
    is ever found, counted or suggested.
    """
    pages = catalog_rows.pages(below)
    listed = catalog_rows.listed(pages, person)
    terms = searching.terms(wish.words)
    ranks = _ranks(listed, search.found(terms)) if terms else {}
    holding = [one for one in listed if one.code in ranks] if terms else listed
    result = _filtered(holding, wish, known or Known())
    page = Paginator(_sorted(result.items, wish.sort, ranks), PER_PAGE).get_page(number)
    found = Found(
        offers=_offers(list(page), terms, ranks),
        page=page,
        total=len(result.items),
        counts=result.counts,
        without=result.without,
    )
    if found.total or not terms:
        return found
    return _helped(found, wish, listed, pages, known or Known())


def offers(
    wish: Wish, person: Person | None = None, *, below: Page | None = None, most: int | None = None
) -> list[Offer]:
    """The modules that fit in catalog order, all of them or the first."""
    listed = catalog_rows.listed(catalog_rows.pages(below), person)
    return _offers(_filtered(listed, wish, Known()).items[:most], (), {})


# --- Finding ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rank:
    """How well a module fits the words, and the entry in which they were found."""

    entry: int
    theirs: bool
    rank: float


def _ranks(listed: Iterable[Listed], found: Mapping[int, float]) -> dict[str, Rank]:
    """By code. What is found in the reader's language comes before what is found in another one."""
    reading = get_language()
    ranks: dict[str, Rank] = {}
    for one in listed:
        hits = [
            Rank(row.entry, row.language == reading, found[row.entry])
            for row in one.languages.values()
            if row.entry is not None and row.entry in found
        ]
        if hits:
            ranks[one.code] = max(hits, key=lambda hit: (hit.theirs, hit.rank))
    return ranks


def _filtered(listed: Iterable[Listed], wish: Wish, known: Known) -> Filtered[Listed]:
    choices: dict[str, Callable[[Listed], Iterable[str]]] = {
        "area": lambda one: one.source.areas,
        "topic": lambda one: one.source.topics,
        "hours": lambda one: lengths(one.source.hours),
        "delivery": lambda one: [one.source.delivery],
        "age": lambda one: [one.source.age_band],
        "language": lambda one: one.languages,
        "missing": lambda one: [ON] if one.code in known.counting else [],
        "accepted": lambda one: [ON] if one.code in known.accepted else [],
    }
    return filtered(listed, choices, wish.chosen)


def lengths(hours: Decimal) -> list[str]:
    """The choices of length that a module of so many hours belongs to."""
    return [str(most) for most in HOURS if hours <= most] or [MORE]


def _sorted(items: list[Listed], sort: str, ranks: Mapping[str, Rank]) -> list[Listed]:
    """Items come in catalog order, which decides between equals."""
    if sort == "short":
        return sorted(items, key=lambda one: one.source.hours)
    if sort == "title":
        return sorted(items, key=lambda one: searching.fold(one.reading.title))
    if sort == "new":
        return sorted(items, key=_age)
    if not ranks:
        return items
    return sorted(items, key=lambda one: (not ranks[one.code].theirs, -ranks[one.code].rank))


def _age(one: Listed) -> float:
    published = one.source.published_at
    return -published.timestamp() if published else 0.0


def _offers(
    listed: Sequence[Listed], terms: Sequence[Term], ranks: Mapping[str, Rank]
) -> list[Offer]:
    """What cards are drawn from: pages in one query, passages in another."""
    wanted = {row.pk for one in listed for row in (one.source, one.reading)}
    rows = ModulePage.objects.filter(pk__in=wanted).select_related("association", "locale")
    pages = {page.pk: page for page in rows}
    entries = search.texts_of(ranks[one.code].entry for one in listed) if terms else {}
    found = []
    for one in listed:
        page = pages[one.reading.pk]
        shown = None
        if terms:
            shown = search.shown(
                terms,
                title=page.title,
                summary=page.summary,
                language=page.locale.language_code,
                entry=entries.get(ranks[one.code].entry),
            )
        found.append(
            Offer(
                module=pages[one.source.pk],
                page=page,
                areas=one.source.areas,
                languages=frozenset(one.languages),
                standing=one.standing,
                shown=shown,
            )
        )
    return found


def _helped(
    found: Found, wish: Wish, listed: list[Listed], pages: QuerySet[ModulePage], known: Known
) -> Found:
    """Nothing was found: what the words may have meant, and how many there are without them."""
    meant = search.meant_instead(wish.words, pages) or ""
    if meant and not _ranks(listed, search.found(searching.terms(meant))):
        meant = ""
    without_words = len(_filtered(listed, wish, known).items)
    return Found(
        offers=[],
        page=found.page,
        total=0,
        counts=found.counts,
        without=found.without,
        without_words=without_words,
        meant=meant,
    )


def association_pages() -> QuerySet[AssociationPage]:
    """Every association's part of the site, once, in the language it was written in."""
    return (
        AssociationPage.objects.live()
        .filter(pk__in=Association.objects.exclude(root_page=None).values("root_page"))
        .order_by("title")
    )
