"""Reading plain documents (YAML or JSON) and saying exactly where one is broken.

`Node` walks a document and remembers the path. The sentences are marked for translation here and
translated in `endorsement.wording`, since the rules know nothing of Django.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from endorsement.rules.facts import Hundredths

Text = Mapping[str, str]
"""Text by language code: {"en": "...", "es": "..."}."""

Choice = TypeVar("Choice", bound=StrEnum)

CODE = re.compile(r"[a-z][a-z0-9_]*\Z")
AREA = re.compile(r"[a-z][a-z0-9_]*:[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?\Z")
LANGUAGE = re.compile(r"[a-z]{2}(-[a-z]{2,4})?\Z")


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return message


MESSAGES: dict[str, str] = {
    "not_a_mapping": gettext_noop("this must hold named values (key: value)."),
    "not_a_list": gettext_noop("this must be a list."),
    "empty": gettext_noop("this must not be empty."),
    "not_text": gettext_noop("this must be text."),
    "not_a_code": gettext_noop(
        "“%(value)s” is not a code; use small letters, digits and underscores, a letter first."
    ),
    "not_an_area": gettext_noop(
        "“%(value)s” is not an area; write it like core:reflection or core:thinking.planning."
    ),
    "not_a_boolean": gettext_noop("this must be true or false."),
    "not_a_number": gettext_noop("“%(value)s” is not a whole number."),
    "not_hours": gettext_noop("“%(value)s” is not a number of hours with at most two decimals."),
    "too_small": gettext_noop("%(value)s is too small; the least is %(minimum)s."),
    "too_large": gettext_noop("%(value)s is too large; the most is %(maximum)s."),
    "not_a_date": gettext_noop("“%(value)s” is not a date; write it like 2026-01-31."),
    "not_a_month_day": gettext_noop("“%(value)s” is not a day of the year; write it like 12-31."),
    "not_one_of": gettext_noop("“%(value)s” is not known here; use one of: %(options)s."),
    "missing_key": gettext_noop("“%(key)s” is missing."),
    "unknown_key": gettext_noop("“%(key)s” is not known here; use one of: %(options)s."),
    "one_kind": gettext_noop("name exactly one kind of requirement: %(options)s."),
    "one_window": gettext_noop("write “cycle”, or a number of months like {months: 24}."),
    "one_condition": gettext_noop("name exactly one sort of condition: %(options)s."),
    "one_event": gettext_noop("write a day, {degree: bachelor}, or {endorsed: [a category]}."),
    "either_or": gettext_noop("name “%(one)s” or “%(other)s”, not both."),
    "most_below_least": gettext_noop("the most is below the least."),
    "quotas_exceed_total": gettext_noop(
        "the parts need %(value)s hours, but the whole only %(maximum)s."
    ),
    "cap_below_minimum": gettext_noop("the limit for “%(value)s” is below its minimum."),
    "spread_exceeds_window": gettext_noop(
        "this cannot be spread over more than the %(value)s months of its window."
    ),
    "too_many_choices": gettext_noop(
        "a choice among %(value)s areas is too large; %(maximum)s are the most."
    ),
    "too_deep": gettext_noop("the groups lie too deep within each other."),
    "no_age_band": gettext_noop("this category names no age bands."),
    "unknown_requirement": gettext_noop("“%(value)s” is not a requirement of this tree."),
    "unknown_upload": gettext_noop("“%(value)s” is not among the papers of this scheme."),
    "unknown_age_band": gettext_noop("“%(value)s” is not among the age bands of this scheme."),
    "unknown_level": gettext_noop("level %(value)s is not on the scale of this scheme."),
    "prerequisite_cycle": gettext_noop(
        "nobody can ever reach this: %(value)s need each other first."
    ),
    "editions_overlap": gettext_noop("this edition overlaps edition “%(value)s”."),
    "unknown_edition": gettext_noop("there is no such edition; this file has: %(options)s."),
    "too_big": gettext_noop("the file is larger than %(maximum)s kB."),
    "holds_too_much": gettext_noop("it holds too much: too many values, or nested too deep."),
    "duplicate": gettext_noop("“%(value)s” is there twice."),
    "said_twice": gettext_noop("“%(key)s” says this as well; say it in one of the two places."),
    "no_english": gettext_noop("the English text (en) is missing."),
    "not_a_language": gettext_noop("“%(value)s” is not a language code such as en or es."),
    "unknown_format": gettext_noop("format %(value)s is not known; this program reads %(known)s."),
    "unknown_area": gettext_noop("“%(value)s” is not an area or competency of its framework."),
    "unknown_framework": gettext_noop("“%(value)s” is not among the frameworks of this scheme."),
    "crosswalk_from_own": gettext_noop(
        "“%(value)s” belongs to a framework that this scheme reads itself; a crosswalk starts elsewhere."
    ),
    "unknown_category": gettext_noop("“%(value)s” is not a category of this scheme."),
    "unknown_document": gettext_noop("“%(value)s” is not among the documents of this scheme."),
    "unknown_role": gettext_noop("“%(value)s” is not among the reference roles of this scheme."),
    "too_many_needed": gettext_noop("%(value)s are needed but only %(maximum)s are listed."),
    "ends_before": gettext_noop("the last day is before the first."),
    "more_than_hours": gettext_noop("this is more than the hours of the entry."),
    "late_without_grace": gettext_noop(
        "nobody can be late without days of grace; say grace_days or grace_through."
    ),
    "not_a_currency": gettext_noop("“%(value)s” is not a currency code such as USD."),
    "not_a_rung": gettext_noop(
        "“%(value)s” is not a reminder; write for example due_45, due+10, late or removed."
    ),
    "needs_renewal": gettext_noop("a requirement for renewal needs a “renewal” cycle in the file."),
    "no_cycle": gettext_noop("“cycle” can be used for renewal only."),
    "syntax": gettext_noop("this cannot be read: %(problem)s."),
    "unreadable": gettext_noop("the file cannot be opened: %(problem)s."),
}


class DocumentError(ValueError):
    """A broken document: where (`path`, and `line` of a file where known) and what (`code`)."""

    def __init__(self, path: str, code: str, line: int | None = None, **params: object) -> None:
        self.path, self.code, self.line, self.params = path, code, line, params
        super().__init__(path, code, params)

    def __str__(self) -> str:
        where = self.path or "document"
        place = where if self.line is None else f"line {self.line}, {where}"
        return f"{place}: {MESSAGES[self.code] % self.params}"


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a document and its path, such as `categories.fs.award.all[2].hours`."""

    value: object
    path: str = ""

    def error(self, code: str, **params: object) -> DocumentError:
        """An error at this place, to be raised by the caller."""
        return DocumentError(self.path, code, None, **params)

    def child(self, key: str, value: object) -> Node:
        """The node below a key."""
        return Node(value, f"{self.path}.{key}" if self.path else key)

    def pairs(self) -> list[tuple[str, Node]]:
        """Key and node of a mapping, in the order of the document."""
        if not isinstance(self.value, Mapping):
            raise self.error("not_a_mapping")
        return [(str(key), self.child(str(key), value)) for key, value in self.value.items()]

    def fields(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Node]:
        """The nodes of a mapping with known keys; keys that hold null are as good as absent."""
        required, known = list(required), [*required, *optional]
        pairs = dict(self.pairs())
        for key, node in pairs.items():
            if key not in known:
                raise DocumentError(
                    node.path, "unknown_key", key=key, options=", ".join(sorted(known))
                )
        found = {key: node for key, node in pairs.items() if node.value is not None}
        for key in required:
            if key not in found:
                raise self.error("missing_key", key=key)
        return found

    def items(self, *, least: int = 0) -> list[Node]:
        """The nodes of a list with at least so many items."""
        if not isinstance(self.value, list | tuple):
            raise self.error("not_a_list")
        if len(self.value) < least:
            raise self.error("empty")
        return [Node(value, f"{self.path}[{at}]") for at, value in enumerate(self.value)]

    def text(self) -> str:
        """A text that is not blank."""
        if not isinstance(self.value, str):
            raise self.error("not_text")
        if not self.value.strip():
            raise self.error("empty")
        return self.value

    def code(self) -> str:
        """A code: small letters, digits, underscores."""
        if not isinstance(self.value, str) or not CODE.match(self.value):
            raise self.error("not_a_code", value=self.value)
        return self.value

    def area(self) -> str:
        """A reference to an area or a competency."""
        if not isinstance(self.value, str) or not AREA.match(self.value):
            raise self.error("not_an_area", value=self.value)
        return self.value

    def codes(self, *, least: int = 1) -> tuple[str, ...]:
        """A list of different codes."""
        return self._distinct([(node, node.code()) for node in self.items(least=least)])

    def areas(self, *, least: int = 1) -> tuple[str, ...]:
        """A list of different area or competency references."""
        return self._distinct([(node, node.area()) for node in self.items(least=least)])

    def _distinct(self, found: list[tuple[Node, str]]) -> tuple[str, ...]:
        seen: list[str] = []
        for node, value in found:
            if value in seen:
                raise node.error("duplicate", value=value)
            seen.append(value)
        return tuple(seen)

    def boolean(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.error("not_a_boolean")
        return self.value

    def integer(self, *, minimum: int = 0, maximum: int | None = None) -> int:
        """A whole number within limits."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.error("not_a_number", value=self.value)
        if self.value < minimum:
            raise self.error("too_small", value=self.value, minimum=minimum)
        if maximum is not None and self.value > maximum:
            raise self.error("too_large", value=self.value, maximum=maximum)
        return self.value

    def hours(self, *, minimum: Hundredths = 0) -> Hundredths:
        """Hours with at most two decimals, as integer hundredths."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float | str):
            raise self.error("not_hours", value=self.value)
        try:
            hundredths = Decimal(str(self.value)) * 100
            whole = int(hundredths)
        except (InvalidOperation, ValueError, OverflowError):
            raise self.error("not_hours", value=self.value) from None
        if whole != hundredths:
            raise self.error("not_hours", value=self.value)
        if whole < minimum:
            raise self.error("too_small", value=self.value, minimum=Decimal(minimum) / 100)
        return whole

    def day(self) -> date:
        """A calendar day, written 2026-01-31."""
        if type(self.value) is date:
            return self.value
        try:
            if not isinstance(self.value, str) or len(self.value) != 10:
                raise ValueError
            return date.fromisoformat(self.value)
        except ValueError:
            raise self.error("not_a_date", value=self.value) from None

    def choice(self, options: type[Choice]) -> Choice:
        """One member of an enumeration, by its code."""
        try:
            return options(str(self.value))
        except ValueError:
            known = ", ".join(option.value for option in options)
            raise self.error("not_one_of", value=self.value, options=known) from None

    def label(self) -> Text:
        """Text by language; English is required."""
        found: dict[str, str] = {}
        for language, node in self.pairs():
            if not LANGUAGE.match(language):
                raise node.error("not_a_language", value=language)
            found[language] = node.text()
        if "en" not in found:
            raise self.error("no_english")
        return found
