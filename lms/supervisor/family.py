"""The children together: kept alive, given up, stopped in order."""

import contextlib
import subprocess
import sys
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path

from .child import Child, Console, Program

WATCHER = Path(__file__).with_name("watcher.py")
MOST_RESTARTS = 3
WITHIN = 120.0  # seconds: long enough to see three slow starts fail
FIRST_PAUSE = 1.0  # seconds; doubled with each restart


class GaveUp(Exception):
    """A program ends again and again."""


class Family:
    """Starts children and restarts those that die, with growing pauses."""

    def __init__(
        self, *, env: Mapping[str, str], cwd: Path, console: Console, lock: int | None = None
    ) -> None:
        self.env = dict(env)
        self._cwd = cwd
        self._console = console
        self._children: dict[str, Child] = {}
        self._order: list[str] = []
        self._due: dict[str, tuple[Program, float]] = {}
        self._deaths: dict[str, deque[float]] = {}
        self._watcher = subprocess.Popen(
            [sys.executable, "-S", "-E", str(WATCHER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            pass_fds=() if lock is None else (lock,),
            start_new_session=True,
        )

    def start(self, program: Program) -> None:
        child = Child(program, env=self.env, cwd=self._cwd, output=self._console.line)
        self._children[program.name] = child
        if program.name not in self._order:
            self._order.append(program.name)
        self._tell(f"+{child.group}")

    def tend(self) -> None:
        """Look after the dead once; call it several times a second.

        :raises GaveUp: with the program's last lines, when it died too often.
        """
        for name, child in list(self._children.items()):
            if child.ended():
                self._bury(name, child)
        now = time.monotonic()
        for name, (program, due) in list(self._due.items()):
            if due <= now:
                del self._due[name]
                self.start(program)

    def stop(self) -> None:
        """Stop everybody, the last started first: nobody loses what it depends on."""
        self._due.clear()
        for name in reversed(self._order):
            child = self._children.pop(name, None)
            if child is None:
                continue
            self._console.line(name, "stopping")
            child.stop()
            self._tell(f"-{child.group}")
        if self._watcher.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self._watcher.stdin.close()
        self._watcher.wait()

    def kill(self) -> None:
        """End everybody at once; `stop`, which may be waiting for them, then returns."""
        for child in list(self._children.values()):
            child.kill()

    def _bury(self, name: str, child: Child) -> None:
        child.end()
        self._tell(f"-{child.group}")
        now = time.monotonic()
        deaths = self._deaths.setdefault(name, deque())
        deaths.append(now)
        while deaths[0] < now - WITHIN:
            deaths.popleft()
        how = _how_it_ended(child.process.returncode)
        if len(deaths) > MOST_RESTARTS:
            del self._children[name]
            lines = "\n".join(f"    {line}" for line in child.last_lines)
            raise GaveUp(
                f"{name} {how}, {len(deaths)} times in {WITHIN:.0f} seconds, so everything was "
                f"stopped. Its last lines:\n{lines}"
            )
        pause = FIRST_PAUSE * 2 ** (len(deaths) - 1)
        self._console.line(name, f"{how}; starting it again in {pause:.0f} s")
        del self._children[name]
        self._due[name] = (child.program, now + pause)

    def _tell(self, message: str) -> None:
        """Keep the watcher's list. It can only be missing when somebody killed it."""
        try:
            if self._watcher.stdin is not None:
                self._watcher.stdin.write(f"{message}\n")
                self._watcher.stdin.flush()
        except BrokenPipeError:
            self._console.line("watcher", "is gone; a killed supervisor may leave processes")


def _how_it_ended(code: int | None) -> str:
    if code is None:
        return "ended"
    if code < 0:
        return f"was ended by signal {-code}"
    return f"ended with status {code}"
