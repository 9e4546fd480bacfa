"""What the person at the keyboard reads."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


class Refused(Exception):
    """Set-up cannot go on; the message says what happened and what to type."""


def say(sentence: str) -> None:
    print(f"==> {sentence}", flush=True)


def warn(sentence: str) -> None:
    print(f"==> Note: {sentence}", file=sys.stderr, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    failure: str,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a command whose output the person sees.

    :raises Refused: with `failure` when it ends with an error or cannot be started.
    """
    try:
        done = subprocess.run([str(part) for part in command], check=False, cwd=cwd, env=env)
    except OSError as error:
        raise Refused(f"{failure} ({error})") from error
    if done.returncode:
        raise Refused(failure)
