"""How well a question of a post-test works. Totals of fewer than five people are never formed.

Difficulty is the share that answered right (p; a high value means an easy question). Discrimination is
the corrected item-total correlation: Pearson's correlation between the item x (right 1, wrong 0) and
the share y that is right on the rest of the paper, the item itself left out:

    r = sum (x - mean x)(y - mean y) / sqrt(sum (x - mean x)^2 * sum (y - mean y)^2)

(J. P. Guilford, "The correlation of an item with a composite of the remaining items in a test",
Educational and Psychological Measurement 13, 1953, 87-93; S. Henrysson, "Correction of item-total
correlations in item analysis", Psychometrika 28, 1963, 211-218, doi 10.1007/BF02289618). The rest is
another one for each item, so the figures of a test are compared with care (E. E. Cureton, "Corrected
item-test correlations", Psychometrika 31, 1966, 93-96). Near zero or below, those who know the rest do
not know this one: its wording wants a look.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation
from typing import Any

from courses.rules.marking import credit

#: The fewest people whose answers make a total that authors may see.
LEAST = 5

Paper = tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True)
class Item:
    """One question: how many met it; the rest is None below five."""

    key: str
    text: str
    asked: int
    right: float | None
    discrimination: float | None


def items(papers: Sequence[Paper]) -> list[Item]:
    """Every question met in the papers (one paper a person), in the order of its key."""
    texts: dict[str, str] = {}
    answers: dict[str, list[tuple[float, float]]] = {}
    for questions, chosen in papers:
        marks = {q["key"]: float(credit(q, chosen.get(q["key"]))) for q in questions}
        for question in questions:
            key = question["key"]
            texts[key] = question["text"]
            answers.setdefault(key, []).append((marks[key], _rest(marks, key)))
    return [_item(key, texts[key], answers[key]) for key in sorted(answers)]


def _rest(marks: Mapping[str, float], key: str) -> float:
    others = [mark for other, mark in marks.items() if other != key]
    return sum(others) / len(others) if others else 0.0


def _item(key: str, text: str, answers: Sequence[tuple[float, float]]) -> Item:
    asked = len(answers)
    if asked < LEAST:
        return Item(key, text, asked, None, None)
    right = sum(mark for mark, _rest_score in answers) / asked
    return Item(key, text, asked, right, discrimination(answers))


def discrimination(answers: Sequence[tuple[float, float]]) -> float | None:
    """The corrected item-total correlation; None where everybody did the same."""
    try:
        return correlation([mark for mark, _rest in answers], [rest for _m, rest in answers])
    except StatisticsError:
        return None
