"""Scheme and framework files: what they say, whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from endorsement.rules.documents import located, read_document, read_text
from endorsement.rules.framework import Framework, parse_framework
from endorsement.rules.reading import DocumentError, Node
from endorsement.rules.scheme import Edition, parse_edition

__all__ = [
    "FRAMEWORKS",
    "SCHEMES",
    "edition_from_text",
    "load_edition",
    "load_edition_document",
    "load_editions",
    "load_framework",
    "read_document",
    "read_text",
    "shipped_frameworks",
]

ROOT = Path(__file__).resolve().parent.parent
FRAMEWORKS = ROOT / "frameworks"
SCHEMES = ROOT / "schemes"

Read = tuple[dict[str, Any], Edition]


def load_framework(path: Path) -> Framework:
    """Read a framework file. :raises DocumentError: with line."""
    document, lines = read_document(path)
    try:
        return parse_framework(document)
    except DocumentError as error:
        raise located(error, lines) from None


def shipped_frameworks() -> list[Framework]:
    """The frameworks in this package."""
    return [load_framework(path) for path in sorted(FRAMEWORKS.glob("*.yaml"))]


def load_edition(path: Path, *, on: date | None = None, code: str = "") -> Edition:
    """An edition of a scheme file, its areas checked against the shipped frameworks.

    Of several: the one with this code, or in force on the day, or the last.

    :raises DocumentError: with line; also when there is none with this code.
    """
    editions = [edition for _document, edition in load_editions(path)]
    if code:
        for edition in editions:
            if edition.code == code:
                return edition
        raise DocumentError(
            "", "unknown_edition", options=", ".join(edition.code for edition in editions)
        )
    begun = [edition for edition in editions if on is None or edition.effective_from <= on]
    return max(begun or editions[:1], key=lambda edition: edition.effective_from)


def load_edition_document(path: Path) -> Read:
    """The plain document of the last edition in a scheme file together with what it says.

    :raises DocumentError: with line.
    """
    return load_editions(path)[-1]


def load_editions(path: Path) -> list[Read]:
    """Every edition of a scheme file, oldest first: its document for canonical JSON, what it says.

    :raises DocumentError: with line, also when two editions overlap.
    """
    document, lines = read_document(path)
    try:
        return editions_of(document, shipped_frameworks())
    except DocumentError as error:
        raise located(error, lines) from None


def editions_of(document: object, frameworks: Iterable[Framework] = ()) -> list[Read]:
    """The editions of a document: itself, or what it lists with its other keys added to each.

    :raises DocumentError: at the first thing that is wrong.
    """
    known = tuple(frameworks)
    if not isinstance(document, dict):
        raise DocumentError("", "not_a_mapping")
    if "editions" not in document:
        return [(document, parse_edition(document, known))]
    shared = {key: value for key, value in document.items() if key != "editions"}
    found: list[tuple[str, Read]] = []
    for item in Node(document["editions"], "editions").items(least=1):
        own = dict(item.pairs())
        whole = {**shared, **{key: node.value for key, node in own.items()}}
        try:
            found.append((item.path, (whole, parse_edition(whole, known))))
        except DocumentError as error:
            # What the item says itself stands below it in the file, the rest at the top.
            mine = not error.path or error.path.split(".")[0].split("[")[0] in own
            path = f"{item.path}.{error.path}".rstrip(".") if mine else error.path
            raise DocumentError(path, error.code, error.line, **error.params) from None
    found.sort(key=lambda one: one[1][1].effective_from)
    refuse_overlaps([(path, edition) for path, (_, edition) in found])
    return [read for _path, read in found]


def refuse_overlaps(editions: Sequence[tuple[str, Edition]]) -> None:
    """Refuse editions of one scheme that hold on the same day, or have the same code.

    One without a last day ends when the next begins. The editions come with their paths.

    :raises DocumentError: at the later of two.
    """
    ordered = sorted(editions, key=lambda one: one[1].effective_from)
    codes: dict[str, str] = {}
    for at, (path, edition) in enumerate(ordered):
        if edition.code in codes:
            raise DocumentError(f"{path}.edition.code".lstrip("."), "duplicate", value=edition.code)
        codes[edition.code] = path
        before = ordered[at - 1][1] if at else None
        if before is None:
            continue
        last = before.effective_through or edition.effective_from - timedelta(days=1)
        if edition.effective_from <= max(last, before.effective_from):
            place = f"{path}.edition.effective_from".lstrip(".")
            raise DocumentError(place, "editions_overlap", value=before.code)


def edition_from_text(content: str) -> Edition:
    """What canonical JSON of an edition (as kept in the database) says.

    :raises DocumentError: when it is broken.
    """
    try:
        return parse_edition(json.loads(content))
    except json.JSONDecodeError as error:
        raise DocumentError("", "syntax", error.lineno, problem=error.msg) from None
