"""Everything the rules may know about one person."""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from endorsement.rules.facts.codes import AttributeValue, Kind
from endorsement.rules.facts.entries import Entry
from endorsement.rules.facts.people import (
    Assessment,
    ExamResult,
    Holding,
    Membership,
    Reference,
    SelfRating,
    Signature,
    Upload,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBlock:
    """Who the portfolio is about, for the people who read it. No rule looks at it."""

    ref: str
    name: str = ""
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """Everything the rules may know about one person.

    `attributes` answer the conditions of a scheme, for example `provides_rsc` -> True.
    """

    person: PersonBlock = field(default_factory=lambda: PersonBlock(ref=""))
    entries: tuple[Entry, ...] = ()
    references: tuple[Reference, ...] = ()
    signatures: tuple[Signature, ...] = ()
    uploads: tuple[Upload, ...] = ()
    holdings: tuple[Holding, ...] = ()
    memberships: tuple[Membership, ...] = ()
    exams: tuple[ExamResult, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    ratings: tuple[SelfRating, ...] = ()
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    # What it grew from, and by which kinds of entries and of other things; a change forgets it.
    base: Portfolio | None = field(default=None, init=False, compare=False, repr=False)
    added: tuple[Entry, ...] = field(default=(), init=False, compare=False, repr=False)
    gained: frozenset[str] = field(default=frozenset(), init=False, compare=False, repr=False)

    def grown(
        self,
        entries: tuple[Entry, ...] = (),
        references: tuple[Reference, ...] = (),
        signatures: tuple[Signature, ...] = (),
    ) -> Portfolio:
        """The portfolio with these added. It knows what it grew from, so that what cannot have changed
        is not found out again; the one given is not changed.
        """
        larger = replace(
            self,
            entries=(*self.entries, *entries),
            references=(*self.references, *references),
            signatures=(*self.signatures, *signatures),
        )
        others = (("reference", references), ("signature", signatures))
        gained = {one.kind.value for one in entries} | {name for name, some in others if some}
        object.__setattr__(larger, "base", self)
        object.__setattr__(larger, "added", entries)
        object.__setattr__(larger, "gained", frozenset(gained))
        return larger

    @cached_property
    def by_kind(self) -> dict[Kind, list[Entry]]:
        """Entries of each kind, oldest first; sorted once for every requirement."""
        if self.base is not None:
            return self._grown_by_kind(self.base.by_kind)
        found: dict[Kind, list[Entry]] = {}
        for entry in sorted(self.entries, key=lambda one: (one.dated_on, one.key)):
            found.setdefault(entry.kind, []).append(entry)
        return found

    def _grown_by_kind(self, before: dict[Kind, list[Entry]]) -> dict[Kind, list[Entry]]:
        found = dict(before)
        for kind in {entry.kind for entry in self.added}:
            found[kind] = list(before.get(kind, ()))
        for entry in self.added:
            insort(found[entry.kind], entry, key=lambda one: (one.dated_on, one.key))
        return found

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """What was found out about these facts and is asked again; never part of the facts."""
        return {}
