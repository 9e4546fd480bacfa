"""Filters that combine: what passes all of them, and how many more each choice would give.

An item belongs to the result when it passes every filter. The number at a choice of one filter counts
the items that pass all other filters and have that choice, so it is what choosing it would show.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
Chosen = Mapping[str, str]


@dataclass(frozen=True)
class Filtered(Generic[T]):
    """`counts` by filter and choice; `without` tells how many there are without each chosen filter."""

    items: list[T] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    without: dict[str, int] = field(default_factory=dict)


def filtered(
    items: Iterable[T], choices: Mapping[str, Callable[[T], Iterable[str]]], chosen: Chosen
) -> Filtered[T]:
    """`choices` gives an item's choices in each filter; `chosen` holds the one asked for in each."""
    wanted = {name: value for name, value in chosen.items() if value}
    found = Filtered[T](
        counts={name: Counter() for name in choices}, without=dict.fromkeys(wanted, 0)
    )
    for item in items:
        has = {name: set(of(item)) for name, of in choices.items()}
        failing = [name for name, value in wanted.items() if value not in has[name]]
        if not failing:
            found.items.append(item)
        if len(failing) > 1:
            continue
        for name, values in has.items():
            if failing in ([], [name]):
                found.counts[name].update(values)
        for name in wanted:
            if failing in ([], [name]):
                found.without[name] += 1
    return found
