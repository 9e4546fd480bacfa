"""Requirements about what others decide, and about what a person signs, holds or hands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from endorsement.rules.criteria.base import Criterion
from endorsement.rules.criteria.timing import Window
from endorsement.rules.facts import HoldingState, Recommendation


@dataclass(frozen=True, kw_only=True)
class Slot:
    """So many references by people in one of these roles."""

    roles: tuple[str, ...]
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class References(Criterion):
    """Reference ratings: one rating fills one slot.

    So many of the set, whichever, must be endorsed (in one of `categories`, if named) or vetted.
    `waiver`: a rating counts only once the person signed or declined its waiver.
    `recommendations`: what a rating must say in the end; empty: anything.
    """

    kind: ClassVar[str] = "references"

    slots: tuple[Slot, ...]
    endorsed_or_vetted: int = 0
    categories: tuple[str, ...] = ()
    vetted_count: bool = True
    most_not_enough_information: int = 5
    valid_months: int | None = None
    waiver: bool = False
    recommendations: tuple[Recommendation, ...] = ()

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
class Uploads(Criterion):
    """Papers that must be in the record and still good; `confirmed`: somebody has looked at it."""

    kind: ClassVar[str] = "uploads"

    documents: tuple[str, ...]
    confirmed: bool = False
    within: Window | None = None

    def windows(self) -> Iterator[Window]:
        if self.within:
            yield self.within


@dataclass(frozen=True, kw_only=True)
class HoldingNeed(Criterion):
    """Endorsements that must be held already: so many of these categories, in these states."""

    kind: ClassVar[str] = "holding"

    categories: tuple[str, ...]
    states: tuple[HoldingState, ...] = (HoldingState.ACTIVE,)
    months: int = 0
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class MembershipNeed(Criterion):
    """Membership in one of the associations (any if none is named), on the day.

    `through`: without a gap through the whole window instead.
    """

    kind: ClassVar[str] = "membership"

    organizations: tuple[str, ...] = ()
    through: Window | None = None

    def windows(self) -> Iterator[Window]:
        if self.through:
            yield self.through


@dataclass(frozen=True, kw_only=True)
class ExamPart:
    """A part of an exam and the share of the points that passes it."""

    code: str
    pass_percent: int


@dataclass(frozen=True, kw_only=True)
class Exam(Criterion):
    """Every part passed; of each the best valid attempt counts.

    `retake_after_months`: an attempt sooner after a failed one is not valid.
    """

    kind: ClassVar[str] = "exam"

    parts: tuple[ExamPart, ...]
    valid_months: int | None = None
    retake_after_months: int = 0


@dataclass(frozen=True, kw_only=True)
class AssessmentStep(Criterion):
    """An interview, panel, observed session or essay that so many of the assessors approved."""

    kind: ClassVar[str] = "assessment"

    step: str
    approvals: int
    assessors: int
    within: Window | None = None

    def windows(self) -> Iterator[Window]:
        if self.within:
            yield self.within


@dataclass(frozen=True, kw_only=True)
class SelfAssessment(Criterion):
    """Competencies rated at a level or above, so many of them, or so many in each area.

    `references` are competencies, or areas that stand for all their competencies.
    """

    kind: ClassVar[str] = "self_assessment"

    references: tuple[str, ...]
    level: int
    need: int
    in_each: bool = False
    working_towards: bool = False
    within: Window | None = None

    def windows(self) -> Iterator[Window]:
        if self.within:
            yield self.within
