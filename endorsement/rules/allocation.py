"""Dividing hours among quotas as well as it can possibly be done.

A small maximum flow over integer hundredths: source -> limit -> item -> quota. Quotas are filled in
the order in which the scheme lists them; filling a later one moves hours between quotas but never
takes any from an earlier one, so the sum is the greatest possible as well.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Place = tuple[str, str]
SOURCE: Place = ("source", "")


@dataclass(slots=True)
class Supply:
    """Hours of one item, how much of them each quota could take, and the limit it falls under."""

    amount: int
    shares: Mapping[str, int]
    limit: str = ""


@dataclass(slots=True)
class _Network:
    room: dict[Place, dict[Place, int]] = field(default_factory=dict)

    def connect(self, start: Place, end: Place, capacity: int) -> None:
        self.room.setdefault(start, {})[end] = capacity
        self.room.setdefault(end, {}).setdefault(start, 0)

    def path_to(self, goal: Place) -> list[Place]:
        """A shortest path with room from the source, or an empty list."""
        came_from: dict[Place, Place] = {SOURCE: SOURCE}
        waiting = deque([SOURCE])
        while waiting and goal not in came_from:
            here = waiting.popleft()
            for there, room in self.room.get(here, {}).items():
                if room > 0 and there not in came_from:
                    came_from[there] = here
                    waiting.append(there)
        if goal not in came_from:
            return []
        path = [goal]
        while path[-1] != SOURCE:
            path.append(came_from[path[-1]])
        return path[::-1]

    def push(self, path: Sequence[Place], most: int) -> int:
        steps = list(pairwise(path))
        amount = min([most, *(self.room[start][end] for start, end in steps)])
        for start, end in steps:
            self.room[start][end] -= amount
            self.room[end][start] += amount
        return amount


def divide(
    supplies: Mapping[str, Supply],
    quotas: Mapping[str, int],
    limits: Mapping[str, int] | None = None,
) -> dict[str, dict[str, int]]:
    """Divide items among quotas; returns quota -> item -> hundredths (zeros left out).

    `limits` bounds the sum of all items that name the same limit. The result depends on keys and
    the order of the quotas only, never on the order of the items.
    """
    network = _Network()
    for limit, most in sorted((limits or {}).items()):
        network.connect(SOURCE, ("limit", limit), most)
    for key, supply in sorted(supplies.items()):
        origin = ("limit", supply.limit) if supply.limit else SOURCE
        network.connect(origin, ("item", key), supply.amount)
        for quota in quotas:
            if supply.shares.get(quota, 0) > 0:
                network.connect(("item", key), ("quota", quota), supply.shares[quota])
    for quota, need in quotas.items():
        missing = need
        while missing > 0 and (path := network.path_to(("quota", quota))):
            missing -= network.push(path, missing)
    return {
        quota: {
            key: moved
            for (_, key), moved in sorted(network.room.get(("quota", quota), {}).items())
            if moved > 0
        }
        for quota in quotas
    }
