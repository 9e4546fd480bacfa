"""Accepted short answers of Moodle, in which an asterisk stands for anything."""

import re
from collections.abc import Iterable

from courses.exchange.choices import NEAR, WHOLE, Weighted
from courses.exchange.question import Kind, Loss, Losses, Question

_ANYTHING = re.compile(r"(?<!\\)\*")


def from_patterns(
    answers: Iterable[Weighted],
    *,
    text: str,
    rationale: str,
    losses: Losses,
    case_sensitive: bool = False,
) -> Question:
    """The question with those answers that give all points and are words."""
    accepted = []
    for answer in answers:
        if answer.feedback:
            losses.add(Loss.FEEDBACK)
        if answer.percent < WHOLE - NEAR:
            if answer.percent > 0:
                losses.add(Loss.WEIGHTS)
        elif _ANYTHING.search(answer.text):
            losses.add(Loss.PATTERN)
        else:
            accepted.append(answer.text.replace(r"\*", "*"))
    return Question(
        Kind.SHORT_ANSWER,
        text,
        rationale,
        accepted=tuple(accepted),
        case_sensitive=case_sensitive,
    )


def pattern(text: str) -> str:
    return text.replace("*", r"\*")
