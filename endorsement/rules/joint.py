"""Counting hours toward one or several requirements, as well as any way of counting could.

Every hour goes to one requirement and there to one part of each divided set; overlapping parts all
take it. Limits hold, and what is made as great as can be is the sum of min(have, need) over all
needs; then the first need, the second, and so on; then what is counted of the oldest hours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from endorsement.rules.facts import Entry, Hundredths
from endorsement.rules.linear import Program, greatest
from endorsement.rules.terms import Limit, Terms

Amounts = dict[str, Hundredths]
Shares = tuple[tuple[int, Hundredths], ...]
"""How many hours can serve a need, by its number; needs that none can serve are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bid:
    """A requirement, the entries it may count, and how much must come from one provider."""

    terms: Terms
    entries: Sequence[Entry]
    from_main: frozenset[str] = frozenset()
    main_need: Hundredths = 0


@dataclass(frozen=True, slots=True)
class _Use:
    """What a bid can make of a lot: overlapping parts in `serves`, one set each in `divided`."""

    bid: int
    amount: Hundredths
    limits: tuple[Limit, ...]
    serves: Shares
    divided: tuple[Shares, ...]

    @property
    def whole(self) -> bool:
        """Whether every hour of it can serve all that any of them can."""
        listed = (self.serves, *self.divided)
        return all(share == self.amount for shares in listed for _need, share in shares)

    def of(self, amount: Hundredths) -> _Use:
        """The same use of another amount, where every hour is like any other."""
        serves = tuple((need, amount) for need, _ in self.serves)
        divided = tuple(tuple((need, amount) for need, _ in shares) for shares in self.divided)
        return _Use(self.bid, amount, self.limits, serves, divided)


@dataclass(slots=True)
class _Lot:
    """Hours that can be used alike, of one entry or several; oldest first."""

    uses: tuple[_Use, ...]
    parts: list[tuple[str, Hundredths]] = field(default_factory=list)

    @property
    def hours(self) -> Hundredths:
        return sum(amount for _, amount in self.parts)


@dataclass(slots=True)
class _Needs:
    """The needs of all bids, numbered through, and where those of each bid begin."""

    amounts: list[Hundredths] = field(default_factory=list)
    begin: list[int] = field(default_factory=list)

    def add(self, bid: Bid) -> None:
        self.begin.append(len(self.amounts))
        parts = [part.need for _disjoint, listed in bid.terms.sets for part in listed]
        self.amounts += [bid.terms.need, *parts, bid.main_need]


def counted(bids: Sequence[Bid], groups: Iterable[frozenset[int]] | None = None) -> list[Amounts]:
    """How much of each entry every bid counts, by entry key.

    `groups`: within each an hour is counted once; None: once altogether. Bids that are in no group
    together may count the same hours.
    """
    together = [frozenset(range(len(bids)))] if groups is None else list(groups)
    needs = _Needs()
    for bid in bids:
        needs.add(bid)
    lots = _lots(bids, needs, merge=len(together) == 1)
    model = _Model(needs)
    for lot in lots:
        model.add(lot, together)
    values = model.solved(bids)
    found: list[Amounts] = [{} for _ in bids]
    for lot, columns in zip(lots, model.columns, strict=True):
        amounts = {bid: sum(values[at] for at in listed) for bid, listed in columns.items()}
        _hand_out(lot, amounts, found, alone=len(together) > 1)
    return found


def _lots(bids: Sequence[Bid], needs: _Needs, *, merge: bool) -> list[_Lot]:
    entries = {entry.key: entry for bid in bids for entry in bid.entries}
    claimed = [frozenset(entry.key for entry in bid.entries) for bid in bids]
    lots: dict[object, _Lot] = {}
    for entry in sorted(entries.values(), key=lambda one: (one.dated_on, one.key)):
        uses = tuple(
            use
            for at, bid in enumerate(bids)
            if entry.key in claimed[at] and (use := _use(at, bid, entry, needs)).amount
        )
        if not uses:
            continue
        hours = uses[0].amount
        if len(uses) > 1:
            hours = max(bids[use.bid].terms.hours(entry) for use in uses)
        alike = merge and all(use.amount == hours and use.whole for use in uses)
        sort = tuple(use.of(1) for use in uses) if alike else entry.key
        lot = lots.setdefault(sort, _Lot(uses))
        lot.parts.append((entry.key, hours))
    for lot in lots.values():
        if len(lot.parts) > 1:
            lot.uses = tuple(use.of(lot.hours) for use in lot.uses)
    return list(lots.values())


