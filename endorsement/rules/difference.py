"""What differs between two snapshots of one application, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Plain = Mapping[str, Any]


class Change(StrEnum):
    """What became of one thing."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as it was. `fields` are those that differ, where it was and is there."""

    part: str
    change: Change
    before: Plain | None = None
    after: Plain | None = None
    fields: tuple[str, ...] = ()


# By what one thing of a part is the same in both snapshots.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "entries": ("key",),
    "references": ("key",),
    "signatures": ("document", "signed_on"),
    "uploads": ("document", "dated_on"),
    "holdings": ("category", "from_on"),
    "memberships": ("organization", "from_on"),
    "ratings": ("competency",),
    "learned": ("entry", "competency"),
}


def differences(former: Plain, now: Plain) -> list[Difference]:
    """Everything that was added, changed or is gone, in the order of the parts."""
    return [one for part in _KEYS for one in _of_part(part, former, now)]


def _of_part(part: str, former: Plain, now: Plain) -> Iterator[Difference]:
    before, after = (_by_key(part, document) for document in (former, now))
    for key, new in after.items():
        old = before.get(key)
        if old is None:
            yield Difference(part=part, change=Change.ADDED, after=new)
        elif old != new:
            names = sorted(set(old) | set(new))
            fields = tuple(name for name in names if old.get(name) != new.get(name))
            yield Difference(part=part, change=Change.CHANGED, before=old, after=new, fields=fields)
    for key, old in before.items():
        if key not in after:
            yield Difference(part=part, change=Change.GONE, before=old)


def _by_key(part: str, document: Plain) -> dict[tuple[str, ...], Plain]:
    return {
        tuple(str(one.get(name, "")) for name in _KEYS[part]): one for one in document.get(part, [])
    }
