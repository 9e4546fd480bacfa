"""Ends what a killed supervisor leaves: grandchildren too, because it ends whole process groups.

The supervisor writes `+GROUP` when a child starts and `-GROUP` when it is gone. The end of the
input means that the supervisor is gone, whatever the reason; groups still on the list are asked to
stop, and killed if they do not. The lock on DATA_DIR is inherited and so held until then.
"""

import os
import signal
import sys
import time

GRACE = 5.0  # seconds


def main(grace: float = GRACE) -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        if line.startswith("+"):
            groups.add(group)
        else:
            groups.discard(group)
    groups = {group for group in groups if _send(group, signal.SIGTERM)}
    until = time.monotonic() + grace
    while groups and time.monotonic() < until:
        time.sleep(0.05)
        groups = {group for group in groups if _send(group, 0)}
    for group in groups:
        _send(group, signal.SIGKILL)


def _send(group: int, number: int) -> bool:
    """Whether the group still has a member."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


if __name__ == "__main__":
    main()
