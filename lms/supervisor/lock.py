"""One supervisor for one `DATA_DIR`."""

import fcntl
import os
import time
from pathlib import Path

from .options import Refused

PATIENCE = 15.0  # seconds: longer than the watcher takes to end what a killed supervisor left


def acquire(folder: Path, *, patience: float = PATIENCE) -> int:
    """Take the lock and return its file descriptor, which holds it until it is closed.

    The watcher inherits it: after a kill the lock is free only when the last child has ended.

    :raises Refused: when another supervisor runs here.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / "supervisor.lock"
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    until = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            holder = os.pread(handle, 20, 0).decode().strip()
            if _alive(holder) or time.monotonic() > until:
                os.close(handle)
                raise Refused(
                    f"It already runs on this data (process {holder or 'unknown'}, {folder}). "
                    "Stop it with Ctrl-C there, or use other data: "
                    "make run PORT=8001 DATA_DIR=var-two"
                ) from None
        time.sleep(0.1)
    os.ftruncate(handle, 0)
    os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
    return handle


def _alive(pid: str) -> bool:
    if not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
