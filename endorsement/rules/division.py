"""How the hours of some entries are counted toward a requirement: the total and every part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from endorsement.rules.allocation import OnDemand, Supply, divide
from endorsement.rules.facts import Entry, Hundredths
from endorsement.rules.limits import Piece, chosen, topped_up
from endorsement.rules.terms import Part, Terms

Amounts = dict[str, Hundredths]
Over = tuple[str, str, Hundredths]


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


def divided(terms: Terms, entries: Sequence[Entry]) -> Division:
    """Count as much as possible; where a limit binds, the hours that serve the most needs."""
    amounts = {entry.key: terms.amount(entry) for entry in entries}
    counted = _within_limits(terms, entries, amounts) if _bind(terms, entries, amounts) else amounts
    over = [
        (entry.key, terms.limit(entry), amounts[entry.key] - counted[entry.key])
        for entry in entries
        if counted[entry.key] < amounts[entry.key]
    ]
    parts: dict[Part, Amounts] = {}
    for disjoint, listed in terms.sets:
        parts.update(_parts(terms, entries, counted, listed, disjoint=disjoint))
    return Division({key: amount for key, amount in counted.items() if amount}, over, parts)


def _bind(terms: Terms, entries: Sequence[Entry], amounts: Mapping[str, Hundredths]) -> bool:
    if terms.most is not None and sum(amounts.values()) > terms.most:
        return True
    under: dict[str, Hundredths] = {}
    for entry in entries if terms.caps else ():
        limit = terms.limit(entry)
        if limit:
            under[limit] = under.get(limit, 0) + amounts[entry.key]
    return any(amount > terms.caps[limit] for limit, amount in under.items())


def _within_limits(
    terms: Terms, entries: Sequence[Entry], amounts: Mapping[str, Hundredths]
) -> Amounts:
    if len(terms.sets) == 1 and terms.sets[0][0]:
        limit_of = {entry.key: terms.limit(entry) for entry in entries}
        flowing = _flowing(terms, entries, amounts)
        return topped_up(amounts, limit_of, flowing, terms.caps, terms.most)
    places: dict[Part, int] = {}
    for _disjoint, listed in terms.sets:
        for part in listed:
            places[part] = len(places) + 1
    pieces = [
        piece
        for entry in entries
        if amounts[entry.key]
        for piece in _pieces(terms, entry, amounts[entry.key], places)
    ]
    needs = [terms.need, *(part.need for part in places)]
    found = chosen(pieces, needs, terms.caps, terms.most)
    return {entry.key: found.get(entry.key, 0) for entry in entries}


def _flowing(terms: Terms, entries: Sequence[Entry], amounts: Mapping[str, Hundredths]) -> Amounts:
    """With one divided set the parts and the rest of the total are one flow under the limits."""
    ((_disjoint, listed),) = terms.sets
    needs = {part.subject: part.need for part in listed}
    needs["rest"] = max(0, terms.need - sum(needs.values()))
    by_key = {entry.key: entry for entry in entries}

    def supply(key: str) -> Supply:
        shares = {part.subject: terms.share(by_key[key], part, disjoint=True) for part in listed}
        return Supply(amounts[key], {**shares, "rest": amounts[key]}, terms.limit(by_key[key]))

    supplies = OnDemand(list(by_key), supply)
    found: Amounts = {}
    for given in divide(supplies, needs, terms.caps).values():
        for key, amount in given.items():
            found[key] = found.get(key, 0) + amount
    return found


def _pieces(
    terms: Terms, entry: Entry, amount: Hundredths, places: Mapping[Part, int]
) -> list[Piece]:
    """An entry cut where fewer of its hours serve; divided sets keep it whole."""
    shares = {
        part: min(amount, terms.share(entry, part, disjoint=False))
        for disjoint, listed in terms.sets
        for part in listed
        if not disjoint
    }
    cuts = sorted({share for share in shares.values() if share} | {amount})
    one_of = tuple(
        tuple(
            (places[part], min(amount, terms.share(entry, part, disjoint=True))) for part in listed
        )
        for disjoint, listed in terms.sets
        if disjoint
    )
    pieces: list[Piece] = []
    begun = 0
    for cut in cuts:
        serves = frozenset({0, *(places[part] for part, share in shares.items() if share >= cut)})
        length = cut - begun
        own = tuple(
            tuple((place, share * length // amount) for place, share in parts) for parts in one_of
        )
        pieces.append(Piece(entry.key, length, terms.limit(entry), serves, own))
        begun = cut
    return pieces


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
            counted[key],
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
        amount = min(counted[entry.key], terms.share(entry, part, disjoint=False))
        if amount:
            serving[entry.key] = amount
    return serving
