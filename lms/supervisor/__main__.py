"""`python -m supervisor` inside `lms/`; with `--check` it only says whether a start is possible."""

import os
import sys

from . import addresses, lock, options
from .session import Session


def main(arguments: list[str]) -> int:
    """The exit status: 0 after an orderly stop, 1 after giving up, 2 when the start is refused."""
    try:
        wanted = options.read()
        handle = lock.acquire(wanted.run_dir)
        listeners = addresses.listeners(wanted.port)
        if "--check" in arguments:
            return 0
        status = Session(wanted, listeners, handle).run()
    except options.Refused as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 2
    os.close(handle)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
