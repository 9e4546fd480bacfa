"""Compiled translations: made from the `.po` files, never committed, in pure Python."""

import os
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent / "locale"


def compile_translations(root: Path = ROOT) -> list[Path]:
    """Write every `.mo` below `root` that is missing or older than its `.po`.

    Each appears whole or not at all, so that several processes may do this at once.
    Returns the files that were written. gettext's own tools are not needed.
    """
    written = []
    for source in sorted(root.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        unfinished = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(unfinished))
        unfinished.replace(target)
        written.append(target)
    return written
