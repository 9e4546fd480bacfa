"""Of what a sweep takes in turn, one that fails holds up no other."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import QuerySet

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


def in_batches(
    due: QuerySet[Any],
    bring_about: Callable[[list[Any]], int],
    *,
    most: int,
    which: Callable[[Any], object] = attrgetter("pk"),
) -> int:
    """Bring about what is due, `most` rows at once, and one by one where a batch fails; the sum of counts.

    What was brought about is not due any more. A row that fails by itself is logged as `which` names it and
    left for the next sweep.
    """
    done, stuck = 0, set[Any]()
    while batch := list(due.exclude(pk__in=stuck)[:most]):
        with apart("Batch", f"of {len(batch)} (one by one now)") as whole:
            done += bring_about(batch)
        for row in batch if whole.failed else ():
            with apart(row._meta.verbose_name.capitalize(), which(row)) as part:
                done += bring_about([row])
            if part.failed:
                stuck.add(row.pk)
    return done
