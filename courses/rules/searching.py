"""Searching in words: what a word is, which words are the same, what to show of a text that was found.

The index holds, for every word of a text, the word without capitals and accents and its stem. So a
full-text index that knows no language answers in each of them, and the same in every database.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
MOST_TERMS = 12
#: A beginning of a word finds what goes on from it only from here on.
SHORTEST_BEGINNING = 2
#: Characters of a passage on each side of what was found.
AROUND = 110

STEMMERS = {"en": "english", "es": "spanish"}
#: Words that nearly every text holds; they neither find nor leave out anything.
SAYING_NOTHING = """
a an and are as at be by for from how in is it of on or that the their this to what when who why with you your
al como con cual cuando de del el en es la las lo los o para por que se sin sobre su sus un una y
"""
STOP_WORDS = frozenset(SAYING_NOTHING.split())


@dataclass(frozen=True)
class Term:
    """One word that is looked for. `open` is the last one: it may be the beginning of a word."""

    folded: str
    open: bool = False

    def stem(self, language: str) -> str:
        return stem(self.folded, language)

    @property
    def begins(self) -> bool:
        return self.open and len(self.folded) >= SHORTEST_BEGINNING

    def finds(self, word: str, language: str) -> bool:
        """Whether a word of a text is meant."""
        known = fold(word)
        if known[:2] != self.folded[:2]:
            # Stems share their first letters with their words.
            return False
        return (
            known == self.folded
            or stem(known, language) == self.stem(language)
            or (self.begins and known.startswith(self.folded))
        )


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `found` when it is a word that was looked for."""

    text: str
    found: bool = False


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Without capitals and accents: "Formación" becomes "formacion"."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


@lru_cache(maxsize=50_000)
def stem(folded: str, language: str) -> str:
    """What words of one family share; the word itself in a language without stemmer."""
    name = STEMMERS.get(language)
    # A stemmer keeps the word it works on: every call has one of its own, for the threads' sake.
    return fold(snowballstemmer.stemmer(name).stemWord(folded)) if name else folded


def words(text: str) -> list[str]:
    return WORD.findall(unicodedata.normalize("NFC", text))


def index_words(text: str, language: str) -> str:
    """What is put into the index for a text: every word, and its stem where that is another."""
    found: list[str] = []
    for word in words(text):
        folded = fold(word)
        root = stem(folded, language)
        found.extend([folded] if root == folded else [folded, root])
    return " ".join(found)


def terms(asked: str) -> tuple[Term, ...]:
    """The words that are looked for, once each; without those that say nothing, unless all are such."""
    folded = list(dict.fromkeys(fold(word) for word in words(asked)))[:MOST_TERMS]
    kept = [word for word in folded if word not in STOP_WORDS] or folded
    return tuple(Term(word, open=word == kept[-1]) for word in kept)


def marked(text: str, asked: Sequence[Term], language: str) -> list[Piece]:
    """The text in pieces, each word that is meant a piece of its own."""
    text = unicodedata.normalize("NFC", text)
    pieces: list[Piece] = []
    begin = 0
    for match in WORD.finditer(text):
        if not any(term.finds(match[0], language) for term in asked):
            continue
        if match.start() > begin:
            pieces.append(Piece(text[begin : match.start()]))
        pieces.append(Piece(match[0], found=True))
        begin = match.end()
    if begin < len(text):
        pieces.append(Piece(text[begin:]))
    return pieces


def found_in(text: str, asked: Sequence[Term], language: str) -> set[Term]:
    """Which of the terms the text holds."""
    known = set(words(text))
    return {term for term in asked if any(term.finds(word, language) for word in known)}


def passage(text: str, asked: Sequence[Term], language: str) -> list[Piece]:
    """The part of a text where the most of the terms stand together; empty when it holds none."""
    text = unicodedata.normalize("NFC", text)
    hits = [
        (match.start(), {term for term in asked if term.finds(match[0], language)})
        for match in WORD.finditer(text)
    ]
    hits = [(place, found) for place, found in hits if found]
    if not hits:
        return []
    best, _found = max(hits, key=lambda hit: (_together(hits, hit[0]), -hit[0]))
    begin, end = _whole_words(text, best - AROUND // 2, best + AROUND * 2)
    pieces = marked(text[begin:end].strip(), asked, language)
    before = [Piece("… ")] if begin > 0 else []
    after = [Piece(" …")] if end < len(text) else []
    return [*before, *pieces, *after]


def _together(hits: Sequence[tuple[int, set[Term]]], place: int) -> int:
    near = [found for other, found in hits if place <= other < place + AROUND * 2]
    return len(set().union(*near))


def _whole_words(text: str, begin: int, end: int) -> tuple[int, int]:
    begin, end = max(begin, 0), min(end, len(text))
    if begin > 0:
        begin = text.find(" ", begin) + 1
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin)
    return begin, end


def meant(word: str, vocabulary: Mapping[str, int]) -> str | None:
    """The known word nearest to a mistyped one, of equally near ones the more frequent.

    None for a short word and where nothing is near: one letter up to five, two letters beyond.
    """
    folded = fold(word)
    if len(folded) < 4:
        return None
    limit = 1 if len(folded) <= 5 else 2
    best: tuple[int, int, str] | None = None
    for known, often in vocabulary.items():
        other = fold(known)
        if abs(len(other) - len(folded)) > limit or len(set(other) ^ set(folded)) > 2 * limit:
            continue
        away = distance(folded, other)
        if 0 < away <= limit and (best is None or (away, -often, known) < best):
            best = away, -often, known
    return best[2] if best else None


def distance(one: str, other: str) -> int:
    """Letters to put in, leave out, exchange or turn around until one word is the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for number, letter in enumerate(one, start=1):
        before, last, row = row, before, [number]
        for place, second in enumerate(other, start=1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != second))
            turned = number > 1 and place > 1 and letter == other[place - 2]
            if turned and one[number - 2] == second:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
    return row[-1]


def corrected(asked: str, vocabulary: Mapping[str, int], languages: Iterable[str]) -> str | None:
    """The words as they may have been meant; None when every word is known or nothing is near."""
    spoken = list(languages)
    roots = {stem(fold(word), language) for word in vocabulary for language in spoken}
    folded = {fold(word) for word in vocabulary}
    found = {term.folded: term for term in terms(asked)}
    changed = False
    said: list[str] = []
    for word in words(asked):
        term = found.get(fold(word))
        known = (
            term is None
            or term.folded in folded
            or any(term.stem(language) in roots for language in spoken)
            or (term.begins and any(one.startswith(term.folded) for one in folded))
        )
        better = None if known else meant(word, vocabulary)
        changed = changed or better is not None
        said.append(better or word)
    return " ".join(said) if changed else None
