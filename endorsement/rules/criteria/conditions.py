"""When a requirement, a quota or an exception applies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from endorsement.rules.facts import AttributeValue, EducationLevel, HoldingState


@dataclass(frozen=True, kw_only=True)
class Condition:
    """Something that is true or false of a person on a day."""


@dataclass(frozen=True, kw_only=True)
class AttributeIs(Condition):
    """The person's attribute has one of these values; a missing attribute counts as false."""

    attribute: str
    equals: tuple[AttributeValue, ...]


@dataclass(frozen=True, kw_only=True)
class DegreeAtLeast(Condition):
    """The person finished education of this level or above."""

    level: EducationLevel


@dataclass(frozen=True, kw_only=True)
class Held(Condition):
    """The person has held one of the categories, in one of the states, for so many months."""

    categories: tuple[str, ...]
    months: int = 0
    states: tuple[HoldingState, ...] = (HoldingState.ACTIVE,)


@dataclass(frozen=True, kw_only=True)
class FirstRenewal(Condition):
    """It is the first renewal after the award."""


@dataclass(frozen=True, kw_only=True)
class MidCycle(Condition):
    """The endorsement was awarded after the first day of the cycle."""


@dataclass(frozen=True, kw_only=True)
class OnDay(Condition):
    """The day of the evaluation lies between these days, both inclusive."""

    from_on: date = date.min
    through_on: date = date.max


@dataclass(frozen=True, kw_only=True)
class AllOf(Condition):
    """Every one of these is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True)
class AnyOf(Condition):
    """At least one of these is true."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True)
class Not(Condition):
    """This is false."""

    part: Condition


def conditions_in(condition: Condition) -> Iterator[Condition]:
    """A condition and everything that it is made of."""
    yield condition
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            for part in parts:
                yield from conditions_in(part)
        case Not(part=part):
            yield from conditions_in(part)
