"""Requirements that may not count the same hours: who gets which, found for all of them at once.

Of alternatives, those are chosen with which least is missing in the end; the others count what these
leave, so that an hour is seen once, whatever one looks at. Hours are
divided by a flow first; where that leaves something missing that a requirement could have had on
its own, the exact program decides, for every stretch of time and main provider.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice, product

from endorsement.rules.allocation import OnDemand, Supply, divide
from endorsement.rules.choices import Choice, choices, from_main, longest_stretch
from endorsement.rules.circumstances import Circumstances
from endorsement.rules.claims import Claim, Judge, Selecting, Selection, claims_of
from endorsement.rules.criteria import Criterion, Hours
from endorsement.rules.facts import Entry, Hundredths, Portfolio
from endorsement.rules.hours import best_plan, filled, main_need_of, whole_need
from endorsement.rules.joint import Bid, counted
from endorsement.rules.terms import Part, Terms

Allowances = dict[str, dict[str, Hundredths]]
"""Requirement id -> entry key -> how much of it the requirement may count."""

MOST_CHOICES = 256
"""So many combinations of stretches of time and main providers are tried for one set of rivals."""


def allowances(
    tree: Criterion, portfolio: Portfolio, known: Circumstances, judge: Judge
) -> tuple[Allowances, Allowances]:
    """What each requirement may count of each entry, surely and hopefully; others are free."""
    if not _may_meet([one for one in tree.walk() if isinstance(one, Hours) and not one.shared]):
        return {}, {}
    claims = claims_of(tree, portfolio, known)
    if not any(_compete(one, other) for one, other in _pairs(claims.values())):
        return {}, {}
    surely = Selecting(claims, portfolio, known, judge, hoped=False)
    hopefully = replace(surely, hoped=True)
    selections, hoped_ones = surely.of(tree), hopefully.of(tree)
    sure = _best(selections, claims, hoped=False)
    if selections == hoped_ones and not any(one.found.pending for one in claims.values()):
        return sure, sure
    return sure, _best(hoped_ones, claims, hoped=True)


def _may_meet(separate: Sequence[Hours]) -> bool:
    kinds = [kind for one in separate for kind in set(one.entries.kinds)]
    return len(set(kinds)) < len(kinds)


def _pairs(claims: Iterable[Claim]) -> Iterable[tuple[Claim, Claim]]:
    listed = list(claims)
    return ((one, other) for at, one in enumerate(listed) for other in listed[:at])


def _share(one: Claim, other: Claim) -> bool:
    return (
        other.id in one.criterion.shares_hours_with or one.id in other.criterion.shares_hours_with
    )


def _compete(one: Claim, other: Claim) -> bool:
    return not _share(one, other) and not one.keys.isdisjoint(other.keys)


def _best(
    selections: Sequence[Selection], claims: Mapping[str, Claim], *, hoped: bool
) -> Allowances:
    pools = _Pools(hoped=hoped)
    best: tuple[Hundredths, Sequence[str], Allowances] | None = None
    for selection in selections:
        missing, given = pools.divided([claims[one] for one in selection.claims])
        if best is None or missing < best[0]:
            best = (missing, selection.claims, given)
        if not missing:
            break
    if best is None:
        return {}
    _missing, chosen, given = best
    taken = pools.counted([claims[one] for one in chosen], given)
    for one in claims.values():
        if one.id in chosen:
            continue
        rivals = [claims[other] for other in taken if _compete(one, claims[other])]
        if not rivals:
            # Free to count everything, and a rival of those that were not chosen either.
            taken = pools.counted([one], taken)
            continue
        groups = _groups([one, *rivals])
        amounts = _amounts([one, *rivals], hoped=hoped)
        left = {entry.key: _free(entry, most, one, groups, taken) for entry, most in amounts}
        given[one.id] = taken[one.id] = left
    return given


class _Pools:
    """Divides claims; what was found out about some of them is kept for the next selection."""

    def __init__(self, *, hoped: bool) -> None:
        self.hoped = hoped
        self._found: dict[tuple[str, ...], tuple[Hundredths, Allowances]] = {}

    def divided(self, claims: Sequence[Claim]) -> tuple[Hundredths, Allowances]:
        """How much is missing in all, and what each claim that has rivals may count."""
        missing, given = 0, Allowances()
        for pool in _pools(claims):
            key = tuple(claim.id for claim in pool)
            if key not in self._found:
                self._found[key] = self._pool(pool)
            more, own = self._found[key]
            missing += more
            given.update(own)
        return missing, given

    def counted(self, claims: Sequence[Claim], given: Allowances) -> Allowances:
        """What was given, and what the claims without rivals count."""
        found = dict(given)
        for claim in claims:
            if claim.id not in found:
                plan = best_plan(claim.criterion, claim.terms, claim.entries(hoped=self.hoped))
                found[claim.id] = plan.division.counted
        return found

    def _pool(self, pool: Sequence[Claim]) -> tuple[Hundredths, Allowances]:
        wanted = sum(whole_need(claim.criterion, claim.terms) for claim in pool)
        if len(pool) == 1:
            return wanted - self._had(pool, {pool[0].id: None}), {}
        groups = _groups(pool)
        amounts = _amounts(pool, hoped=self.hoped)
        given = _with_rest(pool, groups, amounts, _flowing(pool, amounts))
        have = self._had(pool, given)
        most = have
        if have < wanted and not all(_flows(claim) for claim in pool):
            # Where each has as much as it would have alone, there is nothing to win.
            most = self._had(pool, {claim.id: None for claim in pool})
        if have < most:
            for bids in self._ways(pool):
                found = counted(bids, _numbered(pool, groups))
                own = dict(zip((claim.id for claim in pool), found, strict=True))
                better = _with_rest(pool, groups, amounts, own)
                reached = self._had(pool, better)
                if reached > have:
                    have, given = reached, better
                if have == most:
                    break
        return wanted - have, given

    def _had(
        self, pool: Sequence[Claim], given: Mapping[str, Mapping[str, Hundredths] | None]
    ) -> Hundredths:
        """How far the needs are met with what was given; None: with everything."""
        have = 0
        for claim in pool:
            terms = replace(claim.terms, allowed=given[claim.id])
            plan = best_plan(claim.criterion, terms, claim.entries(hoped=self.hoped))
            have += filled(claim.criterion, terms, plan)
        return have

    def _ways(self, pool: Sequence[Claim]) -> Iterator[list[Bid]]:
        """The bids of every combination of stretches of time and main providers."""
        listed = [list(choices(claim.criterion, claim.entries(hoped=self.hoped))) for claim in pool]
        for chosen in islice(product(*listed), MOST_CHOICES):
            yield [_bid(claim, choice) for claim, choice in zip(pool, chosen, strict=True)]


def _bid(claim: Claim, choice: Choice) -> Bid:
    return Bid(
        terms=claim.terms,
        entries=choice.entries,
        from_main=from_main(choice),
        main_need=main_need_of(claim.criterion, claim.terms) if choice.main is not None else 0,
    )


def _flows(claim: Claim) -> bool:
    """Whether a flow is all it takes: a total without parts or limits, and nothing to choose."""
    terms, criterion = claim.terms, claim.criterion
    chosen = longest_stretch(criterion) is not None or main_need_of(criterion, terms) > 0
    limited = bool(terms.caps) or terms.most is not None
    return not (terms.sets or limited or chosen or criterion.shares_hours_with)


def _pools(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims that compete, directly or through others, in the order of the requirements."""
    pools: list[list[Claim]] = []
    for claim in claims:
        rivals = [pool for pool in pools if any(_compete(claim, other) for other in pool)]
        joined = [one for pool in rivals for one in pool]
        pools = [pool for pool in pools if pool not in rivals]
        pools.append([*joined, claim])
    order = {claim.id: at for at, claim in enumerate(claims)}
    return [sorted(pool, key=lambda one: order[one.id]) for pool in pools]


