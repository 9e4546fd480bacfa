"""The competency map of a category: every knowledge and skill area a row with its evidence.

Which areas a category asks for, and whether each is met, is read from the verdict on it: the map
never decides by itself.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from endorsement import wording
from endorsement.models import Association, CompetencyLink, LedgerEntry, Person, Reference
from endorsement.rules import facts as f
from endorsement.rules.crosswalk import translated
from endorsement.rules.evaluate import evaluate
from endorsement.rules.facts import area_of
from endorsement.rules.verdict import Verdict
from endorsement.selectors import competency_links, frameworks, ledger
from endorsement.selectors.measure import Measure, Standing

#: Kinds of evidence, the strongest first, as reviewers weigh them.
ORDER = ("course", "series", "in_service", "conference", "training", "rating", "work", "rsc")
AREA = "area."


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence in a row; `link` where the person linked it, `counts` where the
    category counts it for this area."""

    kind: str
    label: str
    entry: LedgerEntry | None = None
    link: CompetencyLink | None = None
    counts: bool = False


@dataclass
class Row:
    """One knowledge or skill area, or an area as a whole."""

    reference: str
    name: str
    evidence: list[Evidence] = field(default_factory=list)


@dataclass
class AreaRows:
    """An area with its rows, empty ones first; `verdict` is None where the category does not ask."""

    reference: str
    name: str
    rows: list[Row]
    verdict: Verdict | None = None

    @property
    def met(self) -> bool:
        return self.verdict is not None and self.verdict.met

    @property
    def filled(self) -> int:
        return sum(bool(row.evidence) for row in self.rows)


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
    asked = _asked(standing.verdict)
    evidence = _evidence(known, _used(standing.verdict))
    wanted = {area_of(reference) for reference in asked}
    rows = [
        AreaRows(
            reference=area.reference,
            name=area.name,
            rows=_rows(area, evidence),
            verdict=_verdict_on(area.reference, asked),
        )
        for area in known.areas
        if not wanted or area.reference in wanted
    ]
    return sorted(rows, key=lambda area: (area.met, area.filled > 0))


def coverage_sentences(found: Measure, standing: Standing) -> list[str]:
    """What the category asks about areas, each as a title and a sentence."""
    names = found.names()
    return [
        wording.sentence(one, names) for one in standing.verdict.walk() if one.kind == "coverage"
    ]


def _asked(verdict: Verdict) -> dict[str, Verdict]:
    """The verdict on each area or competency; of several on the same one, an unmet one."""
    found: dict[str, Verdict] = {}
    for one in verdict.walk():
        if one.subject.startswith(AREA):
            reference = one.subject.removeprefix(AREA)
            if reference not in found or not one.met:
                found[reference] = one
    return found


def _used(verdict: Verdict) -> set[tuple[str, str]]:
    """Pairs of area and entry key that were counted somewhere in the category."""
    return {
        (area_of(one.subject.removeprefix(AREA)), used.key)
        for one in verdict.walk()
        if one.subject.startswith(AREA)
        for used in one.used
    }


def _verdict_on(area: str, asked: dict[str, Verdict]) -> Verdict | None:
    """The verdict on the area itself, else an unmet one on a competency in it, else any."""
    if area in asked:
        return asked[area]
    inside = [verdict for reference, verdict in asked.items() if area_of(reference) == area]
    return next((one for one in inside if not one.met), next(iter(inside), None))


def _rows(area: frameworks.AreaChoice, evidence: dict[str, list[Evidence]]) -> list[Row]:
    rows = [
        Row(reference, name, evidence.get(reference, [])) for reference, name in area.competencies
    ]
    # Sorting is stable: among empty ones and among others the framework's order stays.
    rows.sort(key=lambda row: bool(row.evidence))
    whole = evidence.get(area.reference)
    return [*rows, Row(area.reference, "", whole)] if whole else rows


def _evidence(known: Known, used: set[tuple[str, str]]) -> dict[str, list[Evidence]]:
    """Evidence by reference, in the order of `ORDER` and then the newest first."""
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
            piece = Evidence(
                kind=kind_of(entry),
                label=ledger.title(entry),
                entry=entry,
                link=linked.get(reference),
                counts=(area_of(reference), entry.public_id) in used,
            )
            pieces.setdefault(reference, []).append(piece)
    for reference, piece in known.ratings:
        pieces.setdefault(reference, []).append(piece)
    for row in pieces.values():
        row.sort(key=lambda piece: ORDER.index(piece.kind))
    return pieces


def kind_of(entry: LedgerEntry) -> str:
    """The kind of evidence that an entry is: a degree is course work."""
    if entry.kind == LedgerEntry.Kind.EDUCATION:
        return "course"
    if entry.kind == LedgerEntry.Kind.TRAINING:
        said = entry.attributes.get("delivery")
        return str(said) if said in set(f.Delivery) else "training"
    return "rsc" if entry.kind.startswith("rsc") else "work"


def _ratings(
    person: Person, association: Association, found: Measure
) -> Iterable[tuple[str, Evidence]]:
    """That a rating about an area has come, never what it says: the form's areas, and from whom."""
    areas = list(dict.fromkeys(item.area for item in found.criteria.reference_form if item.area))
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
