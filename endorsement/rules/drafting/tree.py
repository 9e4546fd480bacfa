"""The requirement tree as an outline: find, add, replace, move, indent, duplicate, remove."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from endorsement.rules.criteria_parser import READERS

Plain = dict[str, Any]

GROUPS = ("all", "any", "at_least")


class CannotMove(ValueError):
    """There is nothing in that direction."""


@dataclass(frozen=True, slots=True)
class Place:
    """A requirement in its tree: `depth` 0 is the top, `at` its position among its siblings."""

    node: Plain
    id: str
    path: str
    depth: int
    at: int = 0
    siblings: int = 1
    parent: str = ""
    after_group: bool = False

    @property
    def kind(self) -> str:
        return kind_of(self.node)

    @property
    def is_group(self) -> bool:
        return self.kind in GROUPS

    @property
    def can(self) -> frozenset[str]:
        """Which of up, down, in and out are possible."""
        found = set()
        if self.at > 0:
            found.add("up")
        if self.depth and self.at < self.siblings - 1:
            found.add("down")
        if self.after_group:
            found.add("in")
        if self.depth > 1:
            found.add("out")
        return frozenset(found)


def kind_of(node: Plain) -> str:
    """The key that names the kind; empty when there is none."""
    return next((key for key in node if key in READERS), "")


def children_of(node: Plain) -> list[Plain] | None:
    """The list that holds a group's requirements; None for what is no group."""
    kind = kind_of(node)
    if kind == "at_least":
        inner = node[kind].setdefault("of", [])
        return inner if isinstance(inner, list) else None
    if kind in GROUPS and isinstance(node[kind], list):
        return node[kind]  # type: ignore[no-any-return]
    return None


def outline(document: Plain, category: str, purpose: str) -> list[Place]:
    """Every requirement of the tree, top down."""
    root = document["categories"][category].get(purpose)
    return [] if root is None else list(_walk(root, purpose, f"categories.{category}.{purpose}"))


def _walk(root: Plain, purpose: str, path: str) -> Iterator[Place]:
    yield from _below(Place(root, purpose, path, 0), root)


def _below(place: Place, root: Plain) -> Iterator[Place]:
    yield place
    inside = children_of(place.node)
    if inside is None:
        return
    kind = place.kind
    before = f"{place.path}.{kind}" + (".of" if kind == "at_least" else "")
    for at, child in enumerate(inside):
        yield from _below(
            Place(
                node=child,
                id=str(child.get("id", "")),
                path=f"{before}[{at}]",
                depth=place.depth + 1,
                at=at,
                siblings=len(inside),
                parent=place.id,
                after_group=at > 0 and children_of(inside[at - 1]) is not None,
            ),
            root,
        )


def find(document: Plain, category: str, purpose: str, requirement: str) -> Place:
    """The requirement with this id. :raises KeyError: when there is none."""
    for place in outline(document, category, purpose):
        if place.id == requirement:
            return place
    raise KeyError(requirement)


def new_id(document: Plain, category: str, purpose: str, stem: str) -> str:
    """An id that no requirement of the tree has: the stem, else the stem with a number."""
    taken = {place.id for place in outline(document, category, purpose)}
    number = 1
    found = stem
    while found in taken:
        number += 1
        found = f"{stem}_{number}"
    return found


def add(document: Plain, category: str, purpose: str, group: str, node: Plain) -> Plain:
    """Put a requirement last into a group.

    :raises KeyError: when there is no such group.
    """
    changed = copy.deepcopy(document)
    tree = changed["categories"][category]
    if tree.get(purpose) is None:
        tree[purpose] = {"all": []}
    if children_of(tree[purpose]) is None:
        tree[purpose] = {"all": [{"id": "first", "label": {"en": "First"}, **tree[purpose]}]}
    inside = children_of(find(changed, category, purpose, group).node)
    if inside is None:
        raise KeyError(group)
    inside.append(copy.deepcopy(node))
    return changed


def replace(document: Plain, category: str, purpose: str, requirement: str, node: Plain) -> Plain:
    """The requirement says something else. :raises KeyError: when there is none."""
    changed = copy.deepcopy(document)
    place = find(changed, category, purpose, requirement)
    place.node.clear()
    place.node.update(copy.deepcopy(node))
    return changed


def remove(document: Plain, category: str, purpose: str, requirement: str) -> Plain:
    """Without the requirement and everything in it. :raises KeyError: when there is none."""
    changed = copy.deepcopy(document)
    place = find(changed, category, purpose, requirement)
    if not place.depth:
        changed["categories"][category].pop(purpose)
        return changed
    _siblings(changed, category, purpose, place).pop(place.at)
    return changed


def duplicate(document: Plain, category: str, purpose: str, requirement: str) -> Plain:
    """The requirement once more, right after itself, under new ids."""
    changed = copy.deepcopy(document)
    place = find(changed, category, purpose, requirement)
    if not place.depth:
        raise CannotMove(requirement)
    twin = copy.deepcopy(place.node)
    _siblings(changed, category, purpose, place).insert(place.at + 1, twin)
    taken = {one.id for one in outline(document, category, purpose)}
    for inside in _walk(twin, "", ""):
        stem, number = str(inside.node.get("id", "requirement")), 2
        while f"{stem}_{number}" in taken:
            number += 1
        inside.node["id"] = f"{stem}_{number}"
        taken.add(inside.node["id"])
    return changed


def move(document: Plain, category: str, purpose: str, requirement: str, where: str) -> Plain:
    """Up, down, in (to the end of the group before it) or out (to right after its group).

    :raises CannotMove: when there is nothing in that direction.
    :raises KeyError: when there is no such requirement.
    """
    changed = copy.deepcopy(document)
    place = find(changed, category, purpose, requirement)
    if where not in place.can:
        raise CannotMove(where)
    siblings = _siblings(changed, category, purpose, place)
    node = siblings.pop(place.at)
    if where == "up":
        siblings.insert(place.at - 1, node)
    elif where == "down":
        siblings.insert(place.at + 1, node)
    elif where == "in":
        inside = children_of(siblings[place.at - 1])
        if inside is None:
            raise CannotMove(where)
        inside.append(node)
    else:
        parent = find(changed, category, purpose, place.parent)
        _siblings(changed, category, purpose, parent).insert(parent.at + 1, node)
    return changed


def _siblings(document: Plain, category: str, purpose: str, place: Place) -> list[Plain]:
    found = children_of(find(document, category, purpose, place.parent).node)
    if found is None:
        raise KeyError(place.parent)
    return found
