"""Eight-word runs of texts that must not be copied, kept as hashes only.

The texts themselves are not in this repository. To make the data file anew from them:

    python -m tests.courses.curriculum.shingles TEXT [TEXT ...]

It writes shingles.txt beside this file: sorted, shortened SHA-256 values, one a line.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 8
DATA = Path(__file__).with_name("shingles.txt")
WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")


def runs(text: str) -> Iterator[str]:
    """Every run of eight words, in lower case and without punctuation."""
    words = [word.replace("’", "'") for word in WORD.findall(text.lower())]
    for start in range(len(words) - RUN + 1):
        yield " ".join(words[start : start + RUN])


def digest(run: str) -> str:
    return hashlib.sha256(run.encode()).hexdigest()[:16]


def known() -> frozenset[str]:
    return frozenset(DATA.read_text(encoding="ascii").split())


def write(texts: list[Path]) -> int:
    """Hash the runs of ``texts`` into the data file and return how many there are."""
    found = {digest(run) for text in texts for run in runs(text.read_text(encoding="utf-8"))}
    DATA.write_text("\n".join(sorted(found)) + "\n", encoding="ascii")
    return len(found)


if __name__ == "__main__":
    print(f"{write([Path(name) for name in sys.argv[1:]])} runs")
