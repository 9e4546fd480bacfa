"""What all requirements have, groups of them, and which entries a requirement looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from sys import intern
from typing import ClassVar

from endorsement.rules.criteria.conditions import Condition
from endorsement.rules.criteria.timing import Window
from endorsement.rules.crosswalk import Crosswalk
from endorsement.rules.facts import Hundredths, Kind, Verification
from endorsement.rules.reading import Text


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
    # What competencies of other frameworks stand for here; the same in the whole edition.
    crosswalk: Crosswalk = field(default=(), compare=False)
    path: str = field(default="", compare=False)

    @cached_property
    def said(self) -> str:
        """All it says in one line: the same for equal requirements of several categories or editions.

        Its place in the file is no part of it.
        """
        return intern(repr(replace(self, path="", crosswalk=())))

    def windows(self) -> Iterator[Window]:
        """The windows this requirement itself looks at."""
        yield from ()

    def conditions(self) -> Iterator[Condition]:
        """The conditions this requirement itself asks about."""
        if self.when:
            yield self.when

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


class Dimension(StrEnum):
    """By what hours can be told apart."""

    TOPIC = "topic"
    AREA = "area"
    KIND = "kind"
    FORMAT = "format"
    FOCUS = "focus"
    DELIVERY = "delivery"
    MODE = "mode"
    ROLE = "role"
    DISCIPLINE = "discipline"
    AGE_BAND = "age_band"
    FIELD = "field"


Wanted = tuple[tuple[Dimension, tuple[str, ...]], ...]
"""In each of these dimensions an entry must have one of the values."""


@dataclass(frozen=True, kw_only=True)
class ProviderRule:
    """For hours of these days, the provider must then have had one of these standings."""

    bases: tuple[str, ...]
    from_on: date | None = None
    through_on: date | None = None
    emerging: bool = False


@dataclass(frozen=True, kw_only=True)
class Accrual:
    """What else must hold for entries accrued in these days; None: nothing else."""

    from_on: date | None = None
    through_on: date | None = None
    verification: Verification | None = None
    only_accepted: bool | None = None
    peers_count: bool | None = None
    where: Wanted = ()


@dataclass(frozen=True, kw_only=True)
class EntryFilter:
    """Which ledger entries are looked at, and which of them may count.

    `accrued` changes the rule for entries of certain days. `credit_hours`: what a credit of a unit
    is worth, in hundredths of an hour.
    """

    kinds: tuple[Kind, ...]
    within: Window | None = None
    only_accepted: bool = False
    verification: Verification = Verification.SELF_REPORTED
    where: Wanted = ()
    accrued: tuple[Accrual, ...] = ()
    credit_hours: tuple[tuple[str, Hundredths], ...] = ()


@dataclass(frozen=True, kw_only=True)
class EntryCriterion(Criterion):
    """A requirement about ledger entries."""

    entries: EntryFilter

    def windows(self) -> Iterator[Window]:
        if self.entries.within:
            yield self.entries.within
