"""What has to be chosen before hours can be counted: the stretch of time, the main provider."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from endorsement.rules.criteria import Hours, Supervision
from endorsement.rules.facts import Entry, Hundredths
from endorsement.rules.windows import ONE_DAY, Interval, add_months


@dataclass(frozen=True, slots=True)
class Choice:
    """Some of the entries: those in a stretch of time and by some of the providers."""

    entries: Sequence[Entry]
    stretch: Interval | None = None
    main: str | None = None


def longest_stretch(criterion: Hours) -> int | None:
    """The months from the first to the last counted day at most."""
    within = criterion.entries.within
    limits = [
        within.any_months if within else None,
        criterion.spread.at_most if criterion.spread else None,
    ]
    return min((months for months in limits if months is not None), default=None)


def choices(criterion: Hours, entries: Sequence[Entry]) -> Iterator[Choice]:
    """Every selection that could be best; none that another one contains."""
    months = longest_stretch(criterion)
    stretches = [(None, entries)] if months is None else _stretches(entries, months)
    for stretch, inside in stretches:
        if isinstance(criterion, Supervision) and criterion.sources is not None:
            for main, chosen in _by_source(inside, criterion.sources.others):
                yield Choice(chosen, stretch, main)
        else:
            yield Choice(inside, stretch)


def _stretches(
    entries: Sequence[Entry], months: int
) -> list[tuple[Interval | None, Sequence[Entry]]]:
    found: list[tuple[Interval | None, Sequence[Entry]]] = []
    end = 0
    for start, first in enumerate(entries):
        if start and entries[start - 1].dated_on == first.dated_on:
            continue
        last = add_months(first.dated_on, months) - ONE_DAY
        before = end
        while end < len(entries) and entries[end].dated_on <= last:
            end += 1
        # A later start that reaches no further holds nothing new.
        if start == 0 or end > before:
            found.append(((first.dated_on, last), entries[start:end]))
    return found or [(None, ())]


def source_of(entry: Entry) -> str:
    """Who gave it."""
    return entry.provider.ref if entry.provider else ""


def _by_source(entries: Sequence[Entry], others: int) -> Iterator[tuple[str, Sequence[Entry]]]:
    sources = sorted({source_of(entry) for entry in entries})
    if not sources:
        yield "", ()
    for main in sources:
        rest = [one for one in sources if one != main]
        for chosen in combinations(rest, min(others, len(rest))):
            allowed = {main, *chosen}
            yield main, [entry for entry in entries if source_of(entry) in allowed]


def from_main(choice: Choice) -> frozenset[str]:
    """The keys of the entries that the chosen main provider gave."""
    if choice.main is None:
        return frozenset()
    return frozenset(entry.key for entry in choice.entries if source_of(entry) == choice.main)


def main_need(need: Hundredths, percent: int) -> Hundredths:
    """More than so many percent of the need: the least that is more."""
    return need * percent // 100 + 1
