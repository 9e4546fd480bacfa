"""Identifiers that survive being read from paper."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lms.backbone.ids import (
    ALPHABET,
    certificate_number,
    check_character,
    grouped,
    is_certificate_number,
    normalize,
    public_id,
)

bodies = st.text(alphabet=ALPHABET, min_size=15, max_size=15)
places = st.integers(min_value=0, max_value=15)


def _number(body: str) -> str:
    return body + check_character(body)


def test_new_number_is_valid_and_new_each_time() -> None:
    numbers = {certificate_number() for _ in range(200)}
    assert len(numbers) == 200
    assert all(is_certificate_number(number) for number in numbers)


def test_public_id_has_twelve_characters_of_the_alphabet() -> None:
    made = public_id()
    assert (len(made), set(made) <= set(ALPHABET)) == (12, True)


@given(body=bodies, place=places, wrong=st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_noticed(body: str, place: int, wrong: str) -> None:
    number = _number(body)
    assume(number[place] != wrong)
    assert not is_certificate_number(number[:place] + wrong + number[place + 1 :])


@given(body=bodies, place=st.integers(min_value=0, max_value=13))
def test_swapped_neighbors_are_noticed_unless_sixteen_apart(body: str, place: int) -> None:
    first, second = body[place], body[place + 1]
    assume(first != second)
    swapped = body[:place] + second + first + body[place + 2 :]
    apart = abs(ALPHABET.index(first) - ALPHABET.index(second))
    assert is_certificate_number(swapped + check_character(body)) is (apart == 16)


@given(body=bodies)
def test_number_is_read_back_as_printed_in_any_case(body: str) -> None:
    number = _number(body)
    assert normalize(f" {grouped(number).lower()} ") == number


@pytest.mark.parametrize(
    ("typed", "read"), [("o0iIlL1", "0011111"), ("7q2m-4k9d", "7Q2M4K9D"), ("a b", "AB")]
)
def test_look_alikes_are_folded(typed: str, read: str) -> None:
    assert normalize(typed) == read


@pytest.mark.parametrize("text", ["", "0", "0" * 15, "0" * 17, "U" * 16, "é" * 16, "0" * 15 + "U"])
def test_anything_else_is_no_number(text: str) -> None:
    assert is_certificate_number(text) is False
