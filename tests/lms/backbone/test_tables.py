"""Tables of any usual make come in; what is broken, too large or built to explode does not."""

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from lms.backbone import tables
from lms.backbone.tables import read_table
from lms.backbone.uploads import BadUpload
from lms.backbone.workbooks import workbook

TEXT = "Kind;Título\r\nwork;Niños"


def read(content: bytes, name: str = "hours.csv") -> tables.Table:
    return read_table(SimpleUploadedFile(name, content))


def sheet(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert read(TEXT.encode(encoding)) == [["Kind", "Título"], ["work", "Niños"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_usual_delimiter_is_read(delimiter: str) -> None:
    text = f'a{delimiter}b\n"1{delimiter} 2"{delimiter}3\n'
    assert read(text.encode()) == [["a", "b"], [f"1{delimiter} 2", "3"]]


def test_line_breaks_inside_a_cell_and_empty_rows_keep_their_place() -> None:
    assert read(b'a,b\n\n"1\n2",3\n\n') == [["a", "b"], [], ["1\n2", "3"]]


def test_cells_of_a_workbook_become_text() -> None:
    day = datetime.datetime(2026, 3, 14)  # noqa: DTZ001  spreadsheets know no time zone
    content = sheet([["a", "b", "c", "d"], [day, 1.5, True, 12]])
    assert read(content, "hours.xlsx") == [["a", "b", "c", "d"], ["2026-03-14", "1.5", "yes", "12"]]


def test_a_formula_is_read_as_what_it_came_to_never_as_itself() -> None:
    # This writer keeps no results, as if nobody had opened the workbook yet.
    content = sheet([["a", "b"], ["=1+1", "x"]])
    assert read(content, "hours.xlsx")[1] == ["", "x"]


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "hours.csv", "There are no rows"),
        (b"Kind\n", "hours.csv", "There are no rows"),
        (b"a" * (tables.MOST_BYTES + 1), "hours.csv", "larger than 2 MB"),
        (b"a\n" + b"1\n" * (tables.MOST_ROWS + 1), "hours.csv", "more than 2000 rows"),
        (b",".join([b"a"] * 61) + b"\n1\n", "hours.csv", "more than 60 columns"),
        (b"a\n" + b"x" * 4001 + b"\n", "hours.csv", "more than 4000 characters"),
        (b'a,b\n"1,2\n', "hours.csv", "a quotation mark is open"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "hours.csv", "Only CSV and XLSX"),
        (b"PK\x03\x04 broken", "hours.xlsx", "damaged"),
        (b"no archive", "hours.xlsx", "Only CSV and XLSX"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(
    content: bytes, name: str, why: str
) -> None:
    with pytest.raises(BadUpload, match=why):
        read(content, name)


def _archive(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_a_workbook_built_to_explode_is_refused_before_it_is_opened() -> None:
    bomb = _archive(**{"xl/workbook.xml": b"0" * (tables.UNPACKED_BYTES + 1)})
    assert len(bomb) < tables.MOST_BYTES
    with pytest.raises(BadUpload, match="unpacks to far more"):
        read(bomb, "hours.xlsx")


def test_a_word_document_is_no_table() -> None:
    with pytest.raises(BadUpload, match="Only CSV and XLSX"):
        read(_archive(**{"word/document.xml": b"<w/>"}), "hours.xlsx")


def test_a_written_workbook_holds_no_formula() -> None:
    content = workbook([["a", "b", "c"], ["=1+1", 1.5, "x\x00y"]])
    row = next(load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2))
    assert [(cell.value, cell.data_type) for cell in row] == [
        ("'=1+1", "s"),
        (1.5, "n"),
        ("xy", "s"),
    ]
