"""Everything the rules may know about one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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

    @cached_property
    def by_kind(self) -> dict[Kind, list[Entry]]:
        """Entries of each kind, oldest first; sorted once for every requirement."""
        found: dict[Kind, list[Entry]] = {}
        for entry in sorted(self.entries, key=lambda one: (one.dated_on, one.key)):
            found.setdefault(entry.kind, []).append(entry)
        return found

    @cached_property
    def memory(self) -> dict[Any, Any]:
        """What was found out about these facts and is asked again; never part of the facts."""
        return {}
