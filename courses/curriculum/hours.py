"""Clock hours of a module by a stated method, so that no module claims more than it holds.

10,000 words read are one hour (the figure NASW uses for written material). Listed activity minutes
(reflections) come on top, up to a quarter of the total. The sum is rounded down to tenths.
Counted: lesson titles and the text of lesson blocks in English. Not counted: the post-test, the
evaluation, objectives, text alternatives, credits, resource cards, hand-outs. Of the feedback to a question
only the shortest is counted, because a learner reads one answer's feedback.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from decimal import ROUND_DOWN, Decimal

from courses.curriculum import blocks as b
from courses.curriculum.markup import plain
from courses.curriculum.module import Module
from courses.curriculum.text import Text

WORDS_PER_HOUR = 10_000
MINUTES_PER_HOUR = 60
NOT_READ = frozenset({"alt", "credit"})


def claimable_hours(module: Module) -> Decimal:
    """The most clock hours (tenths) that the module may state."""
    reading = Decimal(word_count(module)) / WORDS_PER_HOUR
    listed = Decimal(activity_minutes(module)) / MINUTES_PER_HOUR
    # A quarter of the total is a third of the reading.
    total = reading + min(listed, reading / 3)
    return total.quantize(Decimal("0.1"), rounding=ROUND_DOWN)


def activity_minutes(module: Module) -> int:
    return sum(block.minutes for block in module.blocks() if isinstance(block, b.Reflection))


def word_count(module: Module) -> int:
    """English words that a learner reads in the lessons."""
    titles = [lesson.title for lesson in module.lessons]
    texts = [text for block in module.blocks() for text in read_in(block)]
    return sum(_words(text) for text in [*titles, *texts])


def _words(text: Text) -> int:
    # plain() drops the tags of prose and leaves plain text as it is.
    return len(plain(text.en).split())


def _shortest(texts: Sequence[Text]) -> Text:
    return min(texts, key=_words)


def read_in(block: b.Block) -> Iterator[Text]:
    """The texts of a block that a learner reads, once each."""
    if isinstance(block, b.WrittenHandOut):
        return
    if isinstance(block, b.KnowledgeCheck | b.Vignette):
        yield from _read_in_questions(block)
    else:
        yield from _texts_of(block)


def _texts_of(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts_of(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in NOT_READ:
                yield from _texts_of(getattr(value, field.name))


def _read_in_questions(block: b.KnowledgeCheck | b.Vignette) -> Iterator[Text]:
    yield block.text
    if isinstance(block, b.KnowledgeCheck):
        yield from (option.text for option in block.options)
        yield _shortest([option.rationale for option in block.options])
        return
    yield block.title
    # A path through a case may skip questions; authors give every path a similar length.
    for turn in block.questions:
        yield turn.text
        yield from (choice.text for choice in turn.options)
        yield _shortest([choice.feedback for choice in turn.options])
