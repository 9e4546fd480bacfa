"""Reading scheme and framework files (YAML, or JSON, which is YAML as well).

Days and decimal numbers stay text, so that a document survives the way through canonical JSON.
Whatever is wrong is reported with its path and line.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from endorsement.rules.framework import Framework, parse_framework
from endorsement.rules.reading import DocumentError
from endorsement.rules.scheme import Edition, parse_edition

ROOT = Path(__file__).resolve().parent.parent
FRAMEWORKS = ROOT / "frameworks"
SCHEMES = ROOT / "schemes"

MOST_VALUES = 50_000
MOST_LEVELS = 50

_NOT_GUESSED = {f"tag:yaml.org,2002:{sort}" for sort in ("timestamp", "float", "bool")}


class _Loader(yaml.SafeLoader):
    """Knows text, whole numbers, true, false and null."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag not in _NOT_GUESSED]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
# Only these two words: "on" and "no" are a key and a language.
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)\Z"), list("tf"))


def read_document(path: Path) -> tuple[Any, dict[str, int]]:
    """The plain values of a file, and the line of every path in it.

    :raises DocumentError: when the file cannot be opened or is not YAML, or has a key twice.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise DocumentError("", "unreadable", problem=problem or str(error)) from None
    return read_text(content)


def read_text(content: str) -> tuple[Any, dict[str, int]]:
    """As `read_document`, from text."""
    try:
        loader = _Loader(content)
        root = loader.get_single_node()
        lines: dict[str, int] = {}
        if root is not None:
            _note_lines(root, "", lines)
        return (None if root is None else loader.construct_document(root)), lines
    except yaml.YAMLError as error:
        raise _syntax_error(error) from None


def _syntax_error(error: yaml.YAMLError) -> DocumentError:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        return DocumentError("", "syntax", line, problem=error.problem or error.context or "?")
    return DocumentError("", "syntax", problem=re.sub(r"\s+", " ", str(error)))


def _note_lines(node: yaml.Node, path: str, lines: dict[str, int]) -> None:
    line = node.start_mark.line + 1
    # Aliases can make a small file enormous, or contain itself.
    if len(lines) > MOST_VALUES or path.count(".") + path.count("[") > MOST_LEVELS:
        raise DocumentError("", "syntax", line, problem="it holds too much")
    lines.setdefault(path, line)
    if isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            _note_lines(item, f"{path}[{at}]", lines)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = f"{path}.{key.value}" if path else str(key.value)
            if inner in lines:
                line = key.start_mark.line + 1
                raise DocumentError(inner, "duplicate", line, value=key.value)
            lines[inner] = key.start_mark.line + 1
            _note_lines(value, inner, lines)


def _located(error: DocumentError, lines: dict[str, int]) -> DocumentError:
    """The error with the line of its path, or of the nearest place above it."""
    path = error.path
    while path not in lines and path:
        path = re.sub(r"(\.[^.\[\]]*|\[\d+\]|^[^.\[\]]*)$", "", path)
    return DocumentError(error.path, error.code, error.line or lines.get(path), **error.params)


def load_framework(path: Path) -> Framework:
    """Read a framework file. :raises DocumentError: with line."""
    document, lines = read_document(path)
    try:
        return parse_framework(document)
    except DocumentError as error:
        raise _located(error, lines) from None


def shipped_frameworks() -> list[Framework]:
    """The frameworks in this package."""
    return [load_framework(path) for path in sorted(FRAMEWORKS.glob("*.yaml"))]


def load_edition(path: Path) -> Edition:
    """Read a scheme file, its areas checked against the shipped frameworks.

    :raises DocumentError: with line.
    """
    return load_edition_document(path)[1]


def load_edition_document(path: Path) -> tuple[dict[str, Any], Edition]:
    """The plain document of a scheme file (for canonical JSON) together with what it says.

    :raises DocumentError: with line.
    """
    document, lines = read_document(path)
    try:
        return document, parse_edition(document, shipped_frameworks())
    except DocumentError as error:
        raise _located(error, lines) from None


def edition_from_text(content: str) -> Edition:
    """What canonical JSON of an edition (as kept in the database) says.

    :raises DocumentError: when it is broken.
    """
    try:
        return parse_edition(json.loads(content))
    except json.JSONDecodeError as error:
        raise DocumentError("", "syntax", error.lineno, problem=error.msg) from None
