"""How often each answer was chosen: of options, of lines with an answer, of items in their place.

What somebody typed is told only when as many people typed the same as make a total; the rest is one
number.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.rules.marking import is_right, kind_of
from courses.rules.paper import lines
from courses.rules.short_answer import normalized

Met = Sequence[tuple[Mapping[str, Any], Any]]


@dataclass(frozen=True)
class Choice:
    """An answer and how many gave it; without text: every other answer."""

    text: str
    is_right: bool
    chosen: int


def counts(met: Met, *, least: int) -> tuple[Choice, ...]:
    """Answers to one question as it was on each paper, in its own order, right ones first where equal."""
    rule = _RULES.get(kind_of(met[-1][0]), _options)
    return tuple(rule(met, least))


def _options(met: Met, _least: int) -> list[Choice]:
    texts: dict[str, tuple[str, bool]] = {}
    chosen: Counter[str] = Counter()
    for question, answer in met:
        for option in question["options"]:
            texts[option["key"]] = (option["text"], bool(option["correct"]))
        chosen.update(set(answer or ()))
    return [Choice(*texts[key], chosen[key]) for key in sorted(texts)]


def _matching(met: Met, _least: int) -> list[Choice]:
    """Every line with its answer, and with each other answer it was given."""
    given: Counter[tuple[str, str, bool]] = Counter()
    for question, answer in met:
        for line in lines(question, answer):
            given[line.text, line.right, True] += line.is_right
            if line.given and not line.is_right:
                given[line.text, line.given, False] += 1
    places = {pair["text"]: number for number, pair in enumerate(met[-1][0]["pairs"])}
    rows = sorted(given, key=lambda one: (places.get(one[0], 99), not one[2], -given[one]))
    return [
        Choice(f"{line} → {answer}", right, given[line, answer, right])
        for line, answer, right in rows
    ]


def _ordering(met: Met, _least: int) -> list[Choice]:
    """Every item, and how many gave it its place."""
    placed: Counter[str] = Counter()
    for question, answer in met:
        for line in lines(question, answer):
            placed[f"{line.right}. {line.text}"] += line.is_right
    return [Choice(text, True, number) for text, number in placed.items()]


def _short_answer(met: Met, least: int) -> list[Choice]:
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for question, answer in met:
        if answer:
            told = right if is_right(question, answer) else wrong
            told[normalized(answer)] += 1
    often = [(text, number) for text, number in wrong.most_common() if number >= least]
    other = sum(wrong.values()) - sum(number for _text, number in often)
    rows = [Choice(text, True, number) for text, number in right.most_common()]
    rows += [Choice(text, False, number) for text, number in often]
    return [*rows, Choice("", False, other)] if other else rows


_RULES: dict[str, Callable[[Met, int], list[Choice]]] = {
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
}
