"""Letters: what each kind must say, and the texts that ship."""

import pytest

from endorsement.models.letter import LetterType
from endorsement.rules.letter_texts import SHIPPED, shipped
from endorsement.rules.letters import (
    CAREFUL,
    ESSENTIAL,
    PLACEHOLDERS,
    LetterKind,
    lacking,
    unknown,
)
from lms.backbone import placeholders

EVERY = [(kind, language) for kind in LetterKind for language in ("en", "es")]


@pytest.mark.parametrize(("kind", "language"), EVERY)
def test_a_text_that_ships_names_only_what_there_is_and_all_that_it_must(
    kind: LetterKind, language: str
) -> None:
    subject, body = SHIPPED[kind][language]
    named = placeholders.names(subject) | placeholders.names(body)
    assert (unknown(named), lacking(kind, named)) == ((), ())
    assert {"name", "contact"} <= named


def test_another_language_gets_english() -> None:
    assert shipped("hold", "fr") == SHIPPED[LetterKind.HOLD]["en"]


@pytest.mark.parametrize("kind", list(LetterKind))
def test_only_a_careful_letter_must_name_everything(kind: LetterKind) -> None:
    assert lacking(kind, []) == (ESSENTIAL if kind in CAREFUL else ())


def test_what_lacks_is_named_in_order() -> None:
    assert lacking("decline", ["gaps", "appeal_by"]) == ("what_was_met", "contact", "re_review_on")
    assert unknown(["name", "salary"]) == ("salary",)


def test_people_read_a_name_for_every_kind() -> None:
    assert set(LetterType.values) == set(LetterKind)
    assert set(ESSENTIAL) <= set(PLACEHOLDERS)
