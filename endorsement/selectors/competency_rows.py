"""Rows of a competency map: what a category asks about areas, with the evidence sorted into it.

Where the evidence comes from is not known here: `competency_map` reads what a person has today,
`submitted_map` what was handed in. Which areas a category asks for, and whether each is met, is read
from the verdict on it: a map never decides by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from endorsement import wording
from endorsement.models import CompetencyLink, LedgerEntry
from endorsement.rules import facts as f
from endorsement.rules.facts import area_of
from endorsement.rules.verdict import Verdict
from endorsement.selectors.frameworks import AreaChoice
from endorsement.wording import Names

#: Kinds of evidence, the strongest first, as reviewers weigh them.
ORDER = ("course", "series", "in_service", "conference", "training", "rating", "work", "rsc")
AREA = "area."


@dataclass(frozen=True)
class Evidence:
    """One piece of evidence in a row; `counts` where the category counts it for this area.

    `sentence` says what was learned. One's own map has the row of the ledger and the link behind it;
    what was handed in has the entry as it was then.
    """

    kind: str
    label: str
    counts: bool = False
    sentence: str = ""
    entry: LedgerEntry | None = None
    link: CompetencyLink | None = None
    handed_in: f.Entry | None = None


@dataclass
class Row:
    """One knowledge or skill area, or an area as a whole; `verdict` where it is asked for itself."""

    reference: str
    name: str
    evidence: list[Evidence] = field(default_factory=list)
    verdict: Verdict | None = None

    @property
    def counted(self) -> int:
        return sum(one.counts for one in self.evidence)


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


#: Evidence by the area or competency that it speaks for.
Pieces = Mapping[str, list[Evidence]]


def arranged(areas: Iterable[AreaChoice], verdict: Verdict, pieces: Pieces) -> list[AreaRows]:
    """The areas that the category asks for, unmet ones first; all areas where it asks for none."""
    asked = _asked(verdict)
    wanted = {area_of(reference) for reference in asked}
    for row in pieces.values():
        # Sorting is stable: within a kind the newest stays first.
        row.sort(key=lambda piece: ORDER.index(piece.kind))
    rows = [
        AreaRows(
            reference=area.reference,
            name=area.name,
            rows=_rows(area, pieces, asked),
            verdict=_verdict_on(area.reference, asked),
        )
        for area in areas
        if not wanted or area.reference in wanted
    ]
    return sorted(rows, key=lambda area: (area.met, area.filled > 0))


def used(verdict: Verdict) -> set[tuple[str, str]]:
    """Pairs of area and key of what was counted somewhere in the category."""
    return {
        (area_of(one.subject.removeprefix(AREA)), used.key)
        for one in verdict.walk()
        if one.subject.startswith(AREA)
        for used in one.used
    }


def coverage_sentences(verdict: Verdict, names: Names) -> list[str]:
    """What the category asks about areas, each as a sentence."""
    return [wording.sentence(one, names) for one in verdict.walk() if one.kind == "coverage"]


def kind_of(kind: str, delivery: str | None) -> str:
    """The kind of evidence that an entry is: a degree is course work."""
    if kind == LedgerEntry.Kind.EDUCATION:
        return "course"
    if kind == LedgerEntry.Kind.TRAINING:
        return delivery if delivery in set(f.Delivery) else "training"
    return "rsc" if kind.startswith("rsc") else "work"


def _asked(verdict: Verdict) -> dict[str, Verdict]:
    """The verdict on each area or competency; of several on the same one, an unmet one."""
    found: dict[str, Verdict] = {}
    for one in verdict.walk():
        if one.subject.startswith(AREA):
            reference = one.subject.removeprefix(AREA)
            if reference not in found or not one.met:
                found[reference] = one
    return found


def _verdict_on(area: str, asked: Mapping[str, Verdict]) -> Verdict | None:
    """The verdict on the area itself, else an unmet one on a competency in it, else any."""
    if area in asked:
        return asked[area]
    inside = [verdict for reference, verdict in asked.items() if area_of(reference) == area]
    return next((one for one in inside if not one.met), next(iter(inside), None))


def _rows(area: AreaChoice, pieces: Pieces, asked: Mapping[str, Verdict]) -> list[Row]:
    rows = [
        Row(reference, name, pieces.get(reference, []), asked.get(reference))
        for reference, name in area.competencies
    ]
    # Among empty ones and among others the framework's order stays.
    rows.sort(key=lambda row: bool(row.evidence))
    whole = pieces.get(area.reference)
    return [*rows, Row(area.reference, "", whole)] if whole else rows
