"""Which requirements want hours that no other may count, and which alternatives could be chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice, product

from endorsement.rules.circumstances import Circumstances, true_of
from endorsement.rules.criteria import Criterion, Group, Hours
from endorsement.rules.facts import Entry, Portfolio
from endorsement.rules.hours import screened
from endorsement.rules.screening import Sorted
from endorsement.rules.terms import Terms, terms_of
from endorsement.rules.verdict import State, Verdict

Judge = Callable[[Criterion, Portfolio, Circumstances], Verdict]

MOST_SELECTIONS = 256
"""So many ways to choose alternatives are tried; more would need several large groups at once."""


@dataclass(slots=True, eq=False)
class Claim:
    """A requirement with its needs and with the entries it may count."""

    criterion: Hours
    terms: Terms
    found: Sorted
    keys: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.keys = frozenset(entry.key for entry in (*self.found.sure, *self.found.pending))

    @property
    def id(self) -> str:
        return self.criterion.id

    def entries(self, *, hoped: bool) -> list[Entry]:
        """What counts, and what may yet count where one hopes; oldest first."""
        if not hoped or not self.found.pending:
            return self.found.sure
        both = [*self.found.sure, *self.found.pending]
        return sorted(both, key=lambda one: (one.dated_on, one.key))


@dataclass(frozen=True, slots=True)
class Selection:
    """Claims that would together meet everything; `unmet`: how much else would still be missing."""

    claims: tuple[str, ...] = ()
    unmet: int = 0


def claims_of(tree: Criterion, portfolio: Portfolio, known: Circumstances) -> dict[str, Claim]:
    """Every claim of a tree by the id of its requirement, in the tree's order."""
    found: dict[str, Claim] = {}
    for one in _applying(tree, portfolio, known):
        if isinstance(one, Hours) and not one.shared:
            terms = terms_of(one, portfolio, known)
            if terms.need:
                found[one.id] = Claim(one, terms, screened(one, terms, portfolio, known))
    return found


def _applying(one: Criterion, portfolio: Portfolio, known: Circumstances) -> Iterator[Criterion]:
    if _settled(one, portfolio, known):
        return
    yield one
    if isinstance(one, Group):
        for child in one.children:
            yield from _applying(child, portfolio, known)


def _settled(one: Criterion, portfolio: Portfolio, known: Circumstances) -> bool:
    """Whether nothing is asked: the condition does not hold, or the association waives it."""
    waived = one.waivable and one.id in known.decisions.waived
    return waived or not true_of(one.when, portfolio, known)


@dataclass(frozen=True, slots=True)
class Selecting:
    """Finds the ways to choose alternatives, best ones first as far as hours do not matter.

    `hoped`: what somebody's decision may still turn into a yes counts as one.
    """

    claims: dict[str, Claim]
    portfolio: Portfolio
    known: Circumstances
    judge: Judge
    hoped: bool

    def of(self, one: Criterion, *, inside: bool = False) -> list[Selection]:
        """The selections of a requirement; always one at least. `inside` an alternative, what needs
        no hours is judged as well: it decides whether the alternative is worth choosing.
        """
        if one.id in self.claims:
            return [Selection((one.id,))]
        if _settled(one, self.portfolio, self.known):
            return [Selection()]
        wants_hours = any(child.id in self.claims for child in one.walk())
        if not isinstance(one, Group) or not wants_hours:
            return [Selection(unmet=1 if inside and not self._met(one) else 0)]
        applying = [
            child for child in one.children if true_of(child.when, self.portfolio, self.known)
        ]
        need = len(applying) if one.need is None else min(one.need, len(applying))
        if need == len(applying):
            return _together([self.of(child, inside=inside) for child in applying])
        found: list[Selection] = []
        for chosen in combinations([self.of(child, inside=True) for child in applying], need):
            found += _together(chosen)
        return _fewest_unmet(found)

    def _met(self, one: Criterion) -> bool:
        state = self.judge(one, self.portfolio, self.known).state
        return state is State.MET or (self.hoped and state is State.NOT_YET_ASSESSABLE)


def _together(listed: Sequence[Sequence[Selection]]) -> list[Selection]:
    found = [
        Selection(
            tuple(claim for one in chosen for claim in one.claims), sum(one.unmet for one in chosen)
        )
        for chosen in islice(product(*listed), MOST_SELECTIONS)
    ]
    return _fewest_unmet(found)


def _fewest_unmet(found: Sequence[Selection]) -> list[Selection]:
    least = min(one.unmet for one in found)
    kept = [one for one in found if one.unmet == least]
    # Hours that nobody has to ask for need not be divided.
    free = [one for one in kept if not one.claims]
    return free[:1] or kept[:MOST_SELECTIONS]
