"""Of what a sweep takes in turn, one that fails holds up no other."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from celery.exceptions import SoftTimeLimitExceeded

logger = logging.getLogger(__name__)


@dataclass
class Part:
    """What a sweep takes at once, and whether it failed."""

    failed: bool = False


@contextmanager
def apart(what: str, which: object) -> Iterator[Part]:
    """One part of a sweep: a failure is logged under what it was, and the sweep goes on.

    The part is a transaction of its own, so that what failed is undone, and the next sweep meets it
    again. When the time of the whole task is up that is no fault of the part, and ends the sweep.
    """
    part = Part()
    try:
        yield part
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        part.failed = True
        logger.exception("%s %s could not be swept.", what, which)
