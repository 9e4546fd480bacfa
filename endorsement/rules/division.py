"""How the hours of some entries are counted toward a requirement: the total and every part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from endorsement.rules.allocation import OnDemand, Supply, divide
from endorsement.rules.facts import Entry, Hundredths
from endorsement.rules.joint import Bid
from endorsement.rules.joint import counted as counted_toward
from endorsement.rules.terms import Limit, Part, Terms

Amounts = dict[str, Hundredths]
Over = tuple[str, Limit | None, Hundredths]


@dataclass(slots=True)
class Division:
    """What is counted of each entry, what is over a limit, and what serves each part."""

    counted: Amounts
    over: list[Over] = field(default_factory=list)
    parts: dict[Part, Amounts] = field(default_factory=dict)

    @property
    def have(self) -> Hundredths:
        """All that is counted."""
        return sum(self.counted.values())

    def part(self, part: Part) -> Hundredths:
        """What serves a part."""
        return sum(self.parts[part].values())


def divided(
    terms: Terms,
    entries: Sequence[Entry],
    *,
    from_main: frozenset[str] = frozenset(),
    main_need: Hundredths = 0,
) -> Division:
    """Count as much as possible; where a limit binds, the hours that serve the most needs.

    `main_need` of what is counted should come from the entries `from_main`.
    """
    amounts = {entry.key: terms.amount(entry) for entry in entries}
    counted = amounts
    if _bind(terms, entries, amounts):
        bid = Bid(terms=terms, entries=entries, from_main=from_main, main_need=main_need)
        counted = _within_limits(bid, amounts)
    over = [
        (entry.key, _limit(terms, entry), amounts[entry.key] - counted.get(entry.key, 0))
        for entry in entries
        if counted.get(entry.key, 0) < amounts[entry.key]
    ]
    parts: dict[Part, Amounts] = {}
    for disjoint, listed in terms.sets:
        parts.update(_parts(terms, entries, counted, listed, disjoint=disjoint))
    return Division({key: amount for key, amount in counted.items() if amount}, over, parts)


def _limit(terms: Terms, entry: Entry) -> Limit | None:
    """The tightest limit over an entry, for the people who read why it does not count."""
    limits = terms.limits(entry)
    return min(limits, key=lambda one: (terms.caps[one], one)) if limits else None


def _bind(terms: Terms, entries: Sequence[Entry], amounts: Mapping[str, Hundredths]) -> bool:
    if terms.most is not None and sum(amounts.values()) > terms.most:
        return True
    under: dict[Limit, Hundredths] = {}
    for entry in entries if terms.caps else ():
        for limit in terms.limits(entry):
            under[limit] = under.get(limit, 0) + amounts[entry.key]
    return any(amount > terms.caps[limit] for limit, amount in under.items())


def _within_limits(bid: Bid, amounts: Amounts) -> Amounts:
    """One divided set under limits that exclude each other is one flow; anything else a program."""
    terms, limits = bid.terms, {entry.key: bid.terms.limits(entry) for entry in bid.entries}
    one_set = len(terms.sets) == 1 and terms.sets[0][0] and not bid.main_need
    if one_set and all(len(listed) < 2 for listed in limits.values()):
        limit_of = {key: _name(*listed) for key, listed in limits.items()}
        caps = {_name(limit): most for limit, most in terms.caps.items()}
        flowing = _flowing(terms, bid.entries, amounts, limit_of, caps)
        return topped_up(amounts, limit_of, flowing, caps, terms.most)
    (found,) = counted_toward([bid])
    return found


def _name(*limits: Limit) -> str:
    return ".".join(limits[0]) if limits else ""


def topped_up(
    amounts: Mapping[str, Hundredths],
    limit_of: Mapping[str, str],
    counted: Mapping[str, Hundredths],
    limits: Mapping[str, Hundredths],
    most: Hundredths | None,
) -> Amounts:
    """What is counted, filled up with the oldest as far as the limits allow."""
    room = dict(limits)
    for key, amount in counted.items():
        if limit_of[key]:
            room[limit_of[key]] -= amount
    left = None if most is None else most - sum(counted.values())
    found: Amounts = {}
    for key, amount in amounts.items():
        own = counted.get(key, 0)
        more = amount - own
        if limit_of[key]:
            more = min(more, room[limit_of[key]])
            room[limit_of[key]] -= more
        if left is not None:
            more = min(more, left)
            left -= more
        found[key] = own + more
    return found


def _flowing(
    terms: Terms,
    entries: Sequence[Entry],
    amounts: Mapping[str, Hundredths],
    limit_of: Mapping[str, str],
    caps: Mapping[str, Hundredths],
) -> Amounts:
    """With one divided set the parts and the rest of the total are one flow under the limits."""
    ((_disjoint, listed),) = terms.sets
    needs = {part.subject: part.need for part in listed}
    needs["rest"] = max(0, terms.need - sum(needs.values()))
    by_key = {entry.key: entry for entry in entries}

    def supply(key: str) -> Supply:
        shares = {part.subject: terms.share(by_key[key], part, disjoint=True) for part in listed}
        return Supply(amounts[key], {**shares, "rest": amounts[key]}, limit_of[key])

    supplies = OnDemand(list(by_key), supply)
    found: Amounts = {}
    for given in divide(supplies, needs, caps).values():
        for key, amount in given.items():
            found[key] = found.get(key, 0) + amount
    return found


def _parts(
    terms: Terms,
    entries: Sequence[Entry],
    counted: Mapping[str, Hundredths],
    listed: Sequence[Part],
    *,
    disjoint: bool,
) -> dict[Part, Amounts]:
    if not disjoint:
        return {part: _serving(terms, entries, counted, part) for part in listed}
    by_key = {entry.key: entry for entry in entries}
    supplies = OnDemand(
        list(by_key),
        lambda key: Supply(
            counted.get(key, 0),
            {part.subject: terms.share(by_key[key], part, disjoint=True) for part in listed},
        ),
    )
    found = divide(supplies, {part.subject: part.need for part in listed})
    return {part: found[part.subject] for part in listed}


def _serving(
    terms: Terms, entries: Sequence[Entry], counted: Mapping[str, Hundredths], part: Part
) -> Amounts:
    serving: Amounts = {}
    for entry in entries:
        amount = min(counted.get(entry.key, 0), terms.share(entry, part, disjoint=False))
        if amount:
            serving[entry.key] = amount
    return serving
