"""What somebody's first renewal does not ask for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from endorsement.rules.criteria import AllOf, Criterion, FirstRenewal, Group, Not


def exempting(tree: Criterion, ids: Collection[str]) -> Criterion:
    """The tree for renewal, in which these requirements apply from the second renewal on."""
    if tree.id in ids:
        later = Not(part=FirstRenewal())
        return replace(tree, when=AllOf(parts=(tree.when, later)) if tree.when else later)
    if isinstance(tree, Group):
        return replace(tree, children=tuple(exempting(one, ids) for one in tree.children))
    return tree
