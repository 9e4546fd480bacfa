"""Evaluations in totals: what five people or more said about one question, and nobody's own answer.

Answers are counted five at a time, in the order in which they were handed in: of seven answers the first
five are in the total, the other two join it with the tenth. So two looks at different times differ by
five people or not at all, and what one of them answered cannot be worked out from the difference. Each
question is counted by itself, because one that may be left empty has fewer answers than others.

Who is erased takes the whole group along: their answer cannot be taken out of a total that was seen before,
and the other four without it would tell what it was, now or in another group. What was handed in leaves a
gap, which says only what was answered, so that the groups stay as they were (`Response.erased`).

A total over a quarter of a year holds whole groups of five as well: a group belongs to the quarter in
which its last answer came.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from courses.rules.evaluation import SCALE as ON_SCALE
from courses.rules.evaluation import TEXT
from courses.rules.evaluation import YES_NO as BY_YES_OR_NO
from courses.rules.item_statistics import LEAST

SCALE = ("1", "2", "3", "4", "5")
YES_NO = ("yes", "no")


#: When it came and what was said, as texts; nothing where it was erased.
Answer = tuple[date | None, list[str]]


@dataclass(frozen=True)
class Response:
    """What one person handed in: the questions as they were asked (none: as they stand), the answers.

    `erased` are keys of questions that somebody answered who was erased: the answers are gone.
    """

    answers: Mapping[str, Any]
    on: date | None = None
    asked: Sequence[Mapping[str, Any]] = ()
    erased: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Period:
    """A quarter of a year: how many answered, and their average."""

    year: int
    quarter: int
    answered: int
    average: float


@dataclass(frozen=True)
class Total:
    """One evaluation question. Below five answers only `enough` is told, not even how many.

    `counts` are choice and number; of several choices a person is counted at each. `current` is False
    for a question that is no longer asked in these words.
    """

    key: str
    kind: str
    text: str
    enough: bool
    answered: int | None = None
    average: float | None = None
    counts: tuple[tuple[str, int], ...] = ()
    comments: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()
    about: str = ""
    options: tuple[tuple[str, str], ...] = ()
    current: bool = True

    @property
    def wording(self) -> str:
        """The question with the objective that it is about."""
        return f"{self.text} {self.about}" if self.about else self.text

    def alike(self, other: "Total") -> bool:
        """Whether it is the same question, in this version of a module or in another."""
        mine = (self.key, self.kind, self.text, self.about)
        return mine == (other.key, other.kind, other.text, other.about)


def totals(questions: Sequence[Mapping[str, Any]], responses: Sequence[Response]) -> list[Total]:
    """A total for every question, those of today first, then those that were asked before.

    `responses` come in the order in which they were handed in. Comments are in the order of the
    alphabet: it says nothing of when.
    """
    listed = {_identity(question): question for question in questions}
    current = set(listed)
    for response in responses:
        for question in response.asked:
            listed.setdefault(_identity(question), question)
    return [
        _total(question, responses, current=identity in current)
        for identity, question in listed.items()
    ]


def answered(answers: Mapping[str, Any]) -> list[str]:
    """Keys of the questions that were not left empty."""
    return [key for key, value in answers.items() if _said(value)]


def _released(given: Sequence[Answer]) -> list[Answer]:
    """Those that are counted: whole groups of five, the earliest first, none with a gap in it."""
    whole = range(0, len(given) // LEAST * LEAST, LEAST)
    groups = [given[begin : begin + LEAST] for begin in whole]
    return [one for group in groups if all(said for _on, said in group) for one in group]


def _identity(question: Mapping[str, Any]) -> tuple[Any, ...]:
    """What makes answers comparable: a question in other words is another question."""
    options = tuple(tuple(option) for option in question.get("options") or ())
    return (
        question["key"],
        question["kind"],
        question["text"],
        question.get("about") or "",
        options,
    )


def _total(question: Mapping[str, Any], responses: Sequence[Response], *, current: bool) -> Total:
    key, kind = question["key"], question["kind"]
    identity = _identity(question)
    meant = [one for one in responses if _was_asked(one, identity, current=current)]
    given = [(one, _said(one.answers.get(key))) for one in meant]
    counted = _released([(one.on, said) for one, said in given if said or key in one.erased])
    about = question.get("about") or ""
    options = tuple((code, text) for code, text in question.get("options") or ())
    if not counted:
        return Total(
            key, kind, question["text"], enough=False, about=about, options=options, current=current
        )
    values = [one for _on, said in counted for one in said]
    often = Counter(values)
    choices = {ON_SCALE: SCALE, BY_YES_OR_NO: YES_NO}.get(kind) or [code for code, _t in options]
    return Total(
        key,
        kind,
        question["text"],
        enough=True,
        answered=len(counted),
        average=_average(values) if kind == ON_SCALE else None,
        counts=() if kind == TEXT else tuple((value, often[value]) for value in choices),
        comments=tuple(sorted(values, key=str.casefold)) if kind == TEXT else (),
        periods=_periods(counted) if kind == ON_SCALE else (),
        about=about,
        options=options,
        current=current,
    )


def _was_asked(response: Response, identity: tuple[Any, ...], *, current: bool) -> bool:
    """A response without its questions was given before they were kept: to those of today."""
    if not response.asked:
        return current
    return identity in {_identity(question) for question in response.asked}


def _said(value: Any) -> list[str]:
    """An answer as texts: one, several for a choice of several, none when it was left empty."""
    given = value if isinstance(value, list) else [value]
    return [str(one).strip() for one in given if str(one or "").strip()]


def _average(values: Sequence[str]) -> float | None:
    marks = [int(one) for one in values if one in SCALE]
    return sum(marks) / len(marks) if marks else None


def _periods(counted: Sequence[Answer]) -> tuple[Period, ...]:
    found: dict[tuple[int, int], list[str]] = {}
    for begin in range(0, len(counted), LEAST):
        group = counted[begin : begin + LEAST]
        last = group[-1][0]
        if last is not None:
            marks = found.setdefault((last.year, (last.month + 2) // 3), [])
            marks.extend(one for _on, said in group for one in said)
    return tuple(
        Period(year, quarter, len(marks), _average(marks) or 0.0)
        for (year, quarter), marks in sorted(found.items())
    )
