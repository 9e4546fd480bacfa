"""Tables that people upload: CSV of any usual make and XLSX, read as rows of text within limits.

Nothing in a file runs and nothing grows beyond the limits: an XLSX is measured before it is opened,
and what a formula last came to is read rather than the formula.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from lms.backbone.uploads import BadUpload

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 60
LONGEST_CELL = 4_000
#: What an XLSX may unpack to: in all, in how many parts, and how many times its own size.
UNPACKED_BYTES = 40 * 1024 * 1024
MOST_PARTS = 300
MOST_RATIO = 120
DELIMITERS = (",", ";", "\t")

Table = list[list[str]]


def read_table(
    upload: UploadedFile, *, most_rows: int = MOST_ROWS, most_bytes: int = MOST_BYTES
) -> Table:
    """The rows of the file, the heading first, every cell as text; rows without any text are kept
    so that row numbers stay those of the file.

    :raises BadUpload: with one sentence that says what to do.
    """
    if (upload.size or 0) > most_bytes:
        raise BadUpload(
            _("This file is larger than %(most)s MB. Split it into smaller ones.")
            % {"most": most_bytes // (1024 * 1024)}
        )
    upload.seek(0)
    content = upload.read()
    ending = PurePath(upload.name or "").suffix.lower()
    if content.startswith(b"PK\x03\x04"):
        table = _limited(_sheet(content, most_rows), most_rows)
    elif ending in (".xlsx", ".xls", ".xlsm", ".ods") or b"\0" in content.lstrip(b"\xff\xfe\xfe"):
        table = _limited(_text_rows(_wide(content)), most_rows)
    else:
        table = _limited(_text_rows(_text(content)), most_rows)
    while table and not any(table[-1]):
        table.pop()
    if len(table) < 2:
        raise BadUpload(_("There are no rows in this file. Fill in the template and try again."))
    return table


def _limited(rows: Iterable[list[str]], most_rows: int) -> Table:
    table = [_trimmed(row) for row in islice(rows, most_rows + 2)]
    if len(table) > most_rows + 1:
        raise BadUpload(
            _("This file has more than %(most)s rows. Split it into smaller ones.")
            % {"most": most_rows}
        )
    if any(len(row) > MOST_COLUMNS for row in table):
        raise BadUpload(
            _("This file has more than %(most)s columns. Use the template.")
            % {"most": MOST_COLUMNS}
        )
    if any(len(cell) > LONGEST_CELL for row in table for cell in row):
        raise BadUpload(
            _("A cell in this file holds more than %(most)s characters. Please shorten it.")
            % {"most": LONGEST_CELL}
        )
    return table


def _trimmed(row: list[str]) -> list[str]:
    """The row without empty cells at its end."""
    while row and not row[-1]:
        row.pop()
    return row


def _wide(content: bytes) -> str:
    """Text in UTF-16, as some spreadsheet programs save it; anything else is no table."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            pass
    raise BadUpload(_("Only CSV and XLSX files can be read. Save the table as one of these."))


def _text(content: bytes) -> str:
    """UTF-8 with or without its mark, else the encoding of older Windows programs."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _wide(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _text_rows(text: str) -> Iterator[list[str]]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    # A field may be as long as the file, so the limit on cells can say so in a sentence. It holds for
    # everything that this process reads, and so is never lowered.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            yield [cell.strip() for cell in row]
    except csv.Error:
        raise BadUpload(
            _("This file is not a table: a quotation mark is open. Save it again as CSV or XLSX.")
        ) from None


def _sheet(content: bytes, most_rows: int) -> Iterator[list[str]]:
    """The first sheet of a workbook, row by row."""
    # Loaded when it is needed: most processes never read a workbook.
    from openpyxl import load_workbook

    _refuse_explosive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception:  # noqa: BLE001  whatever a broken archive raises means the same to a person
        raise _damaged() from None
    try:
        sheet = book.worksheets[0]
        # What a file says of its own size is not believed.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=most_rows + 2, max_col=MOST_COLUMNS + 1, values_only=True)
        yield from ([_cell(value) for value in row] for row in rows)
    except BadUpload:
        raise
    except Exception:  # noqa: BLE001
        raise _damaged() from None
    finally:
        book.close()


def _refuse_explosive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            named = {part.filename for part in parts}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise _damaged() from None
    if "xl/workbook.xml" not in named:
        raise BadUpload(_("Only CSV and XLSX files can be read. Save the table as one of these."))
    large = unpacked > UNPACKED_BYTES or unpacked > MOST_RATIO * max(len(content), 1)
    if large or len(parts) > MOST_PARTS:
        raise BadUpload(
            _("This workbook unpacks to far more than a table needs. Save the sheet as CSV.")
        )


def _damaged() -> BadUpload:
    return BadUpload(
        _("This file is damaged or incomplete. Open it, save it again and upload that.")
    )


def _cell(value: Any) -> str:
    """A cell as text: days in ISO form, numbers as they are written."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return format(value, ".10g")
    return str(value).strip()
