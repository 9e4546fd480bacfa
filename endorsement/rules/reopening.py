"""After a question only what was asked reopens: the new snapshot is the old one but for those parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from endorsement.rules import criteria as c
from endorsement.rules.facts import Kind

Plain = dict[str, Any]

ENTRIES = "entries"
LEARNED = "learned"
_PARTS: Mapping[type[c.Criterion], frozenset[str]] = {
    c.References: frozenset({"references"}),
    c.Signatures: frozenset({"signatures"}),
    c.Uploads: frozenset({"uploads"}),
    c.HoldingNeed: frozenset({"holdings"}),
    c.MembershipNeed: frozenset({"memberships"}),
    c.SelfAssessment: frozenset({"ratings"}),
}
_LISTS = ("references", "signatures", "uploads", "holdings", "memberships", "ratings")


def parts_of(tree: c.Criterion, requirements: Iterable[str]) -> frozenset[str]:
    """The parts of a portfolio document that these requirements look at.

    Kinds of entries are named like `entries.training`. A group stands for all below it; exams and
    panels come after handing in and so are part of no snapshot.
    """
    chosen = set(requirements)
    found: set[str] = set()
    for one in tree.walk():
        if one.id in chosen:
            for below in one.walk():
                found |= _parts(below)
    return frozenset(found)


def _parts(one: c.Criterion) -> frozenset[str]:
    if isinstance(one, c.EntryCriterion):
        return frozenset(f"{ENTRIES}.{kind}" for kind in one.entries.kinds)
    return _PARTS.get(type(one), frozenset())


def reopened(former: Plain, now: Plain, parts: frozenset[str]) -> Plain:
    """The document that is handed in again: `now` in the reopened parts, `former` everywhere else."""
    document: Plain = {**former, "person": now["person"]}
    for name in _LISTS:
        source = now if name in parts else former
        if name in source:
            document[name] = source[name]
        else:
            document.pop(name, None)
    kept = [one for one in former[ENTRIES] if f"{ENTRIES}.{one['kind']}" not in parts]
    new = [one for one in now[ENTRIES] if f"{ENTRIES}.{one['kind']}" in parts]
    document[ENTRIES] = sorted([*kept, *new], key=lambda one: str(one["key"]))
    if f"{ENTRIES}.{Kind.RSC_GIVEN}" in parts:
        document["attributes"] = now["attributes"]
    return _with_sentences(document, former, now, {one["key"] for one in new})


def _with_sentences(document: Plain, former: Plain, now: Plain, reopened_keys: set[str]) -> Plain:
    """What was learned belongs to an entry, and is as open as that entry."""
    known = {one["key"] for one in document[ENTRIES]} - reopened_keys
    sentences = [one for one in former.get(LEARNED, []) if one.get("entry") in known]
    sentences += [one for one in now.get(LEARNED, []) if one.get("entry") in reopened_keys]
    if sentences:
        document[LEARNED] = sentences
    else:
        document.pop(LEARNED, None)
    return document
