"""Everything that is wrong with a draft. The parser is the only judge; this asks it repeatedly.

The parser stops at the first mistake. When that lies in a requirement, a harmless one takes its
place in a copy and the parser is asked again, so that mistakes elsewhere are found as well.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable
from typing import Any

from endorsement.rules.drafting.tree import GROUPS, Plain, children_of, kind_of, outline
from endorsement.rules.framework import Framework
from endorsement.rules.reading import DocumentError
from endorsement.rules.scheme import parse_edition

MOST = 50
TREES = ("award", "renewal", "reinstatement")


def problems(document: Plain, frameworks: Iterable[Framework] = ()) -> list[DocumentError]:
    """What the parser refuses, in the order in which it finds it; empty for a sound document."""
    known = list(frameworks)
    asked = copy.deepcopy(document)
    found: list[DocumentError] = []
    while len(found) < MOST:
        try:
            parse_edition(asked, known)
        except DocumentError as error:
            found.append(error)
            if not _made_harmless(asked, error.path):
                break
        else:
            break
    return found


def _made_harmless(document: Plain, path: str) -> bool:
    """Whether the place was a requirement that now asks for nothing in particular."""
    inside = re.match(r"categories\.(\w+)\.(\w+)", path)
    if inside is None or inside[2] not in TREES:
        return False
    category, purpose = inside.groups()
    try:
        places = [one for one in outline(document, category, purpose) if _holds(one.path, path)]
    except (AttributeError, KeyError, TypeError):
        return False
    if not places:
        return False
    node = places[-1].node
    inner = children_of(node)
    before = copy.deepcopy(node)
    _quiet(node, keep=inner)
    return node != before


def _holds(outer: str, path: str) -> bool:
    return path == outer or path.startswith((f"{outer}.", f"{outer}["))


def _quiet(node: Plain, keep: list[Plain] | None) -> None:
    """Keep the shape of the tree, for conditions and names elsewhere point into it."""
    own: dict[str, Any] = {"id": node.get("id"), "label": {"en": "-"}}
    if node.get("id") is None:
        own = {}
    if keep and kind_of(node) in GROUPS:
        own[kind_of(node)] = {"count": 1, "of": keep} if kind_of(node) == "at_least" else keep
    else:
        own["work"] = {"months": 1}
    node.clear()
    node.update(own)
