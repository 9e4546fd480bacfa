"""Compiled translations are made on each machine; without them every page would be in English."""

from .console import run
from .environment import ROOT, venv_python


def prepare() -> None:
    """Compile what is missing or older than its source. A look at the files, unless there is work.

    :raises Refused: when a translation cannot be read.
    """
    if not outdated():
        return
    run(
        [venv_python(), "manage.py", "compile_translations", "--verbosity", "0"],
        failure="The translations could not be compiled; the reason is above.",
        cwd=ROOT,
    )


def outdated() -> bool:
    """Whether a `.mo` file is missing or older than its `.po` file."""
    for source in (ROOT / "lms" / "locale").rglob("*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            return True
    return False
