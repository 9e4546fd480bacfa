"""What is read from a file and written to one: questions, and what of them was left out."""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

#: Characters that XML cannot hold, and marks that no reader sees.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
_LINES = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Kind(enum.StrEnum):
    MULTIPLE_CHOICE = "multiple_choice"
    MULTIPLE_RESPONSE = "multiple_response"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    SHORT_ANSWER = "short_answer"


CHOICE_KINDS = frozenset({Kind.MULTIPLE_CHOICE, Kind.MULTIPLE_RESPONSE, Kind.TRUE_FALSE})


class Loss(enum.StrEnum):
    """What of a question that was taken, or written, was left out."""

    MEDIA = "media"
    FILES = "files"
    TABLE = "table"
    FORMULA = "formula"
    HINTS = "hints"
    FEEDBACK = "feedback"
    WEIGHTS = "weights"
    PENALTY = "penalty"
    PARTIAL = "partial"
    WHOLE = "whole"
    PATTERN = "pattern"
    CASE = "case"
    TOO_LONG = "too_long"
    EMPTY_ANSWERS = "empty_answers"
    SAME_ANSWERS = "same_answers"
    ARROW = "arrow"
    PAIRS = "pairs"
    RULE = "rule"


class Refusal(enum.StrEnum):
    """Why a question was not taken, or not written."""

    KIND = "kind"
    BROKEN = "broken"
    NO_TEXT = "no_text"
    NO_RIGHT = "no_right"
    SEVERAL_RIGHT = "several_right"
    FEW = "few"
    MANY = "many"
    LONG = "long"
    SAME = "same"
    PATTERN = "pattern"
    WORDLESS = "wordless"
    MISSING = "missing"
    UNFINISHED = "unfinished"
    UNREAD = "unread"


@dataclass(frozen=True)
class Note:
    """A reason with its parameters."""

    reason: Loss | Refusal
    params: tuple[tuple[str, Any], ...] = ()

    @property
    def is_refusal(self) -> bool:
        return isinstance(self.reason, Refusal)


def note(reason: Loss | Refusal, **params: Any) -> Note:
    return Note(reason, tuple(sorted(params.items())))


@dataclass(frozen=True)
class Option:
    text: str
    correct: bool = False
    rationale: str = ""


@dataclass(frozen=True)
class Pair:
    text: str
    match: str


@dataclass(frozen=True)
class Question:
    """One question. Of True and False, True stands first and neither has a text of its own."""

    kind: Kind
    text: str
    rationale: str = ""
    options: tuple[Option, ...] = ()
    pairs: tuple[Pair, ...] = ()
    decoys: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    case_sensitive: bool = False
    partial: bool = False


@dataclass(frozen=True)
class Entry:
    """One question of a file: taken, with or without a loss, or not taken and why."""

    number: int
    name: str
    #: What the format calls this kind.
    said: str
    question: Question | None = None
    notes: tuple[Note, ...] = ()

    def refused(self, reason: Refusal, **params: Any) -> "Entry":
        return replace(self, question=None, notes=(note(reason, **params),))


@dataclass(frozen=True)
class Reading:
    """A file as it was read. `format` is its name: gift, moodle_xml, qti21, qti3."""

    format: str
    entries: tuple[Entry, ...]
    categories: int = 0


#: A file with more is not read on: nobody looks through so many, and a bank holds fewer.
MOST_IN_FILE = 1_000


class BadFile(ValueError):
    """The file as a whole is refused. `code` is one of `wording.FILES`."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass
class Losses:
    """Gathers what is left out while a question is read."""

    found: list[Note] = field(default_factory=list)

    def add(self, reason: Loss, **params: Any) -> None:
        one = note(reason, **params)
        if one not in self.found:
            self.found.append(one)

    def notes(self) -> tuple[Note, ...]:
        return tuple(self.found)


def tidy(text: str) -> str:
    """A text of paragraphs: single spaces, at most one empty line, nothing that XML cannot hold."""
    lines = [" ".join(_FORBIDDEN.sub("", line).split()) for line in _LINES.split(text)]
    joined = "\n".join(lines)
    return re.sub(r"\n{3,}", "\n\n", joined).strip("\n")


def one_line(text: str) -> str:
    return " ".join(tidy(text).split())


def beginning(text: str, most: int = 80) -> str:
    """Enough of a text to find the question again."""
    line = one_line(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def count_of(entries: Iterable[Entry]) -> int:
    return sum(entry.question is not None for entry in entries)
