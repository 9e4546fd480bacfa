"""How plainly a module is written, by measures that others use, and what its bank is made of.

English: the SMOG grade, which is made for texts that people act on, and the Flesch-Kincaid grade beside
it. Spanish: the scale of Fernández Huerta (100 very easy, 0 very hard). Measured is running text: prose,
boxes, cases, scripts and hand-outs, whole, with the official titles of laws and organizations in it. Left
out are titles, tables, answers and cards, which are no sentences. textstat measures; it is among what
developing needs (requirements-dev.txt), because nothing is measured while the platform runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from courses.curriculum import blocks as b
from courses.curriculum.hours import activity_minutes, claimable_hours, word_count
from courses.curriculum.markup import plain
from courses.curriculum.module import Module
from courses.curriculum.text import Text

LONGEST = 3
#: What ends a paragraph, heading or point of a list ends a sentence, too.
END_OF_PART = re.compile(r"</(?:p|li|h3)>")
SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][”’»)])\s+")
#: Of the Spanish scale, from the lowest value on.
SPANISH_SCALE = (
    (90, "very easy"),
    (80, "easy"),
    (70, "fairly easy"),
    (60, "standard"),
    (50, "fairly hard"),
    (30, "hard"),
    (0, "very hard"),
)


@dataclass(frozen=True)
class Bank:
    """What the questions are: how many, which share applies knowledge to a case, and of the multiple-choice
    ones the share in which the right answer is the longest."""

    questions: int
    applied: float
    longest_is_right: float


@dataclass(frozen=True)
class Readability:
    """`longest` are the longest sentences by language, the longest first."""

    smog: float
    flesch_kincaid: float
    fernandez_huerta: float
    longest: dict[str, list[str]]

    @property
    def spanish_level(self) -> str:
        return next(word for least, word in SPANISH_SCALE if self.fernandez_huerta >= least)


@dataclass(frozen=True)
class Report:
    """A module in figures. `minutes` are those of activities; recordings are none among what ships."""

    code: str
    words: int
    hours: Decimal
    claimable: Decimal
    minutes: int
    scripts: int
    hand_outs: int
    readability: Readability
    bank: Bank


def report_of(module: Module) -> Report:
    return Report(
        code=module.code,
        words=word_count(module),
        hours=module.hours,
        claimable=claimable_hours(module),
        minutes=activity_minutes(module),
        scripts=sum(isinstance(block, b.Script) for block in module.blocks()),
        hand_outs=sum(isinstance(block, b.WrittenHandOut) for block in module.blocks()),
        readability=readability_of(module),
        bank=bank_of(module),
    )


def readability_of(module: Module) -> Readability:
    """:raises ImportError: where textstat is not installed."""
    from textstat.backend import metrics

    said = {language: sentences_of(module, language) for language in ("en", "es")}
    texts = {language: " ".join(sentences) for language, sentences in said.items()}
    return Readability(
        smog=round(metrics.smog_index(texts["en"], "en"), 1),
        flesch_kincaid=round(metrics.flesch_kincaid_grade(texts["en"], "en"), 1),
        fernandez_huerta=round(metrics.fernandez_huerta(texts["es"], "es"), 1),
        longest={
            language: sorted(sentences, key=lambda one: -len(one.split()))[:LONGEST]
            for language, sentences in said.items()
        },
    )


def sentences_of(module: Module, language: str) -> list[str]:
    """The sentences of running text, in order; in another language only what is written in it."""
    found = []
    for text in _running(module):
        if text.has(language):
            found += sentences_in(text.into(language))
    return found


def sentences_in(text: str) -> list[str]:
    """Sentences of prose or of plain text; a point of a list is one, whether or not it ends in a dot."""
    parts = [plain(f"<p>{re.sub(r'<[^>]+>', '', part)}</p>") for part in END_OF_PART.split(text)]
    return [
        sentence if sentence[-1] in ".!?…”»" else f"{sentence}."
        for part in parts
        for sentence in SENTENCE.split(part)
        if sentence
    ]


def _running(module: Module) -> Iterator[Text]:
    yield module.summary
    for block in module.blocks():
        if isinstance(block, b.Prose | b.Callout | b.WrittenHandOut):
            yield block.text
        elif isinstance(block, b.Accordion):
            yield from (panel.text for panel in block.items)
        elif isinstance(block, b.Vignette):
            yield block.text
            yield from (choice.feedback for turn in block.questions for choice in turn.options)
        elif isinstance(block, b.Script):
            yield from (line.text for line in block.lines)
        elif isinstance(block, b.Reflection):
            yield block.prompt


def bank_of(module: Module) -> Bank:
    choices = [one for one in module.questions if one.kind == "multiple_choice"]
    longest = 0
    for question in choices:
        lengths = {option.key: len(option.text.en) for option in question.options}
        longest += lengths[question.right_keys[0]] == max(lengths.values())
    return Bank(
        questions=len(module.questions),
        applied=sum(one.applied for one in module.questions) / len(module.questions),
        longest_is_right=longest / len(choices) if choices else 0.0,
    )
