"""What the editor of a question bank refuses, kind by kind."""

from copy import deepcopy
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from courses.models.bank_blocks import BankBlock
from tests.factories.module import every_kind

KINDS = {value["key"]: (name, value) for name, value in every_kind(partial=True)}


def cleaned(key: str, **changed: Any) -> Any:
    name, value = deepcopy(KINDS[key])
    return BankBlock().clean(BankBlock().to_python([{"type": name, "value": {**value, **changed}}]))


@pytest.mark.parametrize("key", sorted(KINDS))
def test_each_kind_is_accepted_as_written(key) -> None:
    [block] = cleaned(key)
    assert (block.block_type, block.value["key"]) == (KINDS[key][0], key)


def pairs(*given: tuple[str, str]) -> list[dict[str, str]]:
    return [{"text": text, "match": match, "key": ""} for text, match in given]


def options(*right: bool) -> list[dict[str, Any]]:
    return [
        {"text": str(number), "correct": one, "rationale": "So.", "key": str(number)}
        for number, one in enumerate(right)
    ]


@pytest.mark.parametrize(
    ("key", "changed", "sentence"),
    [
        ("multiple_choice", {"options": options(True, True)}, "exactly one answer as right"),
        ("multiple_response", {"options": options(False, False)}, "at least one answer as right"),
        ("multiple_response", {"options": options(True, True)}, "at least one wrong answer"),
        ("true_false", {"options": options(True, False, False)}, "exactly two answers"),
        ("matching", {"pairs": pairs(("A", "x"), ("a ", "y"))}, "Two lines say the same."),
        ("matching", {"decoys": ["need"]}, "An extra answer is the answer of a line."),
        ("matching", {"pairs": pairs(("A", "x"), ("B", "X")), "decoys": []}, "two different"),
        ("ordering", {"items": [{"text": t} for t in ("A", "a.")]}, "Two items say the same."),
        ("short_answer", {"accepted": ["."]}, "needs a letter or a digit"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_a_sentence(key, changed, sentence) -> None:
    with pytest.raises(ValidationError) as refused:
        cleaned(key, **changed)
    [error] = refused.value.block_errors.values()
    assert sentence in str(error.non_block_errors.as_data()[0].message)


def test_lines_and_items_get_keys_that_stay() -> None:
    [block] = cleaned("matching", pairs=pairs(("A", "x"), ("B", "y"), ("C", "x")))
    keys = [pair["key"] for pair in block.value["pairs"]]
    assert (len(set(keys)), {len(key) for key in keys}) == (3, {12})
