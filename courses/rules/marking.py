"""How an answer is marked: the share of the credit it earns, an exact fraction from 0 to 1.

Kinds and what their answers are, as they are kept in the attempt:

| kind              | answer                     | credit                                               |
|-------------------|----------------------------|------------------------------------------------------|
| multiple_choice   | [option]                   | 1 or 0                                               |
| true_false        | [option]                   | 1 or 0                                               |
| multiple_response | [option, …]                | 1 or 0; partial: right ones chosen / right ones      |
|                   |                            | minus wrong ones chosen / wrong ones, not below 0    |
| matching          | {line: choice}             | 1 or 0; partial: lines right / lines                 |
| ordering          | {item: place}              | 1 or 0; partial: of all pairs of items, those in the |
|                   |                            | right order minus those in the wrong order, / pairs, |
|                   |                            | not below 0                                          |
| short_answer      | text                       | 1 or 0; compared as in rules/short_answer.py         |

Multiple response and ordering subtract, because otherwise ticking everything, or any order at all, would
earn about half: chosen blindly, both are worth nothing on average before the floor. A wrong tick
therefore never helps, and whoever is sure of one answer and leaves the rest alone keeps what it earns.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

from courses.rules.short_answer import normalized

Question = Mapping[str, Any]
#: Keys of options; choices by line; places by item; or words.
Answer = Any

#: Kinds whose answers have parts, so that partial credit can be asked for.
IN_PARTS = frozenset({"multiple_response", "matching", "ordering"})


def credit(question: Question, answer: Answer) -> Fraction:
    """The share of the credit that an answer earns; no answer earns nothing."""
    if not answer:
        return Fraction(0)
    earned = _RULES.get(kind_of(question), _options)(question, answer)
    return earned if earned == 1 or is_partial(question) else Fraction(0)


def is_right(question: Question, answer: Answer) -> bool:
    """Everything is right."""
    return credit(question, answer) == 1


def kind_of(question: Question) -> str:
    return str(question.get("kind", "multiple_choice"))


def is_partial(question: Question) -> bool:
    """Whether an answer that is right in part earns part of the credit."""
    return bool(question.get("partial")) and kind_of(question) in IN_PARTS


def right_keys(question: Question) -> list[str]:
    """Keys of the right answers to choose from, sorted."""
    return sorted(option["key"] for option in question["options"] if option["correct"])


def right_answer(question: Question) -> Answer:
    """The answer that earns everything."""
    kind = kind_of(question)
    if kind == "matching":
        return {pair["key"]: right_choice(question, pair) for pair in question["pairs"]}
    if kind == "ordering":
        return {item["key"]: place for place, item in enumerate(question["items"], start=1)}
    if kind == "short_answer":
        return question["accepted"][0]
    return right_keys(question)


def right_choice(question: Question, pair: Mapping[str, str]) -> str:
    """The key of a line's answer among the shuffled ones; two lines may share one."""
    wanted = normalized(pair["match"])
    return next((c["key"] for c in question["choices"] if normalized(c["text"]) == wanted), "")


def _options(question: Question, answer: Answer) -> Fraction:
    chosen, right = set(answer), set(right_keys(question))
    if chosen == right:
        return Fraction(1)
    wrong = {option["key"] for option in question["options"]} - right
    if not right or not wrong:
        return Fraction(0)
    hits, alarms = (
        Fraction(len(chosen & right), len(right)),
        Fraction(len(chosen & wrong), len(wrong)),
    )
    return max(Fraction(0), hits - alarms)


def _matching(question: Question, answer: Answer) -> Fraction:
    pairs = question["pairs"]
    right = sum(answer.get(pair["key"]) == right_choice(question, pair) for pair in pairs)
    return Fraction(right, len(pairs))


def _ordering(question: Question, answer: Answer) -> Fraction:
    places = [answer.get(item["key"]) for item in question["items"]]
    pairs = list(combinations(places, 2))
    told = [(first, second) for first, second in pairs if first and second]
    right = sum(first < second for first, second in told)
    wrong = sum(first > second for first, second in told)
    return max(Fraction(0), Fraction(right - wrong, len(pairs)))


def _short_answer(question: Question, answer: Answer) -> Fraction:
    exact = bool(question.get("case_sensitive"))
    accepted = {normalized(text, case_sensitive=exact) for text in question["accepted"]}
    return Fraction(normalized(answer, case_sensitive=exact) in accepted)


_RULES: dict[str, Callable[[Question, Answer], Fraction]] = {
    "matching": _matching,
    "ordering": _ordering,
    "short_answer": _short_answer,
}
