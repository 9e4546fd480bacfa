"""Fields that stand together in a form: those of one row, or of one choice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import capfirst


@dataclass
class Block:
    """Fields with a legend; without one it is a single field. `folded`: nothing is said in it."""

    legend: str
    fields: list[BoundField]
    folded: bool = False
    spot: Any = None


@dataclass(frozen=True)
class Together:
    """What fields of one block have in common. `folds`: it is folded while nothing is said in it.

    `row`: the code that the block is about.
    """

    legend: str
    folds: bool = False
    row: str = ""


def together(
    fields: dict[str, forms.Field], legend: Any, *, folds: bool = False, row: str = ""
) -> dict[str, forms.Field]:
    """The same fields, shown as one block under the legend."""
    block = Together(str(legend), folds, row)
    for field in fields.values():
        field.together = block  # type: ignore[attr-defined]
        field.label = capfirst(field.label)
    return fields


def blocks(fields: Iterable[BoundField], spots: Iterable[Any] = ()) -> list[Block]:
    """The fields in their order, neighbors of one block put together.

    `spots`: places for conditions; one stands in the block that it is about.
    """
    found: list[Block] = []
    last: Together | None = None
    by_row = {spot.row: spot for spot in spots if spot.row}
    for field in fields:
        block = getattr(field.field, "together", None)
        if block is None or block is not last:
            legend = block.legend if block else ""
            found.append(Block(legend, [], folded=bool(block and block.folds)))
            found[-1].spot = by_row.get(block.row) if block and block.row else None
        found[-1].fields.append(field)
        if field.errors or field.value() not in (None, "", [], False):
            found[-1].folded = False
        last = block
    return found
