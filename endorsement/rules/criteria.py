"""What a category asks for: a tree of groups and leaves, as frozen values.

Every node has an `id` that is unique within its category and purpose and never changes meaning,
and a label in several languages. `criteria_parser` reads the tree from a file; `evaluate` judges
it. A new kind of requirement is one class here, one reader there, one judge there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import ClassVar

from endorsement.rules.facts import (
    AttributeValue,
    EducationLevel,
    HoldingState,
    Hundredths,
    Kind,
    Verification,
)
from endorsement.rules.reading import Text


@dataclass(frozen=True, kw_only=True)
class Condition:
    """The requirement applies only to people whose attribute has one of these values."""

    attribute: str
    equals: tuple[AttributeValue, ...]

    def holds(self, attributes: Mapping[str, AttributeValue]) -> bool:
        """Whether it applies; a missing attribute counts as false."""
        return attributes.get(self.attribute, False) in self.equals


@dataclass(frozen=True, kw_only=True)
class Window:
    """Within the last `months` months, or within the renewal cycle (`months` None)."""

    months: int | None = None


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """What all requirements have.

    `waivable`: the association may waive it for a person. `path` is its place in the file.
    """

    kind: ClassVar[str]

    id: str
    label: Text
    hint: Text = field(default_factory=dict)
    waivable: bool = False
    when: Condition | None = None
    path: str = field(default="", compare=False)

    def windows(self) -> Iterator[Window]:
        """The windows this requirement itself looks at."""
        yield from ()

    def walk(self) -> Iterator[Criterion]:
        """This requirement and everything below it, top down."""
        yield self


@dataclass(frozen=True, kw_only=True)
class Group(Criterion):
    """All, any, or at least so many of the children (`need` None means all that apply)."""

    kind: ClassVar[str] = "group"

    children: tuple[Criterion, ...]
    need: int | None = None

    def walk(self) -> Iterator[Criterion]:
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, kw_only=True)
class EntryFilter:
    """Which ledger entries are looked at, and which of them may count."""

    kinds: tuple[Kind, ...]
    within: Window | None = None
    only_accepted: bool = False
    verification: Verification = Verification.SELF_REPORTED


@dataclass(frozen=True, kw_only=True)
class EntryCriterion(Criterion):
    """A requirement about ledger entries."""

    entries: EntryFilter

    def windows(self) -> Iterator[Window]:
        if self.entries.within:
            yield self.entries.within


class Dimension(StrEnum):
    """By what hours can be told apart."""

    TOPIC = "topic"
    AREA = "area"
    KIND = "kind"
    FORMAT = "format"
    FOCUS = "focus"
    DELIVERY = "delivery"
    MODE = "mode"


@dataclass(frozen=True, kw_only=True)
class Quotas:
    """Minimums inside a total.

    `disjoint`: an hour serves one quota only and is divided as well as possible (48 = 30 + 15 + 3).
    Otherwise an hour serves every quota it fits (15 including 1).
    """

    dimension: Dimension
    minimums: Mapping[str, Hundredths]
    disjoint: bool = False


@dataclass(frozen=True, kw_only=True)
class Caps:
    """At most so many hours of each value of one dimension count."""

    dimension: Dimension
    maximums: Mapping[str, Hundredths]


@dataclass(frozen=True, kw_only=True)
class CoverageNeed:
    """At least `need` of the references covered, each by so many entries and so many hours.

    One entry may cover several references at once.
    """

    references: tuple[str, ...]
    need: int
    items: int = 1
    hours: Hundredths = 0


@dataclass(frozen=True, kw_only=True)
class Hours(EntryCriterion):
    """Clock hours of some kinds of entries. `topic`: only the hours on this topic are counted."""

    kind: ClassVar[str] = "hours"

    need: Hundredths
    topic: str = ""
    quotas: tuple[Quotas, ...] = ()
    coverage: CoverageNeed | None = None
    caps: Caps | None = None


@dataclass(frozen=True, kw_only=True)
class ProviderRule:
    """For hours of these days, the provider must then have had one of these standings."""

    bases: tuple[str, ...]
    from_on: date | None = None
    through_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Supervision(Hours):
    """Hours of reflective supervision/consultation. No `providers`: any known provider will do."""

    kind: ClassVar[str] = "supervision"

    providers: tuple[ProviderRule, ...] = ()
    peers_count: bool = False


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


@dataclass(frozen=True, kw_only=True)
class Slot:
    """So many references by people in one of these roles."""

    roles: tuple[str, ...]
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class References(Criterion):
    """Reference ratings: one rating fills one slot."""

    kind: ClassVar[str] = "references"

    slots: tuple[Slot, ...]
    endorsed_or_vetted: int = 0
    most_not_enough_information: int = 5
    valid_months: int | None = None

    @property
    def need(self) -> int:
        """How many references there must be in all."""
        return sum(slot.count for slot in self.slots)


@dataclass(frozen=True, kw_only=True)
class Signatures(Criterion):
    """Documents that must be signed, within a window if one is named."""

    kind: ClassVar[str] = "signatures"

    documents: tuple[str, ...]
    within: Window | None = None

    def windows(self) -> Iterator[Window]:
        if self.within:
            yield self.within


@dataclass(frozen=True, kw_only=True)
class HoldingNeed(Criterion):
    """An endorsement that must be held already: one of these categories, in one of these states."""

    kind: ClassVar[str] = "holding"

    categories: tuple[str, ...]
    states: tuple[HoldingState, ...] = (HoldingState.ACTIVE,)
    months: int = 0
