"""Requirements that add something up: hours, months, families, people, areas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from endorsement.rules.criteria.base import Dimension, EntryCriterion, ProviderRule
from endorsement.rules.criteria.conditions import Condition
from endorsement.rules.criteria.timing import Spread
from endorsement.rules.facts import EducationLevel, Hundredths


@dataclass(frozen=True, kw_only=True)
class Quota:
    """At least so many of the hours must be of this sort, where the condition holds."""

    code: str
    need: Hundredths
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class Quotas:
    """Minimums inside a total.

    `disjoint`: an hour serves one quota only and is divided as well as possible (48 = 30 + 15 + 3).
    Otherwise an hour serves every quota it fits (15 including 1).
    """

    dimension: Dimension
    parts: tuple[Quota, ...]
    disjoint: bool = False


@dataclass(frozen=True, kw_only=True)
class Cap:
    """At most so many hours of this sort count, where the condition holds."""

    dimension: Dimension
    code: str
    most: Hundredths
    when: Condition | None = None


@dataclass(frozen=True, kw_only=True)
class CoverageNeed:
    """At least `need` of the references covered, each by so many entries and so many hours.

    One entry may cover several references at once, unless `split`: then each hour is counted for
    one of them. `hours` holds the hours per reference where they differ from each other.
    `order` lists sorts of evidence, strongest first, for the people who read the verdict.
    """

    references: tuple[str, ...]
    need: int
    items: int = 1
    hours: Hundredths = 0
    each: tuple[tuple[str, Hundredths], ...] = ()
    split: bool = False
    order: tuple[str, ...] = ()

    def hours_for(self, reference: str) -> Hundredths:
        """The hours this reference needs."""
        return dict(self.each).get(reference, self.hours)


@dataclass(frozen=True, kw_only=True)
class Sources:
    """More than `percent` of the needed hours from one provider, the rest from so many others."""

    percent: int
    others: int


class ProRata(StrEnum):
    """In what steps a need shrinks for somebody endorsed for part of a cycle only."""

    YEARS = "years"
    MONTHS = "months"


@dataclass(frozen=True, kw_only=True)
class Hours(EntryCriterion):
    """Clock hours of some kinds of entries. `topic`: only the hours on this topic are counted.

    `most`: more than this never counts. `shared`: all requirements of the category may count the
    same hours; otherwise only those named in `shares_hours_with` may.
    """

    kind: ClassVar[str] = "hours"

    need: Hundredths
    most: Hundredths | None = None
    topic: str = ""
    quotas: tuple[Quotas, ...] = ()
    coverage: CoverageNeed | None = None
    caps: tuple[Cap, ...] = ()
    spread: Spread | None = None
    pro_rata: ProRata | None = None
    shares_hours_with: tuple[str, ...] = ()
    shared: bool = True

    def conditions(self) -> Iterator[Condition]:
        yield from super().conditions()
        yield from (part.when for quotas in self.quotas for part in quotas.parts if part.when)
        yield from (cap.when for cap in self.caps if cap.when)


@dataclass(frozen=True, kw_only=True)
class Supervision(Hours):
    """Hours of reflective supervision/consultation. No `providers`: any known provider will do.

    `peers_when`: hours among peers count for those of whom the condition holds.
    """

    kind: ClassVar[str] = "supervision"

    providers: tuple[ProviderRule, ...] = ()
    peers_count: bool = False
    peers_when: Condition | None = None
    sources: Sources | None = None

    def conditions(self) -> Iterator[Condition]:
        yield from super().conditions()
        if self.peers_when:
            yield self.peers_when


@dataclass(frozen=True, kw_only=True)
class Coverage(EntryCriterion):
    """Areas or competencies that must be covered by entries."""

    kind: ClassVar[str] = "coverage"

    coverage: CoverageNeed


@dataclass(frozen=True, kw_only=True)
class Education(EntryCriterion):
    """Finished education of a level or above, in one of the fields if any are named."""

    kind: ClassVar[str] = "education"

    level: EducationLevel
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Work(EntryCriterion):
    """Months of work, overlapping jobs counted once. `roles`: one of them is needed."""

    kind: ClassVar[str] = "work"

    months: int
    paid: bool = False
    families: int = 0
    roles: tuple[str, ...] = ()


class Measure(StrEnum):
    """What a count adds up over entries. People and disciplines are counted once each."""

    ITEMS = "items"
    MONTHS = "months"
    FAMILIES = "families"
    PEOPLE = "people"
    DISCIPLINES = "disciplines"


@dataclass(frozen=True, kw_only=True)
class Count(EntryCriterion):
    """So many entries, months, families, people or disciplines; `most` is a limit to them."""

    kind: ClassVar[str] = "count"

    measure: Measure
    need: int
    most: int | None = None
    spread: Spread | None = None
