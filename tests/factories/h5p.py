"""H5P packages: a real one that others made, and what becomes of it when files are changed or left out."""

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from tests.factories.package import zipped

FOREIGN = Path(__file__).parents[1] / "courses" / "packages" / "foreign"
#: Fonts in formats that no browser of today asks for: two thirds of the file.
HEAVY = (".svg", ".eot", ".ttf", ".otf")


@cache
def _files() -> dict[str, bytes]:
    with zipfile.ZipFile(FOREIGN / "true_false.h5p") as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def true_false() -> io.BytesIO:
    """As it was made."""
    return io.BytesIO((FOREIGN / "true_false.h5p").read_bytes())


def h5p(*, without: str = "", folder: str = "", **more: Any) -> io.BytesIO:
    """A package without the folder `without`, and with `more` files by name: contents, or what JSON changes."""
    files = {
        name: content
        for name, content in _files().items()
        if not name.endswith(HEAVY) and not (without and name.startswith(f"{without}/"))
    }
    for name, told in more.items():
        if isinstance(told, dict):
            told = json.dumps({**json.loads(files[name]), **told}).encode()
        files[name] = told.encode() if isinstance(told, str) else told
    return zipped({folder + name: content for name, content in files.items()})
