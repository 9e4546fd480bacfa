"""How the hours of some entries are counted toward a requirement: the total and every part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from endorsement.rules.allocation import Supply, divide
from endorsement.rules.facts import Entry, Hundredths
from endorsement.rules.terms import Part, Terms

Amounts = dict[str, Hundredths]


@dataclass(slots=True)
class Division:
    """What is counted of each entry, what is over a limit, and what serves each part."""

    counted: Amounts
    over: list[tuple[str, str, Hundredths]] = field(default_factory=list)
    parts: dict[Part, Amounts] = field(default_factory=dict)

    @property
    def have(self) -> Hundredths:
        """All that is counted."""
        return sum(self.counted.values())

    def part(self, part: Part) -> Hundredths:
        """What serves a part."""
        return sum(self.parts[part].values())


def divided(terms: Terms, entries: Sequence[Entry]) -> Division:
    """Count as much as possible."""
    counted, over = _counted(terms, entries)
    parts: dict[Part, Amounts] = {}
    for disjoint, listed in terms.sets:
        parts.update(_parts(terms, entries, listed, disjoint=disjoint))
    return Division(counted, over, parts)


def _counted(
    terms: Terms, entries: Sequence[Entry]
) -> tuple[Amounts, list[tuple[str, str, Hundredths]]]:
    room = dict(terms.caps)
    left = terms.most
    counted: Amounts = {}
    over: list[tuple[str, str, Hundredths]] = []
    for entry in entries:
        amount = terms.amount(entry)
        limit = terms.limit(entry)
        taken = min(amount, room[limit]) if limit else amount
        if left is not None and taken > left:
            taken, limit = left, limit if taken <= left else ""
        if limit:
            room[limit] -= taken
        if left is not None:
            left -= taken
        if taken:
            counted[entry.key] = taken
        if taken < amount:
            over.append((entry.key, limit, amount - taken))
    return counted, over


def _parts(
    terms: Terms, entries: Sequence[Entry], listed: Sequence[Part], *, disjoint: bool
) -> dict[Part, Amounts]:
    supplies = {
        entry.key: Supply(
            terms.amount(entry),
            {part.subject: terms.share(entry, part, disjoint=disjoint) for part in listed},
            terms.limit(entry),
        )
        for entry in entries
    }
    if disjoint:
        found = divide(supplies, {part.subject: part.need for part in listed}, terms.caps)
        return {part: found[part.subject] for part in listed}
    everything = sum(supply.amount for supply in supplies.values())
    return {
        part: divide(supplies, {part.subject: everything}, terms.caps)[part.subject]
        for part in listed
    }
