"""Everything there is, as text: each cell of each table, each private file, each session."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.files.storage import storages
from django.db import connection


def cells() -> Iterator[tuple[str, str]]:
    """Every table with the text of each of its cells."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            # The names of tables come from the database itself.
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield from ((table, str(cell)) for cell in row if cell is not None)


def tables_with(mark: str) -> set[str]:
    return {table for table, cell in cells() if mark.lower() in cell.lower()}


def private_files() -> Iterator[Path]:
    for name in ("evidence", "certificates", "jobs", "packages", "tmp"):
        root = Path(storages[name].path("."))
        yield from (path for path in root.rglob("*") if path.is_file())


def files_with(mark: str) -> set[str]:
    """Files whose name or content, unpacked if it is a package, says the mark."""
    return {
        path.name for path in private_files() if mark.lower() in f"{path} {_text(path)}".lower()
    }


def _text(path: Path) -> str:
    if not zipfile.is_zipfile(path):
        return path.read_bytes().decode("latin-1")
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        return " ".join([*names, *(archive.read(name).decode("latin-1") for name in names)])


def sessions() -> str:
    """What sessions hold, readable: in their table it is packed."""
    rows = apps.get_model("sessions", "Session").objects.all()
    return " ".join(str(row.get_decoded()) for row in rows)
