"""Requirements that may not count the same hours: who gets which, found for all of them at once.

Every requirement asks for its parts and the rest of its total; one flow gives each hour to one of
them, as many needs as possible being filled, earlier requirements first. What nobody needs goes to
the first that can count it. Alternatives never take hours from anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from endorsement.rules.allocation import OnDemand, Supply, divide
from endorsement.rules.circumstances import Circumstances, true_of
from endorsement.rules.criteria import Criterion, Group, Hours
from endorsement.rules.facts import Entry, Hundredths, Portfolio
from endorsement.rules.hours import screened
from endorsement.rules.screening import Sorted
from endorsement.rules.terms import Part, Terms, terms_of

Allowances = dict[str, dict[str, Hundredths]]
"""Requirement id -> entry key -> how much of it the requirement may count."""


Ask = tuple[str, Hundredths, Part | None]


@dataclass(slots=True, eq=False)
class _Claim:
    criterion: Hours
    terms: Terms
    found: Sorted
    keys: frozenset[str]
    asks: Sequence[Ask]

    def entries(self, *, hoped: bool) -> list[Entry]:
        return [*self.found.sure, *(self.found.pending if hoped else ())]


def allowances(
    tree: Criterion, portfolio: Portfolio, known: Circumstances
) -> tuple[Allowances, Allowances]:
    """What each requirement may count of each entry, surely and hopefully; others are free."""
    separate = [one for one in _claiming(tree, portfolio, known) if not one.shared]
    if len(separate) < 2 or not _may_meet(separate):
        return {}, {}
    claims = []
    for one in separate:
        terms = terms_of(one, portfolio, known)
        found = screened(one, terms, portfolio, known)
        keys = frozenset(entry.key for entry in (*found.sure, *found.pending))
        claims.append(_Claim(one, terms, found, keys, _asks(terms)))
    sure: Allowances = {}
    hoped: Allowances = {}
    for pool in _pools(claims):
        sure.update(_divided(pool, hoped=False))
        hoped.update(_divided(pool, hoped=True))
    return sure, hoped


def _claiming(one: Criterion, portfolio: Portfolio, known: Circumstances) -> Iterator[Hours]:
    """The requirements for hours that all have to be met together."""
    if not true_of(one.when, portfolio, known):
        return
    if one.waivable and one.id in known.decisions.waived:
        return
    if isinstance(one, Hours):
        yield one
    if isinstance(one, Group) and one.need is None:
        for child in one.children:
            yield from _claiming(child, portfolio, known)


def _may_meet(separate: Sequence[Hours]) -> bool:
    kinds = [kind for one in separate for kind in set(one.entries.kinds)]
    return len(set(kinds)) < len(kinds)


def _shares(one: Hours, other: Hours) -> bool:
    return other.id in one.shares_hours_with or one.id in other.shares_hours_with


def _pools(claims: Sequence[_Claim]) -> list[list[_Claim]]:
    """Claims that compete, directly or through others, in the order of the requirements."""
    pools: list[list[_Claim]] = []
    for claim in claims:
        rivals = [
            pool
            for pool in pools
            if any(
                claim.keys & other.keys and not _shares(claim.criterion, other.criterion)
                for other in pool
            )
        ]
        joined = [one for pool in rivals for one in pool]
        pools = [pool for pool in pools if pool not in rivals]
        pools.append([*joined, claim])
    order = {claim.criterion.id: at for at, claim in enumerate(claims)}
    return [
        sorted(pool, key=lambda one: order[one.criterion.id]) for pool in pools if len(pool) > 1
    ]


def _divided(pool: Sequence[_Claim], *, hoped: bool) -> Allowances:
    bidding: list[_Claim] = []
    for claim in pool:
        if not any(_shares(claim.criterion, other.criterion) for other in bidding):
            bidding.append(claim)
    quotas = {(claim.criterion.id, name): need for claim in bidding for name, need, _ in claim.asks}
    amounts = _amounts(pool, hoped=hoped)
    supplies = OnDemand(
        list(amounts), lambda key: Supply(amounts[key][1], _bids(bidding, amounts[key][0]))
    )
    flow = divide(supplies, {"|".join(quota): need for quota, need in quotas.items()})
    given: Allowances = {claim.criterion.id: {} for claim in bidding}
    for claim_id, name in quotas:
        for key, amount in flow[f"{claim_id}|{name}"].items():
            given[claim_id][key] = given[claim_id].get(key, 0) + amount
    _hand_out_rest(bidding, amounts, given)
    for claim in pool:
        if claim not in bidding:
            given[claim.criterion.id] = _what_is_left(claim, bidding, amounts, given)
    return given


Amounts = dict[str, tuple[Entry, Hundredths]]


def _amounts(pool: Sequence[_Claim], *, hoped: bool) -> Amounts:
    """Every entry that somebody claims, oldest first, with the most that anybody could count."""
    entries: dict[str, Entry] = {}
    most: dict[str, Hundredths] = {}
    for claim in pool:
        for entry in claim.entries(hoped=hoped):
            entries[entry.key] = entry
            most[entry.key] = max(most.get(entry.key, 0), claim.terms.hours(entry))
    ordered = sorted(entries.values(), key=lambda one: (one.dated_on, one.key))
    return {entry.key: (entry, most[entry.key]) for entry in ordered}


def _asks(terms: Terms) -> list[Ask]:
    """The parts of a requirement and the rest of its total; the total alone if they do not fit."""
    for _disjoint, listed in sorted(terms.sets, key=lambda one: not one[0]):
        rest = terms.need - sum(part.need for part in listed)
        if rest >= 0:
            parts = [(part.subject, part.need, part) for part in listed]
            return [*parts, ("rest", rest, None)]
    return [("rest", terms.need, None)]


def _bids(bidding: Sequence[_Claim], entry: Entry) -> dict[str, Hundredths]:
    bids: dict[str, Hundredths] = {}
    for claim in bidding:
        if entry.key not in claim.keys:
            continue
        amount = claim.terms.amount(entry)
        for name, _need, part in claim.asks:
            share = claim.terms.share(entry, part, disjoint=True) if part else amount
            bids[f"{claim.criterion.id}|{name}"] = min(amount, share)
    return bids


def _hand_out_rest(bidding: Sequence[_Claim], amounts: Amounts, given: Allowances) -> None:
    for key, (entry, most) in amounts.items():
        left = most - sum(one.get(key, 0) for one in given.values())
        for claim in bidding:
            if key not in claim.keys:
                continue
            own = given[claim.criterion.id]
            more = min(left, claim.terms.amount(entry) - own.get(key, 0))
            own[key] = own.get(key, 0) + more
            left -= more


def _what_is_left(
    claim: _Claim, bidding: Sequence[_Claim], amounts: Amounts, given: Mapping[str, dict[str, int]]
) -> dict[str, Hundredths]:
    """For a requirement that shares with some of the others: all but what the rest of them took."""
    rivals = [one for one in bidding if not _shares(claim.criterion, one.criterion)]
    return {
        key: most - sum(given[one.criterion.id].get(key, 0) for one in rivals)
        for key, (_entry, most) in amounts.items()
    }