# --- Who counts an hour once ----------------------------------------------------------------------

Groups = list[frozenset[str]]
"""Ids of claims that all compete with each other: an hour counts once within a group."""


def _groups(pool: Sequence[Claim]) -> Groups:
    rivals = {
        one.id: {other.id for other in pool if other is not one and not _share(one, other)}
        for one in pool
    }
    found: Groups = []

    def grow(group: frozenset[str], open_: set[str], done: set[str]) -> None:
        if not open_ and not done:
            found.append(group)
        for one in sorted(open_):
            grow(group | {one}, open_ & rivals[one], done & rivals[one])
            open_ = open_ - {one}
            done = done | {one}

    grow(frozenset(), set(rivals), set())
    return found


def _numbered(pool: Sequence[Claim], groups: Groups) -> list[frozenset[int]]:
    numbers = {claim.id: at for at, claim in enumerate(pool)}
    return [frozenset(numbers[one] for one in group) for group in groups]


Amounts = list[tuple[Entry, Hundredths]]


def _amounts(pool: Sequence[Claim], *, hoped: bool) -> Amounts:
    """Every entry that somebody claims, oldest first, with the most that anybody could count."""
    entries: dict[str, Entry] = {}
    most: dict[str, Hundredths] = {}
    for claim in pool:
        for entry in claim.entries(hoped=hoped):
            entries[entry.key] = entry
            most[entry.key] = max(most.get(entry.key, 0), claim.terms.hours(entry))
    ordered = sorted(entries.values(), key=lambda one: (one.dated_on, one.key))
    return [(entry, most[entry.key]) for entry in ordered]


