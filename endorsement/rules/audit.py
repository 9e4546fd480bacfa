"""Drawing the sample of an audit: the same seed and the same list always give the same sample.

Everybody in the list gets a number: the SHA-256 of the seed, a colon and the reference of their
endorsement, written in hexadecimal. The lowest numbers are drawn, as many as the percentage of the list,
rounded up. So anybody who knows the seed and the list can repeat it:

    echo -n "<seed>:<reference>" | sha256sum

People who were reinstated are drawn in any case; the percentage is taken of the others.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

METHOD = "sha256-lowest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """An endorsement in the list. `percent` is what its edition audits; `always`: drawn in any case."""

    reference: str
    percent: int
    always: bool = False


def rank(seed: str, reference: str) -> str:
    """The number of a reference under a seed, in hexadecimal."""
    return hashlib.sha256(f"{seed}:{reference}".encode()).hexdigest()


def size(count: int, percent: int) -> int:
    """How many of so many: rounded up, so that a small association's sample is never empty."""
    return -(-count * percent // 100)


def drawn(seed: str, entrants: Iterable[Entrant]) -> frozenset[str]:
    """The references that are drawn. Under several percentages each is taken of its own part."""
    chosen: set[str] = set()
    parts: dict[int, set[str]] = defaultdict(set)
    for one in entrants:
        if one.always:
            chosen.add(one.reference)
        else:
            parts[one.percent].add(one.reference)
    for percent, references in parts.items():
        order = sorted(references, key=lambda reference: rank(seed, reference))
        chosen |= set(order[: size(len(references), percent)])
    return frozenset(chosen)
