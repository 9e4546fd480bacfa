"""Dividing hours among quotas as well as it can possibly be done.

A maximum flow over integer hundredths: source -> limit -> item -> quota. Quotas are filled in the
order in which the scheme lists them; filling a later one moves hours between quotas but never takes
any from an earlier one, so the sum is the greatest possible as well. Items are taken in the order in
which they are given (oldest first).

Items are many and quotas few, so the search for a way runs over the quotas and limits alone; which
items connect two of them is kept up to date in queues. The work grows with the number of items and
not with its square.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Division = dict[str, dict[str, int]]

SOURCE = "source"
Place = tuple[str, str]


@dataclass(slots=True)
class Supply:
    """Hours of one item, how much of them each quota could take, and the limit it falls under."""

    amount: int
    shares: Mapping[str, int]
    limit: str = ""


class _Flow:
    """What flows from each item to each quota, and what could still flow."""

    def __init__(
        self, supplies: Mapping[str, Supply], needs: Mapping[str, int], limits: Mapping[str, int]
    ) -> None:
        self.supplies = supplies
        self.needs = needs
        self.room = dict(limits)
        self.left = {key: supply.amount for key, supply in supplies.items()}
        self.given: dict[str, dict[str, int]] = {key: {} for key in supplies}
        self.filled = dict.fromkeys(needs, 0)
        self.limits = sorted({one.limit for one in supplies.values() if one.limit})
        self.queues: dict[tuple[Place, Place], deque[str]] = {}
        for key, supply in supplies.items():
            origin = self._origin(supply)
            for quota in needs:
                if supply.shares.get(quota, 0) > 0:
                    self._queue(origin, ("quota", quota)).append(key)

    def _origin(self, supply: Supply) -> Place:
        return ("limit", supply.limit) if supply.limit else (SOURCE, "")

    def _queue(self, start: Place, end: Place) -> deque[str]:
        return self.queues.setdefault((start, end), deque())

    def _spare(self, key: str, quota: str) -> int:
        return self.supplies[key].shares.get(quota, 0) - self.given[key].get(quota, 0)

    def _most(self, start: Place, end: Place, key: str) -> int:
        """How much more can go from one place to the next by this item."""
        if start[0] == "quota":
            flowing = self.given[key].get(start[1], 0)
            if end[0] == "quota":
                return min(flowing, self._spare(key, end[1]))
            return flowing
        return min(self.left[key], self._spare(key, end[1]))

    def _item(self, start: Place, end: Place) -> str | None:
        """The first item by which something can still go from one place to the other."""
        queue = self.queues.get((start, end))
        while queue:
            if self._most(start, end, queue[0]) > 0:
                return queue[0]
            queue.popleft()
        return None

    def way_to(self, *goals: str) -> list[tuple[Place, Place, str]]:
        """A shortest way from the source to one of the quotas, or an empty list."""
        targets: set[Place] = {("quota", goal) for goal in goals}
        came: dict[Place, tuple[Place, str]] = {}
        waiting: deque[Place] = deque([(SOURCE, "")])
        for limit in self.limits:
            if self.room.get(limit, 0) > 0:
                came["limit", limit] = ((SOURCE, ""), "")
                waiting.append(("limit", limit))
        reached: Place | None = None
        while waiting and reached is None:
            here = waiting.popleft()
            for there in self._next(here):
                if there in came or (item := self._item(here, there)) is None:
                    continue
                came[there] = (here, item)
                waiting.append(there)
                if there in targets:
                    reached = there
                    break
        way = []
        while reached in came:
            before, item = came[reached]
            if item:
                way.append((before, reached, item))
            reached = before
        return way[::-1]

    def _next(self, here: Place) -> list[Place]:
        """Places that could be reached; from a quota also the limits its items fall under."""
        quotas: list[Place] = [("quota", quota) for quota in self.needs]
        if here[0] == "quota":
            return [*quotas, *(("limit", limit) for limit in self.limits)]
        return quotas

    def push(self, way: list[tuple[Place, Place, str]], most: int) -> int:
        """Send as much as fits along a way."""
        amount = min([most, *(self._most(*step) for step in way)])
        first = way[0][0]
        if first[0] == "limit":
            amount = min(amount, self.room[first[1]])
            self.room[first[1]] -= amount
        for start, end, key in way:
            self._move(start, end, key, amount)
        self.filled[way[-1][1][1]] += amount
        return amount

    def _move(self, start: Place, end: Place, key: str, amount: int) -> None:
        given = self.given[key]
        if start[0] == "quota":
            given[start[1]] -= amount
            if end[0] == "limit":
                self.left[key] += amount
        else:
            self.left[key] -= amount
        if end[0] == "quota":
            given[end[1]] = given.get(end[1], 0) + amount
        self.note(key)

    def note(self, key: str) -> None:
        """Put the item where it may connect places now; what does not hold is dropped when met."""
        supply, given = self.supplies[key], self.given[key]
        origin = self._origin(supply)
        open_quotas = [quota for quota in self.needs if self._spare(key, quota) > 0]
        for quota, flowing in given.items():
            if flowing <= 0:
                continue
            for other in open_quotas:
                if other != quota:
                    self._queue(("quota", quota), ("quota", other)).append(key)
            if supply.limit:
                self._queue(("quota", quota), origin).append(key)
        if self.left[key] > 0:
            for quota in open_quotas:
                queue = self._queue(origin, ("quota", quota))
                if not queue or queue[0] != key:
                    queue.append(key)


class OnDemand(Mapping[str, Supply]):
    """Supplies that are made when they are looked at: most often the oldest few are enough."""

    def __init__(self, keys: Sequence[str], make: Callable[[str], Supply]) -> None:
        self._keys, self._make = keys, make
        self._made: dict[str, Supply] = {}

    def __getitem__(self, key: str) -> Supply:
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def divide(
    supplies: Mapping[str, Supply],
    quotas: Mapping[str, int],
    limits: Mapping[str, int] | None = None,
) -> Division:
    """Divide items among quotas; returns quota -> item -> hundredths (zeros left out).

    `limits` bounds the sum of all items that name the same limit. The result depends on keys, their
    order and the order of the quotas only.
    """
    flow = _in_order(supplies, quotas, limits or {})
    if flow.filled != dict(quotas):
        # Not all can be filled: find how far each goes, earlier ones first, then the oldest again.
        full = _filled(supplies, quotas, limits or {})
        flow = full if limits else _in_order(supplies, full.filled, {})
    found: Division = {quota: {} for quota in quotas}
    for key, given in flow.given.items():
        for quota, amount in given.items():
            if amount > 0:
                found[quota][key] = amount
    return found


def _filled(
    supplies: Mapping[str, Supply], quotas: Mapping[str, int], limits: Mapping[str, int]
) -> _Flow:
    flow = _Flow(supplies, quotas, limits)
    for quota, need in quotas.items():
        while flow.filled[quota] < need and (way := flow.way_to(quota)):
            flow.push(way, need - flow.filled[quota])
    return flow


def _in_order(
    supplies: Mapping[str, Supply], goals: Mapping[str, int], limits: Mapping[str, int]
) -> _Flow:
    """From each item in turn as much as is possible, until the goals are reached.

    An item that is in is never pushed out again by a later one, so this takes the earliest. Where
    limits bind it may stop short of what is possible; without them it never does.
    """
    flow = _Flow({}, goals, {})
    taken: dict[str, Supply] = {}
    flow.supplies = taken
    room = dict(limits)
    missing = sum(goals.values())
    for key in supplies:
        if missing <= 0:
            break
        supply = supplies[key]
        amount = min(supply.amount, room.get(supply.limit, 0)) if supply.limit else supply.amount
        if amount <= 0 or not any(supply.shares.values()):
            continue
        taken[key] = Supply(amount, supply.shares)
        flow.left[key], flow.given[key] = amount, {}
        used = _use(flow, key, goals)
        missing -= used
        if supply.limit:
            room[supply.limit] -= used
    return flow


def _use(flow: _Flow, key: str, goals: Mapping[str, int]) -> int:
    """Send what is possible of one item: straight on, then by moving others."""
    before = flow.left[key]
    given, shares = flow.given[key], flow.supplies[key].shares
    for quota, need in goals.items():
        amount = min(flow.left[key], shares.get(quota, 0), need - flow.filled[quota])
        if amount > 0:
            flow.left[key] -= amount
            flow.filled[quota] += amount
            given[quota] = amount
    flow.note(key)
    open_goals = [quota for quota, need in goals.items() if flow.filled[quota] < need]
    while flow.left[key] > 0 and open_goals and (way := flow.way_to(*open_goals)):
        quota = way[-1][1][1]
        flow.push(way, goals[quota] - flow.filled[quota])
        if flow.filled[quota] >= goals[quota]:
            open_goals.remove(quota)
    used = before - flow.left[key]
    flow.left[key] = 0
    return used
