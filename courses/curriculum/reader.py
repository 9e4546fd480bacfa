"""A cursor over a YAML document that knows where it stands, so that errors can say so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import yaml

from courses.curriculum.markup import problem_in
from courses.curriculum.text import LANGUAGES, Text

KEY = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
HOURS = re.compile(r"\d{1,3}\.\d")


class CurriculumError(ValueError):
    """A curriculum file is wrong; the message names the file, the path in it and the problem."""

    def __init__(self, file: Path, path: str, problem: str) -> None:
        self.file, self.path, self.problem = file, path, problem
        line = line_of(file, path) if path else None
        where = "" if line is None else f" (line {line})"
        super().__init__(f"{file.name}: {path or 'document'}: {problem}{where}")


class _Loader(yaml.SafeLoader):
    """Safe YAML that refuses a key written twice instead of silently keeping the last."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, object]:
        seen: set[object] = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                line = key_node.start_mark.line + 1
                raise yaml.YAMLError(f"the key “{key}” appears twice (line {line})")
            seen.add(key)
        return super().construct_mapping(node, deep)


def line_of(file: Path, path: str) -> int | None:
    """The line at which a path of the document begins, None where it cannot be told."""
    try:
        here: yaml.Node | None = yaml.compose(file.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, ValueError, yaml.YAMLError):
        return None
    rest = path
    while here is not None and rest:
        here, rest = _step(here, rest)
    return None if here is None else here.start_mark.line + 1


def _step(node: yaml.Node, path: str) -> tuple[yaml.Node | None, str]:
    """The part of a node that a path begins with, and what remains of the path. Keys may hold dots."""
    if isinstance(node, yaml.SequenceNode):
        found = re.match(r"\[(\d+)\]\.?", path)
        if found and int(found[1]) < len(node.value):
            return node.value[int(found[1])], path[found.end() :]
        return None, ""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            rest = path.removeprefix(key.value)
            if path.startswith(key.value) and rest[:1] in ("", ".", "["):
                return value, rest.removeprefix(".")
    return None, ""


@dataclass(frozen=True)
class Node:
    """One value of the document. Every method raises CurriculumError when the value is not so."""

    file: Path
    path: str
    value: object

    @classmethod
    def read(cls, file: Path) -> Node:
        """The root of ``file``."""
        try:
            # _Loader is a SafeLoader: it builds plain values only.
            value = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506
        except FileNotFoundError as error:
            raise CurriculumError(file, "", "there is no such file") from error
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise CurriculumError(file, "", f"this is not YAML: {error}") from error
        return cls(file, "", value)

    def error(self, problem: str) -> CurriculumError:
        return CurriculumError(self.file, self.path, problem)

    def _child(self, name: str, value: object) -> Node:
        separator = "" if not self.path or name.startswith("[") else "."
        return Node(self.file, f"{self.path}{separator}{name}", value)

    def entries(self) -> dict[str, Node]:
        """A map with free keys."""
        if not isinstance(self.value, dict):
            raise self.error("a map is expected here")
        return {str(key): self._child(str(key), value) for key, value in self.value.items()}

    def fields(self, required: str, optional: str = "") -> dict[str, Node]:
        """A map with fixed fields, named in space-separated lists; unknown ones are refused."""
        found = self.entries()
        for name in required.split():
            if name not in found:
                raise self.error(f"the field “{name}” is missing")
        unknown = sorted(found.keys() - {*required.split(), *optional.split()})
        if unknown:
            raise self.error(f"unknown field “{unknown[0]}”")
        return found

    def items(self, at_least: int = 0) -> list[Node]:
        if not isinstance(self.value, list):
            raise self.error("a list is expected here")
        if len(self.value) < at_least:
            raise self.error(f"at least {at_least} expected, {len(self.value)} found")
        return [self._child(f"[{number}]", value) for number, value in enumerate(self.value)]

    def string(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.error("text in quotes is expected here")
        return self.value.strip()

    def key(self) -> str:
        key = self.string()
        if not KEY.fullmatch(key):
            raise self.error(f"“{key}” is no key: lower-case letters, digits and hyphens only")
        return key

    def choice(self, allowed: Collection[str]) -> str:
        if self.value not in allowed:
            raise self.error(f"“{self.value}” is none of {', '.join(sorted(allowed))}")
        return str(self.value)

    def whole(self, at_least: int = 0) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.error("a whole number is expected here")
        if self.value < at_least:
            raise self.error(f"{self.value} is too small: at least {at_least}")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.error("true or false is expected here")
        return self.value

    def day(self) -> dt.date:
        if not isinstance(self.value, dt.date) or isinstance(self.value, dt.datetime):
            raise self.error("a date such as 2026-11-22 is expected here")
        return self.value

    def tenths(self) -> Decimal:
        """Clock hours, written as a string with one decimal so that no float creeps in."""
        if not isinstance(self.value, str) or not HOURS.fullmatch(self.value):
            raise self.error("hours are written in quotes with one decimal, such as “0.4”")
        return Decimal(self.value)

    def text(self, *, html: bool = False) -> Text:
        """Text by language: English always, Spanish when it exists."""
        found = self.fields("en", " ".join(LANGUAGES))
        written = {language: node.string() for language, node in found.items()}
        for language, node in found.items():
            problem = problem_in(written[language]) if html else None
            if problem:
                raise node.error(problem)
        return Text(**written)


def optional_text(found: dict[str, Node], name: str) -> Text:
    """The text of a field, empty where it is left out."""
    return found[name].text() if name in found else Text("")


def unique(nodes: Sequence[Node], values: Sequence[str]) -> None:
    """Refuse a value that appears twice.

    :raises CurriculumError: at the node of the second appearance.
    """
    seen: set[str] = set()
    for node, value in zip(nodes, values, strict=True):
        if value in seen:
            raise node.error(f"“{value}” is used twice")
        seen.add(value)
