"""Days and numbers of a table: read where there is one way to, refused with a sentence otherwise."""

import datetime
from decimal import Decimal

import pytest

from lms.backbone.cells import Unreadable, month_first, read_day, read_number

PI_DAY = datetime.date(2026, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14",
        "2026/3/14",
        "2026-03-14 00:00:00",
        "3/14/2026",
        "14.3.2026",
        "March 14, 2026",
        "Mar 14 2026",
        "14 March 2026",
        "14 de marzo de 2026",
        " 14 mar. 2026 ",
    ],
)
def test_a_day_is_read(text: str) -> None:
    assert read_day(text) == PI_DAY


def test_the_same_number_twice_leaves_no_doubt() -> None:
    assert read_day("3/3/2026") == datetime.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("3/4/2026", "two different days"),
        ("31/31/2026", "is not a day"),
        ("2026-02-30", "is not a day"),
        ("14 Smarch 2026", "is not a day"),
        ("last spring", "is not a day"),
        ("3/14/26", "is not a day"),
    ],
)
def test_what_is_no_day_or_could_be_two_is_refused(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_day(text)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["3/4/2026", "3/14/2026"], True),
        (["3/4/2026", "14/3/2026"], False),
        (["3/14/2026", "14/3/2026"], None),
        (["3/4/2026", "2026-03-14"], None),
    ],
)
def test_a_file_shows_its_order(texts: list[str], expected: bool | None) -> None:
    assert month_first(texts) is expected


def test_the_order_of_the_file_settles_a_day() -> None:
    assert read_day("3/4/2026", month_is_first=True) == datetime.date(2026, 3, 4)
    assert read_day("3/4/2026", month_is_first=False) == datetime.date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.5", "1.5"), ("1,5", "1.5"), ("12", "12"), ("-2", "-2"), ("0,25", "0.25")],
)
def test_a_number_is_read_with_point_or_comma(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "why"), [("1,500", "two numbers"), ("many", "not a number"), ("NaN", "not a number")]
)
def test_what_is_no_number_is_refused(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_number(text)