def _use(at: int, bid: Bid, entry: Entry, needs: _Needs) -> _Use:
    terms, amount = bid.terms, bid.terms.amount(entry)
    number = needs.begin[at]
    serves, divided = [(number, amount)], []
    for disjoint, listed in terms.sets:
        shares = []
        for part in listed:
            number += 1
            share = min(amount, terms.share(entry, part, disjoint=disjoint))
            if share:
                shares.append((number, share))
        if disjoint:
            divided.append(tuple(shares))
        else:
            serves += shares
    if entry.key in bid.from_main:
        serves.append((number + 1, amount))
    return _Use(at, amount, terms.limits(entry), tuple(serves), tuple(divided))


class _Model:
    """The program: columns are hours of a lot that one bid counts and that serve the same needs."""

    def __init__(self, needs: _Needs) -> None:
        self.program = Program()
        self.needs = needs
        self.reach = [self.program.variable() for _ in needs.amounts]
        self.supply: list[list[int]] = [[] for _ in needs.amounts]
        self.under: dict[tuple[int, Limit], list[int]] = {}
        self.columns: list[dict[int, list[int]]] = []

    def add(self, lot: _Lot, groups: Sequence[frozenset[int]]) -> None:
        columns = {use.bid: self._columns(use) for use in lot.uses}
        rows = {tuple(at for at in columns if at in group) for group in groups}
        for bids in sorted(rows):
            self._at_most((at for bid in bids for at in columns[bid]), lot.hours)
        for use in lot.uses:
            if use.amount < lot.hours:
                self._at_most(columns[use.bid], use.amount)
            for limit in use.limits:
                self.under.setdefault((use.bid, limit), []).extend(columns[use.bid])
        self.columns.append(columns)

    def _columns(self, use: _Use) -> list[int]:
        """A lot is cut where fewer of its hours serve overlapping parts."""
        columns: list[int] = []
        divided: dict[int, list[int]] = {}
        begun = 0
        for cut in sorted({share for _, share in use.serves}):
            serves = [need for need, share in use.serves if share >= cut]
            piece = []
            for chosen in product(*(_choices(shares, use.amount) for shares in use.divided)):
                at = self.program.variable()
                piece.append(at)
                for need in serves:
                    self.supply[need].append(at)
                for choice in chosen:
                    if choice is not None:
                        self.supply[choice].append(at)
                        divided.setdefault(choice, []).append(at)
            if len(use.serves) > 1 and (begun or cut < use.amount):
                self._at_most(piece, cut - begun)
            columns += piece
            begun = cut
        for shares in use.divided:
            for need, share in shares:
                if share < use.amount:
                    self._at_most(divided[need], share)
        return columns

    def _at_most(self, columns: Iterable[int], most: int) -> None:
        self.program.row(dict.fromkeys(columns, 1), most)

    def solved(self, bids: Sequence[Bid]) -> list[int]:
        for (number, limit), columns in self.under.items():
            self._at_most(columns, bids[number].terms.caps[limit])
        for at, bid in enumerate(bids):
            if bid.terms.most is not None:
                own = [one for columns in self.columns for one in columns.get(at, ())]
                self._at_most(own, bid.terms.most)
        for at, need in enumerate(self.needs.amounts):
            self.program.row({self.reach[at]: 1}, need)
            self.program.row({self.reach[at]: 1, **dict.fromkeys(self.supply[at], -1)}, 0)
        each = [{at: 1} for at in self.reach]
        oldest = [
            dict.fromkeys([at for listed in columns.values() for at in listed], 1)
            for columns in self.columns
        ]
        return greatest(self.program, [dict.fromkeys(self.reach, 1), *each, *oldest])


def _choices(shares: Shares, amount: Hundredths) -> list[int | None]:
    """The parts of a divided set that an hour can serve, or none where they are limited."""
    parts: list[int | None] = [need for need, _ in shares]
    free = any(share == amount for _, share in shares)
    return parts if free else [*parts, None]


def _hand_out(
    lot: _Lot, amounts: dict[int, Hundredths], found: Sequence[Amounts], *, alone: bool
) -> None:
    """Oldest first, earlier bids first; a lot of one entry may be counted by several bids."""
    left = dict(amounts)
    for key, hours in lot.parts:
        for bid, amount in left.items():
            own = min(amount, hours)
            if own:
                found[bid][key] = own
                left[bid] -= own
                hours -= 0 if alone else own
