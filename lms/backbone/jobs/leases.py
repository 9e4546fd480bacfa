"""Holding a row as long as the process lives that works on it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from django.db import DatabaseError, connection

#: Seconds between two renewals of the lease by the process that has the row.
BEAT_EVERY = 15.0


@contextmanager
def kept(renew: Callable[[], bool], lost: Event) -> Iterator[None]:
    """Renew the lease meanwhile, also while one step takes long; `lost` is set when that fails.

    A process that hangs is killed by the worker's time limit, and its lease with it.
    """
    stop = Event()
    heart = Thread(target=_beat, args=(renew, lost, stop), daemon=True)
    heart.start()
    try:
        yield
    finally:
        stop.set()
        heart.join()


def _beat(renew: Callable[[], bool], lost: Event, stop: Event) -> None:
    while not stop.wait(BEAT_EVERY):
        try:
            if not renew():
                lost.set()
                return
        except DatabaseError:
            # The next beat comes well before the lease is over.
            continue
        finally:
            connection.close()
