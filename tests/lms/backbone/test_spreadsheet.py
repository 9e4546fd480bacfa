"""Cells that no spreadsheet program takes for a formula."""

from decimal import Decimal
from typing import Any

import pytest

from lms.backbone.spreadsheet import csv_lines, csv_safe


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("Ana", "Ana"),
        ("", ""),
        (None, ""),
        ("=1+1", "'=1+1"),
        ("+1 555 0100", "'+1 555 0100"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("a=b", "a=b"),
        (-2, "-2"),
        (Decimal("-2.50"), "-2.50"),
    ],
)
def test_cell_is_safe(value: Any, cell: str) -> None:
    assert csv_safe(value) == cell


def test_lines_are_quoted_and_begin_with_the_mark_of_utf_8() -> None:
    assert list(csv_lines([["Name", "Hours"], ['=x "y"', Decimal("1.5")]])) == [
        "\ufeff",
        "Name,Hours\r\n",
        '"\'=x ""y""",1.5\r\n',
    ]
