"""Whether a question that was read fits into a bank, and what has to go so that it does.

The limits are those of the bank's own blocks (courses/models), which a test compares.
"""

from collections.abc import Callable
from dataclasses import replace

from courses.exchange.question import (
    CHOICE_KINDS,
    Entry,
    Kind,
    Loss,
    Losses,
    Option,
    Question,
    Refusal,
    one_line,
    tidy,
)
from courses.rules.short_answer import normalized

MOST_OPTIONS = 8
MOST_PAIRS = 10
MOST_DECOYS = 6
MOST_ITEMS = 10
MOST_ACCEPTED = 20
LONGEST_OPTION = 500
LONGEST_LINE = 300
LONGEST_ANSWER = 200
LONGEST_TEXT = 5_000


class Unfit(Exception):
    def __init__(self, reason: Refusal, **params: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.params = params


def fit(entry: Entry) -> Entry:
    """The entry with its question as a bank can hold it, or refused with the reason."""
    if entry.question is None:
        return entry
    losses = Losses(list(entry.notes))
    try:
        question = _fitted(_tidied(entry.question), losses)
    except Unfit as unfit:
        return entry.refused(unfit.reason, **unfit.params)
    return replace(entry, question=question, notes=losses.notes())


def _tidied(question: Question) -> Question:
    return replace(
        question,
        text=tidy(question.text),
        rationale=tidy(question.rationale),
        options=tuple(
            replace(one, text=one_line(one.text), rationale=tidy(one.rationale))
            for one in question.options
        ),
        pairs=tuple(
            replace(one, text=one_line(one.text), match=one_line(one.match))
            for one in question.pairs
        ),
        decoys=tuple(map(one_line, question.decoys)),
        items=tuple(map(one_line, question.items)),
        accepted=tuple(map(one_line, question.accepted)),
    )


def _fitted(question: Question, losses: Losses) -> Question:
    if not question.text:
        raise Unfit(Refusal.NO_TEXT)
    longest = max(
        [question.text, question.rationale, *(o.rationale for o in question.options)], key=len
    )
    _short(longest, LONGEST_TEXT)
    if question.kind in CHOICE_KINDS:
        return _choices(question, losses)
    return _OTHERS[question.kind](question, losses)


def _short(text: str, most: int) -> None:
    if len(text) > most:
        raise Unfit(Refusal.LONG, most=most)


def _number(found: int, least: int, most: int) -> None:
    if found < least:
        raise Unfit(Refusal.FEW, least=least)
    if found > most:
        raise Unfit(Refusal.MANY, found=found, most=most)


def _choices(question: Question, losses: Losses) -> Question:
    if question.kind != Kind.TRUE_FALSE:
        question = replace(question, options=_without_empty(question.options, losses))
        texts = [option.text for option in question.options]
        if len(set(texts)) != len(texts):
            raise Unfit(Refusal.SAME)
    _number(len(question.options), 2, MOST_OPTIONS)
    for option in question.options:
        _short(option.text, LONGEST_OPTION)
    right = sum(option.correct for option in question.options)
    if right == 0:
        raise Unfit(Refusal.NO_RIGHT)
    if question.kind != Kind.MULTIPLE_RESPONSE and right > 1:
        raise Unfit(Refusal.SEVERAL_RIGHT)
    if question.kind != Kind.MULTIPLE_RESPONSE:
        return replace(question, partial=False)
    if question.partial and right == len(question.options):
        losses.add(Loss.WHOLE)
        return replace(question, partial=False)
    return question


def _without_empty(options: tuple[Option, ...], losses: Losses) -> tuple[Option, ...]:
    """Without answers of which nothing is left; a right one among them cannot go."""
    kept = tuple(option for option in options if option.text)
    if len(kept) < len(options):
        if any(option.correct for option in options if not option.text):
            raise Unfit(Refusal.WORDLESS)
        losses.add(Loss.EMPTY_ANSWERS)
    return kept


def _matching(question: Question, losses: Losses) -> Question:
    if any(not pair.text or not pair.match for pair in question.pairs):
        raise Unfit(Refusal.WORDLESS)
    _number(len(question.pairs), 2, MOST_PAIRS)
    for pair in question.pairs:
        _short(pair.text, LONGEST_LINE)
    lines = {normalized(pair.text) for pair in question.pairs}
    right = {normalized(pair.match) for pair in question.pairs}
    if len(lines) != len(question.pairs):
        raise Unfit(Refusal.SAME)
    # An extra answer that is empty, said twice or the answer of a line tells learners nothing.
    extra = {normalized(text): text for text in reversed(question.decoys) if text}
    decoys = tuple(text for text in question.decoys if extra.get(normalized(text)) is text)
    decoys = tuple(text for text in decoys if normalized(text) not in right)
    if len(decoys) != len(question.decoys):
        losses.add(Loss.SAME_ANSWERS)
    if len(decoys) > MOST_DECOYS:
        raise Unfit(Refusal.MANY, found=len(decoys), most=MOST_DECOYS)
    for text in [*(pair.match for pair in question.pairs), *decoys]:
        _short(text, LONGEST_ANSWER)
    if len(right) + len(decoys) < 2:
        raise Unfit(Refusal.FEW, least=2)
    return replace(question, decoys=decoys)


def _ordering(question: Question, _losses: Losses) -> Question:
    if not all(question.items):
        raise Unfit(Refusal.WORDLESS)
    _number(len(question.items), 2, MOST_ITEMS)
    for item in question.items:
        _short(item, LONGEST_LINE)
    if len({normalized(item) for item in question.items}) != len(question.items):
        raise Unfit(Refusal.SAME)
    return question


def _short_answer(question: Question, losses: Losses) -> Question:
    accepted = tuple(dict.fromkeys(text for text in question.accepted if normalized(text)))
    if len(accepted) < len(question.accepted):
        losses.add(Loss.SAME_ANSWERS)
    if not accepted:
        raise Unfit(Refusal.NO_RIGHT)
    _number(len(accepted), 1, MOST_ACCEPTED)
    for text in accepted:
        _short(text, LONGEST_ANSWER)
    return replace(question, accepted=accepted)


_OTHERS: dict[Kind, Callable[[Question, Losses], Question]] = {
    Kind.MATCHING: _matching,
    Kind.ORDERING: _ordering,
    Kind.SHORT_ANSWER: _short_answer,
}
