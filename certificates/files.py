"""The drawn PDFs: a cache under the certificates storage, one file a number."""

import os
import tempfile
from pathlib import Path

from django.core.files.storage import storages


def name_of(number: str) -> str:
    """The file's name inside the storage; fixed by the number, so a second drawing replaces it."""
    return f"{number[:2]}/{number}.pdf"


def write(number: str, content: bytes) -> None:
    """Put the content in place in one step: a reader sees the old file or the new one, never half."""
    path = path_of(number)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".drawing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def exists(number: str) -> bool:
    return storages["certificates"].exists(name_of(number))


def path_of(number: str) -> Path:
    """Where the file lies, once it is drawn."""
    return Path(storages["certificates"].path(name_of(number)))


def remove(number: str) -> None:
    storages["certificates"].delete(name_of(number))
