"""Finding a Python by running it.

A name on the PATH proves nothing: pyenv's shims exist for versions that are not chosen and end with
an error, and Debian's Python comes without `ensurepip` until `python3-venv` is installed.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .console import Refused

NAMES = ("python3.13", "python3.12", "python3.11", "python3")
OLDEST = (3, 11)
_PROBE = """
import sys
missing = []
for name in ("ssl", "sqlite3", "ctypes", "venv", "ensurepip"):
    try:
        __import__(name)
    except ImportError:
        missing.append(name)
print(*sys.version_info[:2], *missing)
"""


@dataclass(frozen=True)
class Interpreter:
    path: str
    version: tuple[int, int]
    missing: tuple[str, ...]  # modules of the standard library that cannot be imported

    @property
    def suitable(self) -> bool:
        return self.version >= OLDEST and not self.missing

    @property
    def lacks_only_venv(self) -> bool:
        return self.version >= OLDEST and set(self.missing) <= {"venv", "ensurepip"}


def examine(path: str) -> Interpreter | None:
    """What this interpreter says of itself, or None when it does not run."""
    try:
        answer = subprocess.run(
            [path, "-c", _PROBE], capture_output=True, text=True, timeout=20, check=False
        )
        major, minor, *missing = answer.stdout.split()
        return Interpreter(path, (int(major), int(minor)), tuple(missing))
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def candidates() -> Iterator[str]:
    """Paths to try, in order: the one asked for, every name in every folder of PATH, this one."""
    asked = os.environ.get("PYTHON")
    if asked:
        yield asked
        return
    for name in NAMES:
        for folder in os.get_exec_path():
            path = Path(folder) / name
            if path.is_file() and os.access(path, os.X_OK):
                yield str(path)
    yield sys.executable


def find() -> Interpreter:
    """The first suitable interpreter, else the first that lacks only Debian's `venv` package.

    :raises Refused: when there is neither.
    """
    second_best = None
    for path in dict.fromkeys(candidates()):
        found = examine(path)
        if found is None:
            continue
        if found.suitable:
            return found
        if second_best is None and found.lacks_only_venv:
            second_best = found
    if second_best is not None:
        return second_best
    raise Refused(
        "No working Python 3.11 or newer was found (with ssl, sqlite3, ctypes and venv). "
        "Install one, for example with: sudo apt-get install python3 python3-venv. "
        "Or name it: make run PYTHON=/path/to/python3.12"
    )
