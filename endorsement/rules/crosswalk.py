"""Competencies of frameworks that an edition does not read, as those that it does.

A crosswalk belongs to an edition: "whoever covered this there has covered that here". It is one step:
what was reached through it leads nowhere further.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from endorsement.rules.facts import Entry, Portfolio, area_of, covers

Crosswalk = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs of an area or competency of another framework and what it stands for here."""


def translated(portfolio: Portfolio, crosswalk: Crosswalk) -> Portfolio:
    """The portfolio as an edition with this crosswalk reads it; the same one where nothing changes.

    Remembered with the facts, as every category of an edition asks for it.
    """
    if not crosswalk:
        return portfolio
    key = ("crosswalk", crosswalk)
    if key not in portfolio.memory and portfolio.base is not None:
        portfolio.memory[key] = translated(portfolio.base, crosswalk).grown(
            entries=tuple(_translated(entry, crosswalk) for entry in portfolio.added),
            references=portfolio.references[len(portfolio.base.references) :],
            signatures=portfolio.signatures[len(portfolio.base.signatures) :],
        )
    if key not in portfolio.memory:
        entries = tuple(_translated(entry, crosswalk) for entry in portfolio.entries)
        same = all(one is other for one, other in zip(entries, portfolio.entries, strict=True))
        portfolio.memory[key] = None if same else replace(portfolio, entries=entries)
    return portfolio.memory[key] or portfolio


def _translated(entry: Entry, crosswalk: Crosswalk) -> Entry:
    """An entry covers what is mapped besides what it covers itself; hours move to the first target.

    Hours of a division stay the hours that they are: they cannot stand in two areas.
    """
    reached = {
        target for source, targets in crosswalk if covers(entry, source) for target in targets
    }
    moved = dict(_divided(entry, crosswalk))
    if reached <= entry.covers and moved == dict(entry.split):
        return entry
    return replace(entry, covers=entry.covers | reached, split=moved)


def _divided(entry: Entry, crosswalk: Crosswalk) -> Iterator[tuple[str, int]]:
    first = {source: targets[0] for source, targets in crosswalk}
    sums: dict[str, int] = {}
    for reference, hours in entry.split.items():
        target = first.get(reference) or first.get(area_of(reference)) or reference
        sums[target] = sums.get(target, 0) + hours
    yield from sums.items()
