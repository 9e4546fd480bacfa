"""How a post-test is drawn, scored and repeated.

A question is a plain dictionary, as it is kept in the attempt: key, kind, text, rationale, objective,
partial, and by its kind options (key, text, correct, rationale), pairs and decoys, items, or accepted
answers. Drawing adds `choices` to pairs and the `shown` order to items.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from random import Random
from typing import Any

from courses.rules.marking import Answer, credit, kind_of
from courses.rules.short_answer import normalized

#: After a full round of failed attempts a learner rests so long before the next round.
REST = timedelta(hours=24)

Question = dict[str, Any]


def draw(bank: Sequence[Question], count: int, chance: Random) -> list[Question]:
    """`count` questions in random order with shuffled answers: one of every objective first.

    True and False keep their order, because nobody expects it to change.
    """
    shuffled = list(bank)
    chance.shuffle(shuffled)
    chosen = _one_of_each(shuffled)[:count]
    chosen += [question for question in shuffled if question not in chosen][: count - len(chosen)]
    chance.shuffle(chosen)
    return [_shuffled(question, chance) for question in chosen]


def _one_of_each(questions: Sequence[Question]) -> list[Question]:
    first: dict[str, Question] = {}
    for question in questions:
        if question.get("objective"):
            first.setdefault(question["objective"], question)
    return list(first.values())


def _shuffled(question: Question, chance: Random) -> Question:
    kind = kind_of(question)
    if kind == "matching":
        return {**question, "choices": _choices(question, chance)}
    if kind == "ordering":
        return {**question, "shown": _order(question, chance)}
    if kind == "short_answer":
        return dict(question)
    options = list(question["options"])
    if kind != "true_false":
        chance.shuffle(options)
    return {**question, "options": options}


def _choices(question: Question, chance: Random) -> list[dict[str, str]]:
    """The answers of all lines and the extra ones, each once; keys tell nothing of the line."""
    texts: dict[str, str] = {}
    for text in [*(pair["match"] for pair in question["pairs"]), *question["decoys"]]:
        texts.setdefault(normalized(text), text)
    mixed = list(texts.values())
    chance.shuffle(mixed)
    return [{"key": str(number), "text": text} for number, text in enumerate(mixed, start=1)]


def _order(question: Question, chance: Random) -> list[str]:
    """Keys of the items in the order in which they are shown: any but the right one."""
    right = [item["key"] for item in question["items"]]
    mixed = list(right)
    while mixed == right and len(right) > 1:
        chance.shuffle(mixed)
    return mixed


def score(paper: Sequence[Question], answers: Mapping[str, Answer]) -> int:
    """The mean credit of the questions in percent, rounded down; 100 for an empty paper.

    Every question counts the same. Rounded down, so that 79.9 percent do not pass a mark of 80.
    """
    if not paper:
        return 100
    earned = (credit(question, answers.get(question["key"])) for question in paper)
    return int(sum(earned, Fraction(0)) * 100 / len(paper))


def rest_minutes(wait_minutes: int) -> int:
    """How long a learner rests after a full round: never less than between two attempts."""
    return max(wait_minutes, int(REST.total_seconds()) // 60)


def opens_at(failed: Sequence[datetime], *, in_a_row: int, wait_minutes: int) -> datetime | None:
    """When the next attempt may begin; None: at once.

    `failed` are the instants at which failed attempts were handed in, oldest first. Between two
    attempts lie `wait_minutes`; after every `in_a_row` attempts lies `REST`.
    """
    if not failed:
        return None
    full_round = len(failed) % in_a_row == 0
    wait = rest_minutes(wait_minutes) if full_round else wait_minutes
    return failed[-1] + timedelta(minutes=wait)
