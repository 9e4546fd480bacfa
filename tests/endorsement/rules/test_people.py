"""Names and numbers as lists write them, and the cycle in which an imported due day falls."""

from datetime import date

import pytest

from endorsement.rules.people import (
    cycle_of_import,
    is_family_name,
    number_key,
    plain_name,
    same_name,
)
from endorsement.rules.renewal import CycleKind, RenewalRule

YEARLY = RenewalRule(kind=CycleKind.FIXED_DATE, opens_months_before=3, grace_days=31)


@pytest.mark.parametrize(
    ("typed", "key"),
    [("MI-0042", "MI0042"), (" mi 0042 ", "MI0042"), ("№ 7/a", "NO7A"), ("--", "")],
)
def test_a_number_is_found_however_it_is_separated(typed: str, key: str) -> None:
    assert number_key(typed) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("María  José Núñez", "maria jose nunez", True),
        ("O’Brien, Kate", "O'Brien Kate", True),
        ("Ana Cruz", "Ana de la Cruz", False),
        ("王小明", "王小明", True),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(
    one: str, other: str, same: bool
) -> None:
    assert same_name(one, other) is same
    assert (plain_name(one) == plain_name(other)) is same


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        ("Cruz", True),
        ("de la cruz", True),
        ("ruz", False),
        ("Ana", False),
        ("", False),
        (" ", False),
    ],
)
def test_a_family_name_is_whole_words_at_the_end(typed: str, is_one: bool) -> None:
    assert is_family_name(typed, "Ana de la Cruz") is is_one


def test_the_cycle_is_the_one_in_which_the_due_day_falls() -> None:
    cycle, usual = cycle_of_import(
        YEARLY, awarded_on=date(2021, 5, 14), due_on=date(2026, 12, 31), on=date(2026, 11, 27)
    )
    assert (cycle.number, cycle.starts_on, cycle.due_on, usual) == (
        6,
        date(2026, 1, 1),
        date(2026, 12, 31),
        True,
    )


def test_an_odd_due_day_is_kept_and_the_other_days_move_with_it() -> None:
    cycle, usual = cycle_of_import(
        YEARLY, awarded_on=date(2021, 5, 14), due_on=date(2026, 6, 30), on=date(2026, 11, 27)
    )
    assert usual is False
    assert (cycle.number, cycle.opens_on, cycle.due_on, cycle.grace_through) == (
        6,
        date(2026, 3, 30),
        date(2026, 6, 30),
        date(2026, 7, 31),
    )
    assert cycle.removed_on > cycle.grace_through


def test_an_odd_due_day_early_in_its_cycle_keeps_the_days_in_order() -> None:
    cycle, _usual = cycle_of_import(
        YEARLY, awarded_on=date(2021, 5, 14), due_on=date(2026, 1, 15), on=date(2026, 11, 27)
    )
    assert cycle.starts_on <= cycle.opens_on <= cycle.due_on <= cycle.grace_through


def test_without_a_due_day_it_is_the_next_one_by_the_rule() -> None:
    cycle, usual = cycle_of_import(
        YEARLY, awarded_on=date(2021, 5, 14), due_on=None, on=date(2026, 11, 27)
    )
    assert (cycle.due_on, usual) == (date(2026, 12, 31), True)
