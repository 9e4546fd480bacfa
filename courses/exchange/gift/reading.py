"""Reading GIFT.

A question ends at an empty line; between braces an empty line is forgiven, unless a new title or
category follows: then a brace was forgotten, and only that question is broken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from courses.exchange.choices import WHOLE, Weighted, from_weights
from courses.exchange.decoding import decode_text
from courses.exchange.fitting import fit
from courses.exchange.gift.escapes import hide, show
from courses.exchange.patterns import from_patterns
from courses.exchange.plain import plain, plain_lines
from courses.exchange.question import (
    MOST_IN_FILE,
    BadFile,
    Entry,
    Kind,
    Losses,
    Option,
    Pair,
    Question,
    Reading,
    Refusal,
    beginning,
    tidy,
)

BLANK = "_____"
_TITLE = re.compile(r"\A\s*::(.*?)::", re.DOTALL)
_FORMAT = re.compile(r"\A\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
_WEIGHT = re.compile(r"\A\s*%\s*(-?\d{1,3}(?:\.\d{1,10})?)\s*%")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_NEW = re.compile(r"\s*(?:::|\$CATEGORY)")


def read(content: bytes) -> Reading:
    """:raises BadFile: when it is no text, or there is no question in it."""
    blocks = _Blocks(decode_text(content))
    entries: list[Entry] = []
    for block in blocks:
        if len(entries) >= MOST_IN_FILE:
            raise BadFile("too_many", most=MOST_IN_FILE)
        entries.append(fit(_entry(len(entries) + 1, block)))
    if not any(entry.said != "description" for entry in entries):
        raise BadFile("no_questions")
    return Reading("gift", tuple(entries), categories=blocks.categories)


@dataclass
class _Blocks:
    """The questions of a file, each as its lines; categories are counted."""

    text: str
    categories: int = 0
    lines: list[str] = field(default_factory=list)
    inside: bool = False

    def __iter__(self) -> Iterator[str]:
        for line in hide(self.text).splitlines():
            bare = line.strip()
            if bare.startswith("//"):
                continue
            if self.lines and self.inside and not self.lines[-1].strip() and _NEW.match(line):
                yield from self._end()
            if not self.inside and bare.upper().startswith("$CATEGORY"):
                yield from self._end()
                self.categories += 1
            elif bare or self.inside:
                self.lines.append(line)
                self._follow(line)
            else:
                yield from self._end()
        yield from self._end()

    def _follow(self, line: str) -> None:
        opened, closed = line.rfind("{"), line.rfind("}")
        if opened != closed:
            self.inside = opened > closed

    def _end(self) -> Iterator[str]:
        block, self.lines, self.inside = "\n".join(self.lines).strip(), [], False
        if block:
            yield block


def _entry(number: int, block: str) -> Entry:
    title, rest = _split(_TITLE, block)
    form, rest = _split(_FORMAT, rest)
    form = form.lower() or "moodle"
    opened, closed = rest.find("{"), rest.rfind("}")
    name = beginning(show(title) or tidy(show(rest if opened < 0 else rest[:opened])))
    if opened < 0:
        said = "description" if closed < 0 else "unknown"
        entry = Entry(number, name, said)
        return entry.refused(Refusal.KIND if closed < 0 else Refusal.BROKEN)
    if closed < opened:
        return Entry(number, name, "unknown").refused(Refusal.BROKEN)
    losses = Losses()
    words = _Words(form, losses)
    head, tail = rest[:opened], rest[closed + 1 :].strip()
    if tail:
        head = f"{head.rstrip()} {BLANK} {tail}"
    body, _mark, general = rest[opened + 1 : closed].partition("####")
    said = _kind_of(body.strip())
    # Some writers put all of it into the title.
    text = words.said(head, form) or tidy(show(title))
    entry = Entry(number, beginning(show(title)) or beginning(text), said)
    if said not in _READERS:
        return entry.refused(Refusal.BROKEN if said == "unknown" else Refusal.KIND)
    question = _READERS[said](body.strip(), text, words.of(general), words)
    return Entry(number, entry.name, said, question, losses.notes())


def _split(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    found = pattern.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


@dataclass
class _Words:
    """Texts of a question, each in the question's format or one of its own."""

    form: str
    losses: Losses

    def of(self, piece: str) -> str:
        form, rest = _split(_FORMAT, piece)
        return self.said(rest, form.lower() or self.form)

    def said(self, piece: str, form: str) -> str:
        text = show(piece).strip()
        if form == "html":
            return plain(text, self.losses)
        return plain_lines(text, self.losses) if form == "moodle" else tidy(text)


def _kind_of(body: str) -> str:
    if not body:
        return "essay"
    if body.startswith("#"):
        return "numerical"
    if body.partition("#")[0].strip().upper() in _TRUTH:
        return "truefalse"
    if "~" in body:
        return "multichoice"
    if not body.startswith("="):
        return "unknown"
    return "matching" if "->" in body else "shortanswer"


def _true_false(body: str, text: str, rationale: str, words: _Words) -> Question:
    said, *feedback = body.split("#")
    truth = _TRUTH[said.strip().upper()]
    # The first is for those who answer wrong, the second for those who answer right.
    wrong, right = (words.of(piece) for piece in (*feedback, "", "")[:2])
    true, false = (right, wrong) if truth else (wrong, right)
    options = (Option("", truth, true), Option("", not truth, false))
    return Question(Kind.TRUE_FALSE, text, rationale, options=options)


def _answers(body: str, words: _Words) -> tuple[list[Weighted], bool]:
    """The answers, and whether one of them is marked as the right one."""
    pieces = re.split(r"([=~])", body)
    found, marked = [], False
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if not piece.strip():
            continue
        weight, rest = _split(_WEIGHT, piece)
        answer, _mark, feedback = rest.partition("#")
        marked = marked or mark == "="
        percent = float(weight) if weight else WHOLE * (mark == "=")
        found.append(Weighted(words.of(answer), percent, words.of(feedback)))
    return found, marked


def _choices(body: str, text: str, rationale: str, words: _Words) -> Question:
    answers, marked = _answers(body, words)
    return from_weights(answers, single=marked, text=text, rationale=rationale, losses=words.losses)


def _short_answer(body: str, text: str, rationale: str, words: _Words) -> Question:
    answers, _marked = _answers(body, words)
    return from_patterns(answers, text=text, rationale=rationale, losses=words.losses)


def _matching(body: str, text: str, rationale: str, words: _Words) -> Question:
    pairs, decoys = [], []
    for piece in body.split("=")[1:]:
        line, _arrow, match = piece.partition("->")
        if words.of(line):
            pairs.append(Pair(words.of(line), words.of(match)))
        else:
            decoys.append(words.of(match))
    # Moodle always gives part of the points here.
    return Question(
        Kind.MATCHING, text, rationale, pairs=tuple(pairs), decoys=tuple(decoys), partial=True
    )


_READERS = {
    "truefalse": _true_false,
    "multichoice": _choices,
    "shortanswer": _short_answer,
    "matching": _matching,
}
