"""When a rating can count no more: too many answers missing, or too old."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement.rules.criteria_parser import parse_requirement
from endorsement.rules.references import Limits, limits_of
from endorsement.rules.windows import window_start


def asked(**more: object) -> object:
    said = {"slots": [{"roles": ["supervisor"]}], **more}
    return parse_requirement({"id": "r", "label": {"en": "r"}, "references": said}, path="")


def test_the_mildest_requirement_decides() -> None:
    strict, mild = asked(most_not_enough_information=3, valid_months=12), asked(valid_months=24)
    assert limits_of([strict, mild]) == Limits(5, 24)
    assert limits_of([strict, asked()]) == Limits(5, None)
    assert limits_of([]) == Limits(5, None)


@pytest.mark.parametrize(("count", "void"), [(None, False), (0, False), (5, False), (6, True)])
def test_one_answer_too_many_voids(count: int | None, void: bool) -> None:
    assert Limits(5).void(count) is void


@pytest.mark.parametrize(
    ("given_on", "through"),
    [("2026-06-01", "2027-05-31"), ("2024-02-29", "2025-02-28"), ("2025-02-28", "2026-02-27")],
)
def test_a_year_ends_the_day_before(given_on: str, through: str) -> None:
    assert Limits(5, 12).good_through(date.fromisoformat(given_on)) == date.fromisoformat(through)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 36))
def test_the_last_day_is_the_rules_own(on: date, months: int) -> None:
    """As the requirement is judged: good on that day, and not on any day after it."""
    last = Limits(5, months).good_through(on)
    assert last is not None
    assert window_start(last, months) <= on
    assert window_start(date.fromordinal(last.toordinal() + 4), months) > on