def _free(
    entry: Entry, most: Hundredths, claim: Claim, groups: Groups, given: Allowances
) -> Hundredths:
    """How much of an entry a claim may count, whoever else has how much of it."""
    taken = max(
        (
            sum(given[one].get(entry.key, 0) for one in group if one != claim.id and one in given)
            for group in groups
            if claim.id in group
        ),
        default=0,
    )
    return min(claim.terms.asked(entry), most - taken) if entry.key in claim.keys else 0


def _with_rest(
    pool: Sequence[Claim], groups: Groups, amounts: Amounts, given: Allowances
) -> Allowances:
    """What nobody needs goes to the first that can count it."""
    for entry, most in amounts:
        for claim in pool:
            given[claim.id][entry.key] = _free(entry, most, claim, groups, given)
    return given


# --- The flow -------------------------------------------------------------------------------------

Ask = tuple[str, Hundredths, Part | None]


def _flowing(pool: Sequence[Claim], amounts: Amounts) -> Allowances:
    """A division by parts and rests of totals, limits aside; who may share with another, waits."""
    bidding: list[tuple[Claim, list[Ask]]] = []
    for claim in pool:
        if not any(_share(claim, other) for other, _ in bidding):
            bidding.append((claim, _asks(claim.terms)))
    by_key = {entry.key: (entry, most) for entry, most in amounts}
    supplies = OnDemand(
        list(by_key), lambda key: Supply(by_key[key][1], _bids(bidding, by_key[key][0]))
    )
    quotas = {f"{claim.id}|{name}": need for claim, asks in bidding for name, need, _ in asks}
    given: Allowances = {claim.id: {} for claim in pool}
    flow = divide(supplies, quotas)
    for claim, asks in bidding:
        own = given[claim.id]
        for name, _need, _part in asks:
            for key, amount in flow[f"{claim.id}|{name}"].items():
                own[key] = own.get(key, 0) + amount
    return given


def _asks(terms: Terms) -> list[Ask]:
    """The parts of a requirement and the rest of its total; the total alone if they do not fit."""
    for _disjoint, listed in sorted(terms.sets, key=lambda one: not one[0]):
        rest = terms.need - sum(part.need for part in listed)
        if rest >= 0:
            parts = [(part.subject, part.need, part) for part in listed]
            return [*parts, ("rest", rest, None)]
    return [("rest", terms.need, None)]


def _bids(bidding: Sequence[tuple[Claim, list[Ask]]], entry: Entry) -> dict[str, Hundredths]:
    bids: dict[str, Hundredths] = {}
    for claim, asks in bidding:
        if entry.key not in claim.keys:
            continue
        amount = claim.terms.asked(entry)
        for name, _need, part in asks:
            share = claim.terms.share(entry, part, disjoint=True) if part else amount
            bids[f"{claim.id}|{name}"] = min(amount, share)
    return bids
