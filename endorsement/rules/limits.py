"""Which hours to count where a limit leaves a choice: those that serve the most needs at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from endorsement.rules.linear import Row, greatest

# A tie between needs goes to the earlier one: its hours weigh more by less than any hour.
TIE = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class Piece:
    """Hours of one entry that serve the same needs: `serves` any of them, `one_of` one each."""

    key: str
    amount: int
    limit: str
    serves: frozenset[int]
    one_of: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclass(slots=True)
class _Model:
    """Variables with weights, and the rows that limit them."""

    weights: list[Fraction] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def variable(self, weight: Fraction = Fraction(0)) -> int:
        self.weights.append(weight)
        return len(self.weights) - 1

    def row(self, coefficients: Mapping[int, int], most: int) -> None:
        self.rows.append((coefficients, most))


def chosen(
    pieces: Sequence[Piece],
    needs: Sequence[int],
    limits: Mapping[str, int],
    most: int | None,
) -> dict[str, int]:
    """How much of each entry to count so that the sum of min(have, need) is the greatest.

    Need 0 is the total, which every piece serves. What the needs leave open is filled up with the
    oldest, as far as the limits allow.
    """
    groups: dict[tuple[object, ...], list[Piece]] = {}
    for piece in pieces:
        groups.setdefault((piece.limit, piece.serves, _ratios(piece)), []).append(piece)
    model = _Model()
    taken = [model.variable() for _ in groups]
    reach = [model.variable(Fraction(1) + TIE ** (at + 1)) for at in range(len(needs))]
    supply: list[dict[int, int]] = [{reach[at]: 1} for at in range(len(needs))]
    under: dict[str, dict[int, int]] = {}
    for at, members in enumerate(groups.values()):
        model.row({taken[at]: 1}, sum(piece.amount for piece in members))
        first = members[0]
        if first.limit:
            under.setdefault(first.limit, {})[taken[at]] = 1
        for need in first.serves:
            supply[need][taken[at]] = -1
        for number, parts in enumerate(first.one_of):
            _divide(model, supply, taken[at], number, parts, members)
    for limit, row in under.items():
        model.row(row, limits[limit])
    if most is not None:
        model.row(dict.fromkeys(taken, 1), most)
    for at, need in enumerate(needs):
        model.row({reach[at]: 1}, need)
        model.row(supply[at], 0)
    values = greatest(model.weights, model.rows)
    amounts = [int(values[at]) for at in taken]
    return _filled_up(pieces, list(groups.values()), amounts, limits, most)


def _ratios(piece: Piece) -> tuple[object, ...]:
    return tuple(
        tuple((need, Fraction(share, piece.amount)) for need, share in parts)
        for parts in piece.one_of
    )


def _divide(
    model: _Model,
    supply: list[dict[int, int]],
    taken: int,
    number: int,
    parts: Sequence[tuple[int, int]],
    members: Sequence[Piece],
) -> None:
    """An hour of a group goes to one need of a set."""
    together: dict[int, int] = {taken: -1}
    for at, (need, _share) in enumerate(parts):
        part = model.variable()
        together[part] = 1
        supply[need][part] = -1
        model.row({part: 1}, sum(piece.one_of[number][at][1] for piece in members))
    model.row(together, 0)


def _filled_up(
    pieces: Sequence[Piece],
    groups: Sequence[Sequence[Piece]],
    amounts: Sequence[int],
    limits: Mapping[str, int],
    most: int | None,
) -> dict[str, int]:
    counted: dict[int, int] = {}
    for members, amount in zip(groups, amounts, strict=True):
        _share_out(members, amount, counted)
    sums: dict[str, int] = {}
    for piece in pieces:
        sums[piece.key] = sums.get(piece.key, 0) + counted[id(piece)]
    amounts_of: dict[str, int] = {}
    for piece in pieces:
        amounts_of[piece.key] = amounts_of.get(piece.key, 0) + piece.amount
    limit_of = {piece.key: piece.limit for piece in pieces}
    return topped_up(amounts_of, limit_of, sums, limits, most)


def _share_out(members: Sequence[Piece], amount: int, counted: dict[int, int]) -> None:
    """The oldest first; in proportion where each has only so much for a divided need."""
    whole = sum(piece.amount for piece in members)
    for piece in members:
        own = piece.amount * amount // whole if piece.one_of else min(piece.amount, amount)
        counted[id(piece)] = own
        if not piece.one_of:
            amount -= own


def topped_up(
    amounts: Mapping[str, int],
    limit_of: Mapping[str, str],
    counted: Mapping[str, int],
    limits: Mapping[str, int],
    most: int | None,
) -> dict[str, int]:
    """What is counted, filled up with the oldest as far as the limits allow."""
    room = dict(limits)
    for key, amount in counted.items():
        if limit_of[key]:
            room[limit_of[key]] -= amount
    left = None if most is None else most - sum(counted.values())
    found: dict[str, int] = {}
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
