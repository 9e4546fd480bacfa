"""Changing the document of an edition step by step, comparing two, and listing what is wrong.

Documents are plain values as in docs/criteria.md. Every function returns a new document and leaves
the given one as it is. Requirements are found by their id, which is unique in its tree; the top of
a tree goes by the name of its purpose.
"""

from endorsement.rules.drafting.comparing import Change, compare
from endorsement.rules.drafting.conditions import (
    OF_SEVERAL,
    Spot,
    condition_at,
    is_compound,
    parts_of,
    path_of,
    spots,
    with_condition,
)
from endorsement.rules.drafting.problems import problems
from endorsement.rules.drafting.tree import (
    CannotMove,
    Place,
    add,
    children_of,
    duplicate,
    find,
    kind_of,
    move,
    new_id,
    outline,
    remove,
    replace,
)

__all__ = [
    "OF_SEVERAL",
    "CannotMove",
    "Change",
    "Place",
    "Spot",
    "add",
    "children_of",
    "compare",
    "condition_at",
    "duplicate",
    "find",
    "is_compound",
    "kind_of",
    "move",
    "new_id",
    "outline",
    "parts_of",
    "path_of",
    "problems",
    "remove",
    "replace",
    "spots",
    "with_condition",
]
