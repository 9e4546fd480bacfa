"""A place where a test holds a real worker: a file is in its place, and the row does not say so yet.

The worker imports this. It stops there when the test has named the certificate, and says who it is.
"""

import os
import time
from pathlib import Path

from django.conf import settings

from certificates import files

HELD_AT_MOST = 60.0


def named() -> Path:
    """The test writes the number of a certificate here."""
    return Path(settings.DATA_DIR) / "hold-certificate"


def held() -> Path:
    """The worker that stands there writes its process number here."""
    return Path(settings.DATA_DIR) / "held-certificate"


def hold(place=files.place):
    def place_and_wait(drawing: Path, number: str) -> None:
        place(drawing, number)
        if named().exists() and named().read_text() == number:
            held().write_text(str(os.getpid()))
            until = time.monotonic() + HELD_AT_MOST
            while named().exists() and time.monotonic() < until:
                time.sleep(0.05)

    return place_and_wait


if settings.SETTINGS_MODULE == "tests.worker_settings":
    files.place = hold()
