"""Writing XLSX: plain values on one sheet, and no text that a program takes for a formula."""

import io
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from lms.backbone.spreadsheet import csv_safe

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Control signs that the format cannot hold.
_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def workbook(rows: Iterable[Iterable[Any]]) -> bytes:
    """The rows as a workbook, the first one as its heading; numbers and days stay what they are."""
    # Loaded when it is needed: most requests write no workbook.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    for number, row in enumerate(rows):
        cells = [WriteOnlyCell(sheet, value=_value(value)) for value in row]
        for cell in cells:
            if isinstance(cell.value, str):
                # As text, whatever it begins with.
                cell.data_type = "s"
            if number == 0:
                cell.font = Font(bold=True)
        sheet.append(cells)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _value(value: Any) -> Any:
    if value is None or isinstance(value, (int, float, Decimal, date)):
        return value
    return csv_safe(value).translate(_FORBIDDEN)
