"""Tables that people open in a spreadsheet program, where a cell's first sign can start a formula.

See https://owasp.org/www-community/attacks/CSV_Injection
"""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_safe(value: Any) -> str:
    """The cell's text; what a program would take for a formula gets an apostrophe in front.

    Numbers stay as they are: a negative number is a number. None is an empty cell.
    """
    if value is None:
        return ""
    text = str(value)
    if isinstance(value, (int, float, Decimal)):
        return text
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Each row as one safe line of CSV, for a streamed answer. Begins with the mark of UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([csv_safe(cell) for cell in row])
