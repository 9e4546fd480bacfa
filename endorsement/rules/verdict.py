"""What an evaluation answers: met or not, how much, from what, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from endorsement.rules.reading import Text


class State(StrEnum):
    """Not yet assessable: an open decision of somebody else's settles it."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET_ASSESSABLE = "not_yet_assessable"


class Unit(StrEnum):
    """What `have`, `need` and the amounts of a verdict count."""

    HOURS = "hours"
    """Hundredths of a clock hour."""
    MONTHS = "months"
    FAMILIES = "families"
    AREAS = "areas"
    ITEMS = "items"
    REFERENCES = "references"
    DOCUMENTS = "documents"
    ENDORSEMENTS = "endorsements"
    REQUIREMENTS = "requirements"
    PEOPLE = "people"
    DISCIPLINES = "disciplines"
    COMPETENCIES = "competencies"
    MEMBERSHIPS = "memberships"
    APPROVALS = "approvals"
    PARTS = "parts"
    PERCENT = "percent"


GROUP = "group"

Param = str | int | tuple[str, ...]
"""Days are ISO dates, hours are hundredths."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason code and its parameters; `endorsement.wording` makes a sentence of it."""

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Used:
    """So much of an entry was counted (`amount` in the verdict's unit)."""

    key: str
    amount: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An entry, or the part `amount` of it, that was not counted, and why."""

    key: str
    reason: Reason
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer for one requirement.

    `id` is the requirement's; parts of a requirement (its quotas, its areas) have ids below it and
    name in `subject` what they are about, such as `topic.dei` or `area.core:thinking`.
    """

    id: str
    kind: str
    label: Text
    state: State
    have: int
    need: int
    unit: Unit
    used: tuple[Used, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    children: tuple[Verdict, ...] = ()
    reason: Reason | None = None
    subject: str = ""

    @property
    def shortfall(self) -> int:
        """How much is missing, never below zero."""
        return max(0, self.need - self.have)

    @property
    def missing_share(self) -> Fraction:
        """How much of what is needed is missing: 0 is nothing, 1 is all of it."""
        return Fraction(self.shortfall, self.need) if self.need else Fraction(0)

    @property
    def met(self) -> bool:
        """Whether the requirement is met."""
        return self.state is State.MET

    @property
    def applies(self) -> bool:
        """False when the requirement's condition does not hold for this person."""
        return self.reason is None or self.reason.code != "not_applicable"

    @property
    def a_choice(self) -> bool:
        """Whether fewer of the parts of a group are enough than there are."""
        return self.kind == GROUP and self.need < sum(child.applies for child in self.children)

    def spares(self, child: Verdict) -> bool:
        """Whether others of its parts have met the group, so that this one is not needed."""
        return self.a_choice and self.met and not child.met

    def walk(self) -> Iterator[Verdict]:
        """This verdict and all below it, top down."""
        yield self
        for child in self.children:
            yield from child.walk()

    def find(self, requirement: str) -> Verdict:
        """The verdict with this id. :raises KeyError: when there is none."""
        for verdict in self.walk():
            if verdict.id == requirement:
                return verdict
        raise KeyError(requirement)


def at_least(states: Iterable[State], need: int) -> State:
    """Three-valued "at least `need` of these": an open answer keeps only an open question open."""
    listed = list(states)
    if listed.count(State.MET) >= need:
        return State.MET
    if len(listed) - listed.count(State.NOT_MET) >= need:
        return State.NOT_YET_ASSESSABLE
    return State.NOT_MET


def every(states: Iterable[State]) -> State:
    """Three-valued "all of these"."""
    listed = list(states)
    return at_least(listed, len(listed))


def enough(have: int, possible: int, need: int) -> State:
    """The state of a quantity; `possible` is what it would be if all open answers were yes."""
    if have >= need:
        return State.MET
    return State.NOT_YET_ASSESSABLE if possible >= need else State.NOT_MET


def to_document(verdict: Verdict) -> dict[str, object]:
    """The verdict as plain values for JSON; amounts stay integers in the named unit."""
    return {
        "id": verdict.id,
        "kind": verdict.kind,
        "label": dict(verdict.label),
        "subject": verdict.subject,
        "state": verdict.state.value,
        "have": verdict.have,
        "need": verdict.need,
        "shortfall": verdict.shortfall,
        "unit": verdict.unit.value,
        "used": [{"key": one.key, "amount": one.amount} for one in verdict.used],
        "left_out": [
            {"key": one.key, "amount": one.amount, **_reason(one.reason)}
            for one in verdict.left_out
        ],
        "reason": _reason(verdict.reason) if verdict.reason else None,
        "children": [to_document(child) for child in verdict.children],
    }


def _reason(reason: Reason) -> dict[str, object]:
    params = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in sorted(reason.params.items())
    }
    return {"code": reason.code, "params": params}
