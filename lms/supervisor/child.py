"""One program under the supervisor: started in a group of its own, its lines passed on."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

TRAMPOLINE = Path(__file__).with_name("trampoline.py")
KEPT_LINES = 20


@dataclass(frozen=True)
class Program:
    """What to start, and how long it may take to stop (seconds)."""

    name: str
    command: list[str]
    stop_within: float = 10.0


class Child:
    """A running program. Start it from the main thread: on Linux the signal that ends it with its
    parent follows the thread that started it, not the process.
    """

    def __init__(
        self,
        program: Program,
        *,
        env: Mapping[str, str],
        cwd: Path,
        output: Callable[[str, str], None],
    ) -> None:
        self.program = program
        self.last_lines: deque[str] = deque(maxlen=KEPT_LINES)
        self._output = output
        trampoline = [sys.executable, "-S", "-E", str(TRAMPOLINE), str(os.getpid())]
        self.process = subprocess.Popen(
            [*trampoline, *program.command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=cwd,
            env=dict(env),
            process_group=0,
        )
        self._reader = threading.Thread(target=self._pass_on, daemon=True)
        self._reader.start()

    @property
    def group(self) -> int:
        return self.process.pid

    def ended(self) -> bool:
        return self.process.poll() is not None

    def stop(self) -> None:
        """Ask it to stop, wait as long as it may take, then end its whole group."""
        if not self.ended():
            self.process.send_signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(self.program.stop_within)
        self.end()

    def kill(self) -> None:
        """End the group at once, without waiting. Safe inside a signal handler."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.group, signal.SIGKILL)

    def end(self) -> None:
        """End the group, with what its leader may have left behind in it, and wait for it."""
        self.kill()
        self.process.wait()
        # The last lines are still in the pipe when the program is gone already.
        self._reader.join(timeout=1)

    def _pass_on(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for raw in lines:
                line = raw.decode("utf-8", "replace").rstrip()
                self.last_lines.append(line)
                self._output(self.program.name, line)


class Console:
    """Lines of all children, each with the name of who wrote it."""

    COLORS = {"broker": 35, "web": 36, "worker": 32, "scheduler": 33}
    WIDTH = 9

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._colored = sys.stdout.isatty() and not os.environ.get("NO_COLOR")

    def line(self, name: str, text: str) -> None:
        label = f"{time.strftime('%H:%M:%S')} {name:<{self.WIDTH}} |"
        if self._colored and name in self.COLORS:
            label = f"\033[{self.COLORS[name]}m{label}\033[0m"
        self.say(f"{label} {text}")

    def say(self, text: str) -> None:
        # A reader that closed its end of the pipe must not keep us from stopping the children.
        with self._lock, contextlib.suppress(BrokenPipeError):
            print(text, flush=True)
