"""Writing GIFT. Texts are marked as plain, so that no sign in them means anything to the reader."""

import re
from collections.abc import Sequence

from courses.exchange.choices import weights
from courses.exchange.gift.escapes import escaped
from courses.exchange.patterns import pattern
from courses.exchange.question import (
    Entry,
    Kind,
    Loss,
    Losses,
    Question,
    Refusal,
    beginning,
)

_LOOKS_LIKE_A_WEIGHT = re.compile(r"\s*%")


def write(questions: Sequence[Question]) -> tuple[bytes, tuple[Entry, ...]]:
    """The file, and what each question lost on the way or why it is not in it."""
    blocks, entries = [], []
    for number, question in enumerate(questions, start=1):
        entry = Entry(number, beginning(question.text), question.kind)
        if question.kind == Kind.ORDERING:
            entries.append(entry.refused(Refusal.KIND))
            continue
        losses = Losses()
        body = _BODIES[question.kind](question, losses)
        general = f"####{_said(question.rationale)}" if question.rationale else ""
        title = escaped(beginning(question.text, 60))
        blocks.append(f"::{title}::[plain]{escaped(question.text)}{{{body}{general}}}\n")
        entries.append(Entry(number, entry.name, question.kind, question, losses.notes()))
    return "\n".join(blocks).encode(), tuple(entries)


def _said(text: str) -> str:
    """A text that may begin with what looks like a format."""
    return ("[plain]" if text.startswith("[") else "") + escaped(text)


def _with_feedback(text: str, feedback: str) -> str:
    return f"{text}#{_said(feedback)}" if feedback else text


def _choices(question: Question, losses: Losses) -> str:
    lines = []
    for answer in weights(question, losses):
        mark = "=" if answer.percent == 100 and question.kind == Kind.MULTIPLE_CHOICE else "~"
        weight = ""
        if question.kind == Kind.MULTIPLE_RESPONSE or _LOOKS_LIKE_A_WEIGHT.match(answer.text):
            weight = f"%{answer.percent:.5f}".rstrip("0").rstrip(".") + "%"
        lines.append(_with_feedback(f"{mark}{weight}{_said(answer.text)}", answer.feedback))
    return "\n" + "\n".join(lines) + "\n"


def _true_false(question: Question, _losses: Losses) -> str:
    true, false = question.options
    right, wrong = (true, false) if true.correct else (false, true)
    said = "TRUE" if true.correct else "FALSE"
    if right.rationale or wrong.rationale:
        said += f"#{_said(wrong.rationale)}"
    return _with_feedback(said, right.rationale)


def _without_arrow(text: str, losses: Losses) -> str:
    """The first arrow parts a line from its answer, and no sign protects one."""
    if "->" in text:
        losses.add(Loss.ARROW)
    return text.replace("->", "→")


def _matching(question: Question, losses: Losses) -> str:
    if not question.partial:
        losses.add(Loss.WHOLE)
    lines = [
        f"={_said(_without_arrow(pair.text, losses))} -> {_said(pair.match)}"
        for pair in question.pairs
    ]
    lines += [f"= -> {_said(decoy)}" for decoy in question.decoys]
    return "\n" + "\n".join(lines) + "\n"


def _short_answer(question: Question, losses: Losses) -> str:
    if question.case_sensitive:
        losses.add(Loss.CASE)
    texts = [_said(pattern(_without_arrow(text, losses))) for text in question.accepted]
    return " ".join(f"=%100%{text}" for text in texts)


_BODIES = {
    Kind.MULTIPLE_CHOICE: _choices,
    Kind.MULTIPLE_RESPONSE: _choices,
    Kind.TRUE_FALSE: _true_false,
    Kind.MATCHING: _matching,
    Kind.SHORT_ANSWER: _short_answer,
}
