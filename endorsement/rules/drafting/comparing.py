"""What differs between two documents of an edition, requirement by requirement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from endorsement.rules.drafting.tree import GROUPS, Place, Plain, outline

TREES = ("award", "renewal", "reinstatement")
# The day and code of an edition always differ.
DATED = "edition"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `sort`: added, removed, changed or moved.

    `category` and `purpose` are empty for what an edition says of all; then `id` is the key of the
    document. A category's own texts have an empty `purpose`.
    """

    sort: str
    category: str
    purpose: str
    id: str
    before: Any = None
    after: Any = None


def compare(before: Plain, after: Plain) -> list[Change]:
    """From one document to the other: sections, categories, then requirements, in a fixed order."""
    found = [
        Change(_sort(before.get(key), after.get(key)), "", "", key, before.get(key), after.get(key))
        for key in sorted({*before, *after} - {"categories", "format"})
        if before.get(key) != after.get(key)
    ]
    old, new = before.get("categories") or {}, after.get("categories") or {}
    for code in sorted({*old, *new}):
        if code not in old or code not in new:
            found.append(_whole(code, old.get(code), new.get(code)))
            continue
        for key in sorted({*old[code], *new[code]} - set(TREES)):
            was, now = old[code].get(key), new[code].get(key)
            if was != now:
                found.append(Change(_sort(was, now), code, "", key, was, now))
        for purpose in TREES:
            found += _trees(before, after, code, purpose)
    return found


def _whole(code: str, before: Any, after: Any) -> Change:
    return Change(_sort(before, after), code, "", "", before, after)


def _sort(before: Any, after: Any) -> str:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def _trees(before: Plain, after: Plain, category: str, purpose: str) -> list[Change]:
    old = {one.id: one for one in outline(before, category, purpose)}
    new = {one.id: one for one in outline(after, category, purpose)}
    found = []
    for code in [*new, *(one for one in old if one not in new)]:
        was, now = old.get(code), new.get(code)
        sort = _of_place(was, now, old, new)
        if sort:
            found.append(
                Change(
                    sort,
                    category,
                    purpose,
                    code,
                    was.node if was else None,
                    now.node if now else None,
                )
            )
    return found


def _of_place(
    was: Place | None, now: Place | None, old: dict[str, Place], new: dict[str, Place]
) -> str:
    if was is None or now is None:
        return "added" if was is None else "removed"
    if _own(was.node) != _own(now.node):
        return "changed"
    if was.parent != now.parent or _order(was, old, new) != _order(now, new, old):
        return "moved"
    return ""


def _own(node: Plain) -> Plain:
    """The requirement without those it holds."""
    own = {key: value for key, value in node.items() if key not in GROUPS}
    for kind in GROUPS:
        if kind in node:
            own["group"] = [kind, node[kind].get("count") if kind == "at_least" else None]
    return own


def _order(place: Place, here: dict[str, Place], there: dict[str, Place]) -> int:
    """Its position among the siblings that both have."""
    return sum(
        1
        for one in here.values()
        if one.parent == place.parent
        and one.at < place.at
        and one.id in there
        and there[one.id].parent == place.parent
    )
