"""Evaluations in totals: what five or more people said about one question, and nobody's own answer."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from courses.rules.item_statistics import LEAST

SCALE = ("1", "2", "3", "4", "5")
YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Total:
    """One evaluation question. Below five answers only `enough` is told, not even how many."""

    key: str
    kind: str
    text: str
    enough: bool
    answered: int | None = None
    average: float | None = None
    counts: tuple[tuple[str, int], ...] = ()
    comments: tuple[str, ...] = ()


def totals(
    questions: Sequence[Mapping[str, Any]], answers: Sequence[Mapping[str, Any]]
) -> list[Total]:
    """A total for every question. Comments are in the order of the alphabet: it says nothing of when."""
    return [_total(question, answers) for question in questions]


def _total(question: Mapping[str, Any], answers: Sequence[Mapping[str, Any]]) -> Total:
    key, kind, text = question["key"], question["kind"], question["text"]
    given = [str(one[key]).strip() for one in answers if str(one.get(key) or "").strip()]
    if len(given) < LEAST:
        return Total(key, kind, text, enough=False)
    if kind == "text":
        comments = tuple(sorted(given, key=str.casefold))
        return Total(key, kind, text, enough=True, answered=len(given), comments=comments)
    counted = Counter(given)
    values = SCALE if kind == "scale" else YES_NO
    average = None
    if kind == "scale":
        marks = [int(one) for one in given if one in SCALE]
        average = sum(marks) / len(marks) if marks else None
    return Total(
        key,
        kind,
        text,
        enough=True,
        answered=len(given),
        average=average,
        counts=tuple((value, counted[value]) for value in values),
    )
