"""The drawn PDFs: a cache under the certificates storage, one file a number."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import storages

#: The name of the credential inside the PDF.
CREDENTIAL = "credential.json"
#: How the name of a file begins that is not in its place yet.
DRAWING = ".drawing-"


def name_of(number: str) -> str:
    """The file's name inside the storage; fixed by the number, so a second drawing replaces it."""
    return f"{number[:2]}/{number}.pdf"


@contextmanager
def prepared(number: str, content: bytes) -> Iterator[Path]:
    """The content on the disk beside its place, for `place`; gone afterwards if it was not placed."""
    folder = path_of(number).parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, prefix=DRAWING)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def place(drawing: Path, number: str) -> None:
    """In one step: a reader sees the old file or the new one, never half."""
    drawing.replace(path_of(number))


def write(number: str, content: bytes) -> None:
    """Put the content in place."""
    with prepared(number, content) as drawing:
        place(drawing, number)


def exists(number: str) -> bool:
    return storages["certificates"].exists(name_of(number))


def path_of(number: str) -> Path:
    """Where the file lies, once it is drawn."""
    return Path(storages["certificates"].path(name_of(number)))


def credential(number: str) -> bytes:
    """The signed credential as the PDF carries it; empty for one that carries none.

    :raises FileNotFoundError: while the PDF is missing.
    """
    import pikepdf

    with pikepdf.open(path_of(number)) as pdf:
        attached = pdf.attachments.get(CREDENTIAL)
        return attached.get_file().read_bytes() if attached else b""


def remove(number: str) -> None:
    storages["certificates"].delete(name_of(number))
