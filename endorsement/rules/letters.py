"""Letters to applicants: their kinds, what each may name, and what some must not leave out.

A letter of hold, deferral or decline says what was met, each gap with its amount and the next step,
whom to call, and by when to appeal and be looked at again; a template that lacks one of them cannot be
published. The texts that ship stand in `letter_texts`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter tells."""

    REGISTRATION_APPROVED = "registration_approved"
    MORE_INFORMATION = "more_information"
    APPROVAL = "approval"
    APPROVAL_FOR_EXAM = "approval_for_exam"
    EMERGING = "emerging"
    EXAM_RESULT = "exam_result"
    HOLD = "hold"
    DEFERRAL = "deferral"
    DECLINE = "decline"


CAREFUL = frozenset({LetterKind.HOLD, LetterKind.DEFERRAL, LetterKind.DECLINE})
"""Never sent by rule alone: a person reads and signs them."""

PLACEHOLDERS = (
    *("name", "association", "category", "application", "day", "contact", "link", "signature"),
    *("what_was_met", "gaps", "reason", "re_review_on", "appeal_by", "result"),
)
"""What any letter may name; what does not apply is empty. docs/letters.md explains each."""

ESSENTIAL = ("what_was_met", "gaps", "contact", "re_review_on", "appeal_by")
"""What a careful letter must name, in the order in which it is told."""


def lacking(kind: str, named: Iterable[str]) -> tuple[str, ...]:
    """Which essential placeholders a template of this kind does not name."""
    if kind not in CAREFUL:
        return ()
    there = set(named)
    return tuple(one for one in ESSENTIAL if one not in there)


def unknown(named: Iterable[str]) -> tuple[str, ...]:
    """Which placeholders are none of ours."""
    return tuple(sorted(set(named) - set(PLACEHOLDERS)))
