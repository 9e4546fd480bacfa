"""`make run`, `make test`, `make setup`: set up what is missing, then become the program asked for."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable

from . import database, environment, native, packages, translations
from .console import Refused, say

RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"


def main(arguments: list[str]) -> int:
    """Do one of the three; exit status 2 with one sentence when something is missing."""
    actions: dict[str, Callable[[], None]] = {"run": run, "test": test, "setup": setup}
    action = actions.get(arguments[0] if arguments else "")
    if action is None:
        print("Type make run, make test or make setup.", file=sys.stderr)
        return 2
    try:
        environment.load()
        action()
    except Refused as refusal:
        print(f"\n{refusal}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped before it was set up; the next start goes on from here.", file=sys.stderr)
        return 130
    return 0


def run() -> None:
    """Start everything. The port is looked at first: nobody should wait a minute to hear of it."""
    supervisor = ["-m", "supervisor"]
    folder = environment.ROOT / "lms"
    if subprocess.run([sys.executable, *supervisor, "--check"], check=False, cwd=folder).returncode:
        sys.exit(2)
    packages.prepare(RUNTIME)
    native.prepare()
    translations.prepare()
    database.prepare()
    say("Starting (Ctrl-C stops everything)")
    os.chdir(folder)
    _become([str(environment.venv_python()), *supervisor])


def test() -> None:
    setup()
    os.chdir(environment.ROOT)
    more = shlex.split(os.environ.get("ARGS", ""))
    _become([str(environment.venv_python()), "-m", "pytest", *more])


def setup() -> None:
    """Everything that developing needs, without starting anything."""
    packages.prepare(RUNTIME, DEVELOPMENT)
    native.prepare()
    native.prepare_for_tests()
    translations.prepare()


def _become(command: list[str]) -> None:
    """Replace this process, so that signals reach the program itself."""
    sys.stdout.flush()
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
