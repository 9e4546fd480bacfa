"""How well a question of a post-test works. Totals of fewer than five people are never formed.

Difficulty is the mean credit (p; a high value means an easy question; where no answer is right in part,
the share that answered right). Discrimination is the corrected item-total correlation: Pearson's
correlation between the credit x of the item and the mean credit y of the rest of the paper, the item
itself left out:

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

from courses.rules.choice_counts import Choice, counts
from courses.rules.marking import credit, kind_of

#: The fewest people whose answers make a total that authors may see.
LEAST = 5

Paper = tuple[Sequence[Mapping[str, Any]], Mapping[str, Any]]

#: What a figure suggests; `wording` is the template's. Below WEAK a question tells little.
WEAK, EASY, HARD = 0.2, 0.95, 0.2


@dataclass(frozen=True)
class Item:
    """One question: how many met it; the rest is None, or empty, below five."""

    key: str
    text: str
    asked: int
    credit: float | None = None
    discrimination: float | None = None
    choices: tuple[Choice, ...] = ()
    hints: tuple[str, ...] = ()


def items(papers: Sequence[Paper]) -> list[Item]:
    """Every question met in the papers (one paper a person), in the order of its key."""
    met: dict[str, list[tuple[Mapping[str, Any], Any]]] = {}
    marks: dict[str, list[tuple[float, float]]] = {}
    for questions, given in papers:
        earned = {q["key"]: float(credit(q, given.get(q["key"]))) for q in questions}
        for question in questions:
            key = question["key"]
            met.setdefault(key, []).append((question, given.get(key)))
            marks.setdefault(key, []).append((earned[key], _rest(earned, key)))
    return [_item(key, met[key], marks[key]) for key in sorted(met)]


def _rest(marks: Mapping[str, float], key: str) -> float:
    others = [mark for other, mark in marks.items() if other != key]
    return sum(others) / len(others) if others else 0.0


def _item(
    key: str,
    met: Sequence[tuple[Mapping[str, Any], Any]],
    marks: Sequence[tuple[float, float]],
) -> Item:
    text, asked = met[-1][0]["text"], len(met)
    if asked < LEAST:
        return Item(key, text, asked)
    mean = sum(mark for mark, _rest_score in marks) / asked
    told = discrimination(marks)
    # A question that changed its kind is told by what it is now.
    kind = kind_of(met[-1][0])
    choices = counts([one for one in met if kind_of(one[0]) == kind], least=LEAST)
    return Item(key, text, asked, mean, told, choices, _hints(kind, mean, told, choices))


def _hints(
    kind: str, mean: float, told: float | None, choices: Sequence[Choice]
) -> tuple[str, ...]:
    found = []
    if told is not None and told < 0:
        found.append("turned")
    elif told is not None and told < WEAK and HARD < mean < EASY:
        found.append("weak")
    if mean >= EASY:
        found.append("easy")
    if mean <= HARD:
        found.append("hard")
    right = max((one.chosen for one in choices if one.is_right), default=0)
    if kind in {"multiple_choice", "true_false"}:
        if any(one.chosen > right for one in choices if not one.is_right):
            found.append("drawn_away")
        if any(one.chosen == 0 for one in choices if not one.is_right):
            found.append("unchosen")
    return tuple(found)


def discrimination(answers: Sequence[tuple[float, float]]) -> float | None:
    """The corrected item-total correlation; None where everybody did the same."""
    try:
        return correlation([mark for mark, _rest in answers], [rest for _m, rest in answers])
    except StatisticsError:
        return None
