"""Reading conditions: `when`, and wherever else a condition may stand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from endorsement.rules import criteria as c
from endorsement.rules.facts import EducationLevel, HoldingState
from endorsement.rules.reading import Node


def read_condition(node: Node) -> c.Condition:
    """A condition: exactly one sort of it, or all, any or not of others."""
    given = dict(node.pairs())
    if "attribute" in given or "equals" in given:
        return _attribute(node)
    fields = node.fields((), READERS)
    if len(fields) != 1:
        raise node.error("one_condition", options=", ".join(["attribute", *READERS]))
    ((key, inner),) = fields.items()
    return READERS[key](inner)


def _attribute(node: Node) -> c.Condition:
    fields = node.fields(("attribute", "equals"))
    equals = fields["equals"]
    values = equals.items(least=1) if isinstance(equals.value, list) else [equals]
    for value in values:
        if not isinstance(value.value, str | int | bool):
            raise value.error("not_text")
    return c.AttributeIs(
        attribute=fields["attribute"].code(),
        equals=tuple(value.value for value in values),  # type: ignore[misc]
    )


def read_level(node: Node) -> EducationLevel:
    """A level of education; "degree" is the field's word for any degree at all."""
    if node.value == "degree":
        return EducationLevel.ASSOCIATE
    return node.choice(EducationLevel)


def read_months(fields: dict[str, Node], *, minimum: int = 0) -> int | None:
    """`months`, or `years` as months; None when neither is there."""
    if "years" in fields:
        if "months" in fields:
            raise fields["months"].error("either_or", one="months", other="years")
        return 12 * fields["years"].integer(minimum=minimum, maximum=100)
    return fields["months"].integer(minimum=minimum, maximum=1200) if "months" in fields else None


def read_states(node: Node | None) -> tuple[HoldingState, ...]:
    """States of an endorsement; active alone when nothing is said."""
    if node is None:
        return (HoldingState.ACTIVE,)
    return tuple(item.choice(HoldingState) for item in node.items(least=1))


def read_span(fields: dict[str, Node], node: Node) -> tuple[date | None, date | None]:
    """`from` and `through`, in order."""
    begins = fields["from"].day() if "from" in fields else None
    through = fields["through"].day() if "through" in fields else None
    if begins and through and through < begins:
        raise node.error("ends_before")
    return begins, through


def _held(node: Node) -> c.Condition:
    fields = node.fields(("categories",), ("months", "years", "states"))
    return c.Held(
        categories=fields["categories"].codes(),
        months=read_months(fields) or 0,
        states=read_states(fields.get("states")),
    )


def _day(node: Node) -> c.Condition:
    fields = node.fields((), ("from", "through"))
    if not fields:
        raise node.error("empty")
    begins, through = read_span(fields, node)
    return c.OnDay(from_on=begins or date.min, through_on=through or date.max)


def _answer(condition: c.Condition) -> Callable[[Node], c.Condition]:
    return lambda node: condition if node.boolean() else c.Not(part=condition)


def _parts(node: Node) -> tuple[c.Condition, ...]:
    return tuple(read_condition(item) for item in node.items(least=1))


READERS: dict[str, Callable[[Node], c.Condition]] = {
    "degree": lambda node: c.DegreeAtLeast(level=read_level(node)),
    "held": _held,
    "first_renewal": _answer(c.FirstRenewal()),
    "mid_cycle": _answer(c.MidCycle()),
    "day": _day,
    "all": lambda node: c.AllOf(parts=_parts(node)),
    "any": lambda node: c.AnyOf(parts=_parts(node)),
    "not": lambda node: c.Not(part=read_condition(node)),
}


def needs_cycle(condition: c.Condition | None) -> bool:
    """Whether it can be answered for a renewal only."""
    match condition:
        case c.FirstRenewal() | c.MidCycle():
            return True
        case c.AllOf(parts=parts) | c.AnyOf(parts=parts):
            return any(needs_cycle(part) for part in parts)
        case c.Not(part=part):
            return needs_cycle(part)
    return False
