"""Finding words without minding accents, capitals and hyphens."""

import re
import unicodedata
from dataclasses import dataclass

_MARKS = re.compile(r"[\u0300-\u036f]+")
#: Soft hyphens and joiners say nothing; other dashes part words.
_NOTHING = re.compile("[\u00ad\u200b-\u200d\u2060]+")
_DASHES = re.compile("[-\u2010-\u2015\u2212]")
_APOSTROPHES = re.compile("[’‘ʼ]")
AROUND = 70
SHORTEST, MOST_WORDS = 2, 8


@dataclass(frozen=True)
class Part:
    """A piece of a snippet; `found` when it is what was looked for."""

    text: str
    found: bool = False


def fold(text: str) -> str:
    """`Über-Ich` becomes `uber ich`: what is the same for whoever looks for words."""
    unmarked = _MARKS.sub("", unicodedata.normalize("NFKD", _NOTHING.sub("", text).casefold()))
    return _APOSTROPHES.sub("'", _DASHES.sub(" ", unmarked)).casefold()


def words_of(query: str) -> tuple[str, ...]:
    """The words looked for; empty when there is none of two letters or digits."""
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", fold(query))
    if not any(len(word) >= SHORTEST for word in words):
        return ()
    return tuple(dict.fromkeys(words))[:MOST_WORDS]


def has_all(text: str, words: tuple[str, ...]) -> bool:
    """Whether every word begins somewhere in the text."""
    folded = fold(text)
    return bool(words) and all(_beginning(word).search(folded) for word in words)


def _beginning(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_]){re.escape(word)}")


def snippet(text: str, words: tuple[str, ...], around: int = AROUND) -> tuple[Part, ...]:
    """The text around the first word found, cut at words; what was found in parts of its own."""
    spans = _spans(text, words)
    if not spans:
        return ()
    start = _cut_before(text, max(0, spans[0][0] - around))
    end = _cut_after(text, min(len(text), spans[0][1] + around))
    parts = [Part("…")] if start else []
    position = start
    for left, right in spans:
        if left < position or right > end:
            continue
        if left > position:
            parts.append(Part(text[position:left]))
        parts.append(Part(text[left:right], found=True))
        position = right
    tail = text[position:end] + ("…" if end < len(text) else "")
    return (*parts, Part(tail)) if tail else tuple(parts)


def _cut_before(text: str, position: int) -> int:
    if position == 0:
        return 0
    space = text.find(" ", position)
    return space + 1 if 0 <= space < position + 30 else position


def _cut_after(text: str, position: int) -> int:
    if position == len(text):
        return position
    space = text.rfind(" ", 0, position)
    return space if space > position - 30 else position


def _spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words stand in the text as it was written, in order, none within another."""
    folded, origin = [], []
    for index, character in enumerate(text):
        for one in fold(character):
            folded.append(one)
            origin.append(index)
    joined = "".join(folded)
    found = {
        (origin[hit.start()], origin[hit.end() - 1] + 1)
        for word in words
        for hit in _beginning(word).finditer(joined)
    }
    spans: list[tuple[int, int]] = []
    for left, right in sorted(found, key=lambda span: (span[0], -span[1])):
        if not spans or left >= spans[-1][1]:
            spans.append((left, _with_marks(text, right)))
    return spans


def _with_marks(text: str, end: int) -> int:
    """A letter keeps the accent that follows it as a character of its own."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end
