"""Run a command that does not outlive the supervisor: `trampoline.py PARENT COMMAND…`.

Set here, in the child itself and before the command starts, because a function between fork and
exec may dead-lock in a process that has threads. Only Linux knows a parent-death signal; elsewhere
the watcher does the work alone.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, command: list[str]) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        # The supervisor died before the line above: nobody is left to send the signal.
        sys.exit(1)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
