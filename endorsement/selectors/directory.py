"""The directory of associations: those that endorse here, and entries of those elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.http import Http404

from endorsement.models import Association, DirectoryEntry, Edition, TrainingOffer
from endorsement.rules import scheme as rules
from endorsement.rules.evaluate import evaluate
from endorsement.rules.facts import Portfolio
from endorsement.rules.renewal import Cycle, cycle_for
from endorsement.rules.verdict import Verdict
from endorsement.selectors import editions, frameworks, offers, overlays, portfolio
from endorsement.wording import Names
from lms.backbone.folding import fold, folded_words


@dataclass(frozen=True)
class Line:
    """One line of the directory; `here` is for an association that endorses on this platform."""

    slug: str
    name: str
    region: str
    here: bool


def lines(words: str = "", region: str = "") -> list[tuple[str, list[Line]]]:
    """Everything that fits, by state or country and then by name; two queries however many there are."""
    wanted = folded_words(words)
    found: dict[str, list[Line]] = {}
    for line in sorted(_all(), key=_order):
        told = fold(f"{line.name} {line.region}")
        if (not region or line.region == region) and all(word in told for word in wanted):
            found.setdefault(line.region, []).append(line)
    return list(found.items())


def regions() -> list[str]:
    """Every state or country that somebody is in."""
    return sorted({line.region for line in _all() if line.region}, key=fold)


def _order(line: Line) -> tuple[bool, str, str]:
    # Without a state or country it comes last.
    return not line.region, fold(line.region), fold(line.name)


def _all() -> Iterable[Line]:
    for slug, name, region in _endorsing().values_list("slug", "name", "region"):
        yield Line(slug, name, region, here=True)
    for slug, name, region in DirectoryEntry.objects.values_list("slug", "name", "region"):
        yield Line(slug, name, region, here=False)


def _endorsing() -> QuerySet[Association]:
    return Association.objects.filter(overlay__isnull=False)


def one(slug: str) -> Association | DirectoryEntry:
    """The association that endorses here, or the entry of one elsewhere.

    :raises Http404: for neither.
    """
    here = _endorsing().select_related("overlay__scheme", "registry_policy").filter(slug=slug)
    found = here.first() or DirectoryEntry.objects.filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Offered:
    """A category with what a first award asks, each as a verdict on an empty portfolio."""

    category: rules.Category
    needs: tuple[Verdict, ...]


@dataclass(frozen=True)
class Criteria:
    """What an association measures by today. `next` begins later; `cycle` is of an award of today."""

    edition: Edition
    parsed: rules.Edition
    next: Edition | None
    categories: list[Offered]
    cycle: Cycle | None
    names: Names


def criteria(association: Association, on: date) -> Criteria | None:
    """The edition in force on the day; None where there is none."""
    try:
        edition = editions.current(association, on)
    except Edition.DoesNotExist:
        return None
    parsed = overlays.named(editions.parsed(edition), association.overlay.labels)
    coming = editions.coming(edition, on)
    return Criteria(
        edition=edition,
        parsed=parsed,
        next=coming[0] if coming else None,
        categories=[_offered(category, on) for category in parsed.categories.values()],
        cycle=cycle_for(parsed.renewal, awarded_on=on) if parsed.renewal else None,
        names={**frameworks.names(parsed.frameworks), **parsed.names()},
    )


def _offered(category: rules.Category, on: date) -> Offered:
    verdict = evaluate(category.award, Portfolio(), on)
    return Offered(category, tuple(verdict.children) or (verdict,))


def modules(association: Association, on: date) -> list[TrainingOffer]:
    """Trainings here whose hours the association accepts on the day, newest versions, by code."""
    decided = portfolio.acceptances(association)
    newest = {
        offer.code: offer
        for offer in sorted(offers.live(association, decided), key=lambda one: one.version)
    }
    taken = [code for code in sorted(newest) if offers.accepted_on(decided, code, on)]
    return [newest[code] for code in taken]


def deadlines(association: Association, at: datetime) -> list[tuple[date, str]]:
    """The days of intakes that are still to come."""
    ahead = association.overlay.deadlines.filter(on__gte=association.day_of(at))
    return list(ahead.values_list("on", "note"))
