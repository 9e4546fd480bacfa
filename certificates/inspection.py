"""Whether a PDF is the file that we issued. Nothing of it is kept.

A file whose digest is noted is answered at once. Any other is opened in a process of its own
(`certificates.inspecting`) rather than by a worker: the answer stands on the very page that asked, without
JavaScript, nothing lies anywhere meanwhile, and the limits are those of a process that ends.
"""

import hashlib
import json
import re
import subprocess
import sys
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding

from certificates import keys
from certificates.models import Certificate, DrawnFile
from certificates.sheet import address_of
from lms.backbone.ids import is_certificate_number, normalize

MOST_BYTES = 2 * 1024 * 1024
SECONDS = 30  # by the clock, on a machine that has much else to do
PROGRAM = Path(__file__).with_name("inspecting.py")
#: The end of a certificate's address, its slashes as they are or as a PDF escapes them.
_ADDRESS = re.compile(rb"(?:/|\\057)v(?:/|\\057)([0-9A-Z]{16})\b")
#: So many at a time in one web process; each may take as much memory as the process itself.
_room = threading.BoundedSemaphore(2)


class Busy(Exception):
    """Too many files are being looked at right now."""


class Outcome(StrEnum):
    ISSUED = "issued"
    CHANGED = "changed"
    NOT_OURS = "not_ours"


@dataclass(frozen=True)
class Inspected:
    """`number` is empty for a file that is not ours."""

    outcome: Outcome
    number: str = ""


def inspect(content: bytes) -> Inspected:
    """What the file is: exactly as we issued it, a changed one that names a certificate, or not ours.

    :raises Busy: when the machine has no room for it now.
    """
    digest = hashlib.sha256(content).hexdigest()
    drawn = DrawnFile.objects.filter(sha256=digest, certificate__issued_at__isnull=False)
    number = drawn.values_list("certificate__number", flat=True).first()
    if number:
        return Inspected(Outcome.ISSUED, number)
    # As readers do: a mail or a scanner may have put something before it.
    if b"%PDF-" not in content[:1024]:
        return Inspected(Outcome.NOT_OURS)
    said = _asked(content)
    names = [normalize(name) for name in said["names"] or _written(content)]
    # A link can say anything, also what no database takes.
    numbers = [name for name in names if is_certificate_number(name)]
    known = Certificate.objects.filter(number__in=numbers, issued_at__isnull=False)
    number = known.values_list("number", flat=True).first()
    if not number:
        return Inspected(Outcome.NOT_OURS)
    return Inspected(Outcome.ISSUED if said["whole"] else Outcome.CHANGED, number)


def _written(content: bytes) -> list[str]:
    """The numbers that can be read off a file that cannot be opened: a signature says its own in plain."""
    return [found.decode() for found in _ADDRESS.findall(content)[:5]]


def _asked(content: bytes) -> dict[str, Any]:
    """What the other process says; of a file that ends it, nothing."""
    if not _room.acquire(blocking=False):
        raise Busy
    try:
        # Isolated: nothing of the environment and of this folder is looked at.
        done = subprocess.run(  # noqa: S603  our own program
            [sys.executable, "-I", str(PROGRAM)],
            input=_question() + content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            env={},
        )
        return json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return {"whole": False, "names": []}
    finally:
        _room.release()


def _question() -> bytes:
    trusted = [
        key.certificate.public_bytes(Encoding.PEM).decode()
        for key in keys.all_keys()
        if key.purpose == keys.PDF
    ]
    beginning = address_of("0").removesuffix("0")
    return json.dumps({"trusted": trusted, "address": beginning}).encode() + b"\n"
