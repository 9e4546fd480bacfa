"""The glossary that ships: terms with their other forms and definitions, by language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from courses.curriculum.reader import Node, unique
from courses.curriculum.text import LANGUAGES, Text


@dataclass(frozen=True)
class Term:
    key: str
    name: Text
    forms: Mapping[str, tuple[str, ...]]
    definition: Text
    source: str | None

    @property
    def languages(self) -> list[str]:
        return [one for one in LANGUAGES if self.name.has(one) and self.definition.has(one)]


def terms(file: Path) -> tuple[Term, ...]:
    """:raises CurriculumError: when the file is wrong; without a file there are no terms."""
    if not file.exists():
        return ()
    nodes = Node.read(file).fields("terms")["terms"].items()
    found = [_term(node) for node in nodes]
    unique(nodes, [term.key for term in found])
    return tuple(found)


def _term(node: Node) -> Term:
    found = node.fields("key name forms definition source")
    forms = found["forms"].fields("", " ".join(LANGUAGES))
    return Term(
        key=found["key"].key(),
        name=found["name"].text(),
        forms={
            language: tuple(form.string() for form in forms_of.items())
            for language, forms_of in forms.items()
        },
        definition=found["definition"].text(),
        source=None if found["source"].value is None else found["source"].key(),
    )
