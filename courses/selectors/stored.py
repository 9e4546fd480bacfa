"""Stored streams of a page and of its translation, read side by side as text in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.rich_text import expand_db_html

from courses.curriculum.markup import simplified
from courses.curriculum.text import Text


@dataclass(frozen=True)
class Both:
    """One stored value in English and in Spanish, where the same block is there in Spanish."""

    en: Any
    es: Any = None

    def __getitem__(self, name: str) -> Any:
        """A code, number or flag: the same in both languages, read from the English."""
        return self.en.get(name)

    def inside(self, name: str) -> Both:
        return Both(self.en.get(name), self.es.get(name) if isinstance(self.es, Mapping) else None)

    def text(self, name: str) -> Text:
        return self.inside(name).words()

    def html(self, name: str) -> Text:
        """Rich text in the small part of HTML that the files know."""
        both = self.inside(name)
        return Text(_prose(both.en), _prose(both.es) or None)

    def words(self) -> Text:
        return Text(str(self.en or "").strip(), str(self.es or "").strip() or None)

    def codes(self, name: str) -> tuple[str, ...]:
        return tuple(str(_value(one)) for one in self.en.get(name) or ())

    def items(self, name: str) -> Iterator[Both]:
        """The parts of a list or a stream, each with its translation."""
        return pairs(self.en.get(name), self.es.get(name) if isinstance(self.es, Mapping) else None)


def pairs(en: Any, es: Any) -> Iterator[Both]:
    """Parts by the ids that translations share, otherwise by their places."""
    english, spanish = list(en or ()), list(es or ())
    by_id = {part.get("id"): part for part in spanish if isinstance(part, Mapping)}
    for place, part in enumerate(english):
        found = by_id.get(part.get("id")) if isinstance(part, Mapping) else None
        if found is None and not by_id.keys() & _ids(english) and place < len(spanish):
            found = spanish[place]
        yield Both(_value(part), None if found is None else _value(found))


def _ids(parts: list[Any]) -> set[Any]:
    return {part.get("id") for part in parts if isinstance(part, Mapping)} - {None}


def _value(part: Any) -> Any:
    """What a stored item or block holds."""
    return part["value"] if isinstance(part, Mapping) and "value" in part else part


def _prose(stored: Any) -> str:
    text = str(stored or "").strip()
    return simplified(expand_db_html(text)).strip() if "<" in text else text
