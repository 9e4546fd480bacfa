"""The competency map of a category: what a person has today, and what one link decides."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from endorsement import wording
from endorsement.models import Association, CompetencyLink, LedgerEntry, Person, Reference
from endorsement.rules import facts as f
from endorsement.rules.crosswalk import translated
from endorsement.rules.evaluate import evaluate
from endorsement.rules.facts import area_of
from endorsement.selectors import competency_links, competency_rows, frameworks, ledger
from endorsement.selectors.competency_rows import AREA, AreaRows, Evidence
from endorsement.selectors.measure import Measure, Standing


@dataclass(frozen=True)
class Known:
    """What the maps of all categories are made from, fetched once."""

    areas: list[frameworks.AreaChoice]
    entries: list[LedgerEntry]
    links: dict[str, list[CompetencyLink]]
    ratings: list[tuple[str, Evidence]]
    # What each entry covers in the words of the edition's frameworks, by its key.
    covered: dict[str, frozenset[str]]


def fetch(person: Person, association: Association, found: Measure) -> Known:
    """With a number of queries that does not depend on how many categories there are."""
    return Known(
        areas=[area for one in found.criteria.frameworks for area in frameworks.areas(one)],
        entries=list(ledger.net(person)),
        links=competency_links.by_line(competency_links.of_person(person)),
        ratings=list(_ratings(person, association, found)),
        covered={
            entry.key: entry.covers
            for entry in translated(found.facts, found.criteria.crosswalk).entries
        },
    )


def build(known: Known, standing: Standing) -> list[AreaRows]:
    """The areas that the category asks for, unmet ones first; all areas where it asks for none."""
    counted = competency_rows.used(standing.verdict)
    return competency_rows.arranged(known.areas, standing.verdict, _evidence(known, counted))


def coverage_sentences(found: Measure, standing: Standing) -> list[str]:
    """What the category asks about areas, each as a sentence."""
    return competency_rows.coverage_sentences(standing.verdict, found.names())


def _evidence(known: Known, used: set[tuple[str, str]]) -> dict[str, list[Evidence]]:
    """Evidence by reference, the newest first."""
    pieces: dict[str, list[Evidence]] = {}
    for entry in known.entries:
        linked = {
            link.competency: link
            for link in known.links.get(competency_links.line_of(entry.source_key), ())
        }
        for reference in {
            *entry.covers,
            *entry.split,
            *linked,
            *known.covered.get(entry.public_id, ()),
        }:
            link = linked.get(reference)
            piece = Evidence(
                kind=kind_of(entry),
                label=ledger.title(entry),
                counts=(area_of(reference), entry.public_id) in used,
                sentence=link.sentence if link else "",
                entry=entry,
                link=link,
            )
            pieces.setdefault(reference, []).append(piece)
    for reference, piece in known.ratings:
        pieces.setdefault(reference, []).append(piece)
    return pieces


def kind_of(entry: LedgerEntry) -> str:
    """The kind of evidence that a row of the ledger is."""
    return competency_rows.kind_of(entry.kind, entry.attributes.get("delivery"))


def _ratings(
    person: Person, association: Association, found: Measure
) -> Iterable[tuple[str, Evidence]]:
    """That a rating about an area has come, never what it says: the form's areas, and from whom."""
    areas = list(dict.fromkeys(item.area for item in found.criteria.rating_form.items if item.area))
    rows = Reference.objects.filter(
        person=person, association=association, state=Reference.State.COMPLETED
    )
    names = found.names()
    for row in rows.order_by("-completed_on", "pk") if areas else ():
        for area in areas:
            yield area, Evidence(kind="rating", label=wording.word(row.role, names))


@dataclass(frozen=True)
class Change:
    """What adding or taking away one link does to one category."""

    category: str
    areas: tuple[str, ...]
    requirements: tuple[str, ...]
    #: The category as a whole changes.
    whole: bool


def with_link(known: f.Portfolio, row: LedgerEntry, competency: str) -> f.Portfolio:
    """The facts as they would be if the entry were linked to the competency too."""
    return _covering(known, row, lambda covers: covers | {competency})


def without_link(person: Person, known: f.Portfolio, link: CompetencyLink) -> f.Portfolio:
    """The facts as they would be without the link; what the entry itself covers stays."""
    row = competency_links.current_row(person, link)
    if row is None or link.competency in row.covers:
        return known
    return _covering(known, row, lambda covers: covers - {link.competency})


def _covering(
    known: f.Portfolio, row: LedgerEntry, change: Callable[[frozenset[str]], frozenset[str]]
) -> f.Portfolio:
    entries = tuple(
        replace(one, covers=change(one.covers)) if one.key == row.public_id else one
        for one in known.entries
    )
    return replace(known, entries=entries)


def difference(found: Measure, more: f.Portfolio, less: f.Portfolio, on: date) -> list[Change]:
    """What is met with `more` and not with `less`, in each category of the edition."""
    names, changes = found.names(), []
    for standing in found.standings:
        best = evaluate(standing.category.award, more, on)
        met_with_less = {
            one.id for one in evaluate(standing.category.award, less, on).walk() if one.met
        }
        lost = [one for one in best.walk() if one.met and one.id not in met_with_less]
        if not lost:
            continue
        areas = [wording.title(one, names) for one in lost if one.subject.startswith(AREA)]
        changes.append(
            Change(
                category=wording.pick(standing.category.name),
                areas=tuple(dict.fromkeys(areas)),
                requirements=tuple(
                    wording.title(one, names) for one in lost if one in best.children
                ),
                whole=best in lost,
            )
        )
    return changes
