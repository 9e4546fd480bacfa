"""Reading YAML and JSON files: plain values, and the line of every path in them.

Days and decimal numbers stay text, so that a document survives the way through canonical JSON.
Whatever is wrong is reported with its path and line; a file that is too large, nested too deep or
made to explode is refused before it costs anything: its events are counted first, which builds no
values and needs no stack, and libyaml reads it wherever PyYAML was built with it.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml

from endorsement.rules.reading import DocumentError

MOST_BYTES = 1_000_000
MOST_BYTES_OF_JSON = 20_000_000
MOST_VALUES = 50_000
MOST_LEVELS = 50
# A key is a value of its own to whoever reads the file event by event.
MOST_EVENTS = 2 * MOST_VALUES

_NOT_GUESSED = {f"tag:yaml.org,2002:{sort}" for sort in ("timestamp", "float", "bool")}


_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """Knows text, whole numbers, true, false and null."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if tag not in _NOT_GUESSED]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
# Only these two words: "on" and "no" are a key and a language.
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)\Z"), list("tf"))


def read_document(path: Path) -> tuple[Any, dict[str, int]]:
    """The plain values of a file, and the line of every path in it.

    :raises DocumentError: when the file cannot be opened, is too large, is not YAML, or has a key
        twice.
    """
    try:
        content = read_bytes(path, MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError("", "unreadable", problem="it is not UTF-8 text") from None
    return read_text(content)


def read_portfolio_document(path: Path) -> tuple[Any, dict[str, int]]:
    """As `read_document`; JSON, which machines write, may be much larger, and has no lines then."""
    content = read_bytes(path, MOST_BYTES_OF_JSON)
    if content.lstrip()[:1] == b"{" and len(content) > MOST_BYTES // 2:
        try:
            return json.loads(content, object_pairs_hook=_pairs), {}
        except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else None
            raise DocumentError("", "syntax", line, problem="it is not JSON") from None
    return read_document(path)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise DocumentError(key, "duplicate", value=key)
            seen.add(key)
    return found


def read_bytes(path: Path, most: int) -> bytes:
    """The content of a file that is not too large. :raises DocumentError: otherwise."""
    try:
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise DocumentError("", "unreadable", problem=error.strerror or str(error)) from None
    if len(content) > most:
        raise DocumentError("", "too_big", maximum=most // 1000)
    return content


def read_text(content: str) -> tuple[Any, dict[str, int]]:
    """As `read_document`, from text."""
    if len(content) > MOST_BYTES:
        raise DocumentError("", "too_big", maximum=MOST_BYTES // 1000)
    try:
        _refuse_what_holds_too_much(content)
        loader = _Loader(content)
        root = loader.get_single_node()
        lines: dict[str, int] = {}
        if root is not None:
            _note_lines(root, "", lines, 0)
        return (None if root is None else loader.construct_document(root)), lines
    except RecursionError:
        raise DocumentError("", "holds_too_much") from None
    except yaml.YAMLError as error:
        raise _syntax_error(error) from None
    except DocumentError:
        raise
    except ValueError:
        # A number of thousands of digits, or a value that is not of the sort it claims to be.
        raise DocumentError("", "syntax", problem="a value is not of its sort") from None


def _refuse_what_holds_too_much(content: str) -> None:
    """Read only as far as one has to, to know that there is too much of it or that it is too deep.

    What aliases stand for is counted later; a level is open from its first event to its last.
    """
    level = 0
    for number, event in enumerate(yaml.parse(content, Loader=_Loader)):
        if isinstance(event, yaml.CollectionStartEvent):
            level += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            level -= 1
        if number > MOST_EVENTS or level > MOST_LEVELS + 1:
            mark = event.start_mark
            raise DocumentError("", "holds_too_much", mark.line + 1 if mark else None)


def _syntax_error(error: yaml.YAMLError) -> DocumentError:
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        return DocumentError("", "syntax", line, problem=error.problem or error.context or "?")
    return DocumentError("", "syntax", problem=re.sub(r"\s+", " ", str(error)))


def _note_lines(node: yaml.Node, path: str, lines: dict[str, int], level: int) -> None:
    line = node.start_mark.line + 1
    # Aliases can make a small file enormous, or contain itself.
    if len(lines) > MOST_VALUES or level > MOST_LEVELS:
        raise DocumentError("", "holds_too_much", line)
    lines.setdefault(path, line)
    if isinstance(node, yaml.SequenceNode):
        for at, item in enumerate(node.value):
            _note_lines(item, f"{path}[{at}]", lines, level + 1)
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            inner = f"{path}.{key.value}" if path else str(key.value)
            if inner in lines and key.value != "<<":
                line = key.start_mark.line + 1
                raise DocumentError(inner, "duplicate", line, value=key.value)
            lines[inner] = key.start_mark.line + 1
            _note_lines(value, inner, lines, level + 1)


def located(error: DocumentError, lines: dict[str, int]) -> DocumentError:
    """The error with the line of its path, or of the nearest place above it."""
    path = error.path
    while path not in lines and path:
        path = re.sub(r"(\.[^.\[\]]*|\[\d+\]|^[^.\[\]]*)$", "", path)
    return DocumentError(error.path, error.code, error.line or lines.get(path), **error.params)


FIRST_KEYS = (
    *("format", "scheme", "id", "code", "name", "label", "description", "hint", "text"),
    *("edition", "frameworks", "effective_from", "waivable", "when", "kinds", "min", "of"),
)
LAST_KEYS = ("renewal", "award", "reinstatement", "emerging", "categories", "editions")


def to_yaml(document: Any) -> str:
    """A document as YAML that reads back as the same; what people look for first stands first."""
    return yaml.safe_dump(
        _ordered(document), sort_keys=False, allow_unicode=True, width=100, default_flow_style=None
    )


def _ordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=_place)}
    if isinstance(value, list | tuple):
        return [_ordered(one) for one in value]
    return value


def _place(key: str) -> tuple[int, int, str]:
    if key in FIRST_KEYS:
        return 0, FIRST_KEYS.index(key), key
    if key in LAST_KEYS:
        return 2, LAST_KEYS.index(key), key
    return 1, 0, key
