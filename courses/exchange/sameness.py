"""When two questions are the same: they ask the same and have the same answers.

Rationales and how points are counted do not matter, for an author fills them in after an import; nor
does the order of answers. So a file that is imported again adds nothing.
"""

import hashlib
import json

from courses.exchange.question import CHOICE_KINDS, Kind, Question
from courses.rules.short_answer import normalized


def digest(question: Question) -> str:
    said = [normalized(question.text), _answers(question)]
    return hashlib.sha256(json.dumps(said, ensure_ascii=True).encode()).hexdigest()[:32]


def _answers(question: Question) -> object:
    if question.kind == Kind.TRUE_FALSE:
        return ["truth", question.options[0].correct]
    if question.kind in CHOICE_KINDS:
        return ["choice", sorted([option.text, option.correct] for option in question.options)]
    if question.kind == Kind.MATCHING:
        pairs = sorted([normalized(pair.text), normalized(pair.match)] for pair in question.pairs)
        return ["matching", pairs, sorted(map(normalized, question.decoys))]
    if question.kind == Kind.ORDERING:
        return ["ordering", [normalized(item) for item in question.items]]
    return ["short", sorted({normalized(text) for text in question.accepted})]
