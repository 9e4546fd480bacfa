"""Answers with points, as Moodle knows them, as the choice question that comes nearest."""

from collections.abc import Sequence
from dataclasses import dataclass

from courses.exchange.question import Kind, Loss, Losses, Option, Question

WHOLE = 100.0
#: Moodle rounds its shares to five places.
NEAR = 0.01


@dataclass(frozen=True)
class Weighted:
    """An answer and the percent of the points it gives."""

    text: str
    percent: float
    feedback: str = ""


def from_weights(
    answers: Sequence[Weighted], *, single: bool, text: str, rationale: str, losses: Losses
) -> Question:
    """The question; where its points are none of ours, that is noted."""
    if single:
        right = [_near(one.percent, WHOLE) for one in answers]
        if any(0 < one.percent < WHOLE - NEAR for one in answers):
            losses.add(Loss.WEIGHTS)
        if any(one.percent < 0 for one in answers):
            losses.add(Loss.PENALTY)
        kind, partial = Kind.MULTIPLE_CHOICE, False
    else:
        right = [one.percent > 0 for one in answers]
        kind, partial = Kind.MULTIPLE_RESPONSE, not _all_or_nothing(answers)
        if not (partial and as_ours(answers)):
            losses.add(Loss.RULE)
    options = tuple(
        Option(one.text, correct, one.feedback) for one, correct in zip(answers, right, strict=True)
    )
    return Question(kind, text, rationale, options=options, partial=partial)


def weights(question: Question, losses: Losses) -> list[Weighted]:
    """The points that come nearest to our rule."""
    right = sum(option.correct for option in question.options)
    wrong = len(question.options) - right
    if question.kind != Kind.MULTIPLE_RESPONSE:
        per_right, per_wrong = WHOLE, 0.0
    elif question.partial:
        per_right, per_wrong = WHOLE / right, -WHOLE / max(wrong, 1)
    else:
        # Whoever chooses one that is wrong gets nothing; a right one that is missing costs its share.
        per_right, per_wrong = WHOLE / right, -WHOLE
        losses.add(Loss.WHOLE)
    return [
        Weighted(option.text, per_right if option.correct else per_wrong, option.rationale)
        for option in question.options
    ]


def _near(percent: float, other: float) -> bool:
    return abs(percent - other) < NEAR


def _all_or_nothing(answers: Sequence[Weighted]) -> bool:
    wrong = [one.percent for one in answers if one.percent <= 0]
    return len(wrong) > 1 and all(percent <= -WHOLE + NEAR for percent in wrong)


def as_ours(answers: Sequence[Weighted]) -> bool:
    """Whether every right answer gives the same share and every wrong one takes the same share."""
    right = [one.percent for one in answers if one.percent > 0]
    wrong = [one.percent for one in answers if one.percent <= 0]
    return all(_near(percent, WHOLE / len(right)) for percent in right) and all(
        _near(percent, -WHOLE / len(wrong)) for percent in wrong
    )
