"""Where conditions stand in a requirement, and changing one of them.

A condition is found by the keys that lead to it from its requirement, joined by a slash, such as
`when/all/0` or `hours/topics/dei/when`; the codes of competencies have dots and colons of their own.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from endorsement.rules.drafting.tree import Plain, kind_of

QUOTAS = ("topics", "areas", "formats", "focus", "deliveries", "modes", "kind_minimums")
OF_HOURS = ("hours", "supervision")
OF_SEVERAL = ("all", "any")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a condition: `about` is the code of the minimum or limit that it belongs to.

    `row` tells it from others of its part.
    """

    where: str
    part: str
    about: str
    condition: Any
    row: str = ""


def spots(node: Plain) -> list[Spot]:
    """Every place of the requirement where a condition stands or may stand, whole ones only."""
    found = [Spot("when", "when", "", node.get("when"))]
    kind = kind_of(node)
    if kind in OF_HOURS and isinstance(node[kind], dict):
        found += _of_hours(kind, node[kind])
    return found


def _of_hours(kind: str, said: Plain) -> Iterator[Spot]:
    for key in QUOTAS:
        minimums = said.get(key)
        if not isinstance(minimums, dict):
            continue
        apart = minimums.get("disjoint")
        for code, one in apart.items() if isinstance(apart, dict) else ():
            yield Spot(f"{kind}/{key}/disjoint/{code}/when", key, code, _when(one), code)
        for code, one in minimums.items():
            if code != "disjoint":
                yield Spot(f"{kind}/{key}/{code}/when", key, code, _when(one), code)
    for sort, limits in (said.get("caps") or {}).items():
        for code, one in limits.items():
            where = f"{kind}/caps/{sort}/{code}/when"
            yield Spot(where, "caps", code, _when(one), f"{sort}.{code}")
    if isinstance(said.get("peers_count"), dict):
        yield Spot(f"{kind}/peers_count", "peers_count", "", said["peers_count"])


def _when(one: Any) -> Any:
    return one.get("when") if isinstance(one, dict) else None


def condition_at(node: Plain, where: str) -> Any:
    """The condition there; None when a whole one is not there yet.

    :raises KeyError: when there is no such place.
    """
    found, inside = _spot(node, where)
    said = found.condition
    for key in inside:
        said = _inner(said, key)
    return said


def _spot(node: Plain, where: str) -> tuple[Spot, list[str]]:
    for one in spots(node):
        if where == one.where:
            return one, []
        if where.startswith(f"{one.where}/"):
            return one, where.removeprefix(f"{one.where}/").split("/")
    raise KeyError(where)


def _inner(said: Any, key: str) -> Any:
    if isinstance(said, dict) and key in (*OF_SEVERAL, "not") and key in said:
        return said[key]
    if isinstance(said, list) and key.isdigit() and int(key) < len(said):
        return said[int(key)]
    raise KeyError(key)


def with_condition(node: Plain, where: str, condition: Any) -> Plain:
    """The requirement with this condition there; None takes it away.

    :raises KeyError: when there is no such place.
    """
    condition_at(node, where)
    changed = copy.deepcopy(node)
    *way, last = where.split("/")
    holder: Any = changed
    for at, key in enumerate(way):
        inner = holder[int(key) if isinstance(holder, list) else key]
        if at == len(way) - 1 and last == "when" and not isinstance(inner, dict):
            # A number of hours has room for a condition only when it is written out.
            inner = {"max" if "caps" in way else "min": inner}
            holder[key] = inner
        holder = inner
    if isinstance(holder, list):
        _put_in_list(holder, int(last), condition)
    elif condition is None:
        holder.pop(last, None)
    else:
        holder[last] = condition
    return changed


def _put_in_list(holder: list[Any], at: int, condition: Any) -> None:
    if condition is None:
        holder.pop(at)
    else:
        holder[at] = condition


def parts_of(condition: Any) -> list[tuple[str, Any]]:
    """The conditions inside one, each with its way from there; empty for one that holds none."""
    if not isinstance(condition, dict):
        return []
    if "not" in condition:
        return [("not", condition["not"])]
    key = next((one for one in OF_SEVERAL if isinstance(condition.get(one), list)), "")
    return [(f"{key}/{at}", one) for at, one in enumerate(condition.get(key) or ())]


def is_compound(condition: Any) -> bool:
    """Whether it is built of others."""
    return isinstance(condition, dict) and any(key in condition for key in (*OF_SEVERAL, "not"))


def path_of(where: str) -> str:
    """The way as the parser writes it: `when.all[0]`."""
    path = ""
    for key in where.split("/"):
        path += f"[{key}]" if key.isdigit() else f".{key}"
    return path.lstrip(".")
