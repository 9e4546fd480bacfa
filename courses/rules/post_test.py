"""How a post-test is drawn, marked and repeated.

A question is a plain dictionary, as it is kept in the attempt: key, kind, text, rationale, objective
and options (key, text, correct, rationale).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

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
    return [_with_shuffled_options(question, chance) for question in chosen]


def _one_of_each(questions: Sequence[Question]) -> list[Question]:
    first: dict[str, Question] = {}
    for question in questions:
        if question.get("objective"):
            first.setdefault(question["objective"], question)
    return list(first.values())


def _with_shuffled_options(question: Question, chance: Random) -> Question:
    options = list(question["options"])
    if question["kind"] != "true_false":
        chance.shuffle(options)
    return {**question, "options": options}


def right_keys(question: Question) -> list[str]:
    """Keys of the right answers, sorted."""
    return sorted(option["key"] for option in question["options"] if option["correct"])


def is_right(question: Question, chosen: Sequence[str]) -> bool:
    """Every right answer and no other was chosen."""
    return sorted(set(chosen)) == right_keys(question)


def score(paper: Sequence[Question], answers: Mapping[str, Sequence[str]]) -> int:
    """Percent of the questions answered right, rounded down; 100 for an empty paper."""
    if not paper:
        return 100
    right = sum(is_right(question, answers.get(question["key"], ())) for question in paper)
    return right * 100 // len(paper)


def valid_answers(
    paper: Sequence[Question], answers: Mapping[str, Sequence[str]]
) -> dict[str, list[str]]:
    """What was answered, without anything that is not on the paper."""
    kept = {}
    for question in paper:
        keys = {option["key"] for option in question["options"]}
        chosen = sorted(keys & set(answers.get(question["key"], ())))
        if question["kind"] != "multiple_response":
            chosen = chosen[:1]
        if chosen:
            kept[question["key"]] = chosen
    return kept


def opens_at(failed: Sequence[datetime], *, in_a_row: int, wait_minutes: int) -> datetime | None:
    """When the next attempt may begin; None: at once.

    `failed` are the instants at which failed attempts were handed in, oldest first. Between two
    attempts lie `wait_minutes`; after every `in_a_row` attempts lies `REST`.
    """
    if not failed:
        return None
    wait = timedelta(minutes=wait_minutes)
    if len(failed) % in_a_row == 0:
        wait = max(wait, REST)
    return failed[-1] + wait
