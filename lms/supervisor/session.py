"""One run from the first program's start to the last one's end."""

import http.client
import os
import signal
import time
from collections.abc import Callable
from types import FrameType

from . import addresses, broker, programs
from .child import Console
from .family import Family, GaveUp
from .options import ROOT, Options

STEP = 0.25  # seconds between two looks at the children
PATIENCE = 180.0  # seconds for one program to become ready on a slow machine


class Stopped(Exception):
    """Somebody asked for the end."""


class Session:
    """Starts in sequence, because importing Wagtail three times at once makes all three slow."""

    def __init__(self, options: Options, listeners: list[str], lock: int) -> None:
        self._options = options
        self._listeners = listeners
        self._console = Console()
        self._family = Family(env=_environment(options), cwd=ROOT, console=self._console, lock=lock)
        self._signals = 0
        self._last_answer = ""

    def run(self) -> int:
        """Run until Ctrl-C, SIGTERM, or a program that cannot be kept alive; the exit status."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._asked_to_stop)
        status = 0
        try:
            self._start()
            self._wait(lambda: False, what="", seconds=float("inf"))
        except Stopped:
            self._console.say("Stopping (Ctrl-C again ends everything at once)")
        except GaveUp as reason:
            self._console.say(str(reason))
            status = 1
        finally:
            self._family.stop()
        self._console.say("Stopped.")
        return status

    def _start(self) -> None:
        options, family = self._options, self._family
        if not options.redis_url:
            socket = broker.socket_path(options)
            if socket.parent != options.run_dir:
                self._console.line("broker", f"its socket lies in {socket.parent}")
            family.env["REDIS_URL"] = f"unix://{socket}?db=0"
            family.start(programs.broker_program(options, socket))
            self._wait(lambda: broker.answers(socket), what="The broker did not answer")
        family.start(programs.web([*self._listeners, *self._for_packages()]))
        self._wait(lambda: self._ok("/healthz"), what="The web process did not answer")
        # Signs of life from the run before do not make this one ready.
        since = int(time.time())
        family.start(programs.worker())
        family.start(programs.scheduler(options))
        self._wait(
            lambda: self._ok(f"/readyz?since={since}"), what="The platform did not become ready"
        )
        self._welcome()

    def _for_packages(self) -> list[str]:
        """Nothing where somebody else serves them, as in production."""
        if os.environ.get("CONTENT_URL", "").strip():
            return []
        found = addresses.for_packages(self._options.port)
        if not found:
            self._console.say(
                f"Port {self._options.port + 1} is taken, so that packages in lessons do not open. "
                f"Free it or type another port: make run PORT={self._options.port + 2}"
            )
        return found

    def _welcome(self) -> None:
        self._console.say(f"\nReady: http://localhost:{self._options.port}/")
        accounts = self._options.run_dir / "accounts.txt"
        if accounts.is_file():
            self._console.say(f"\n{accounts.read_text(encoding='utf-8').strip()}\n")

    def _wait(self, arrived: Callable[[], bool], *, what: str, seconds: float = PATIENCE) -> None:
        """Tend the children until `arrived`.

        :raises Stopped: when somebody asks for the end meanwhile.
        :raises GaveUp: when a program cannot be kept alive, or the time is over.
        """
        until = time.monotonic() + seconds
        while True:
            if self._signals:
                raise Stopped
            self._family.tend()
            if arrived():
                return
            if time.monotonic() > until:
                answer = f" Its last answer: {self._last_answer}" if self._last_answer else ""
                raise GaveUp(f"{what} within {seconds:.0f} seconds.{answer}")
            time.sleep(STEP)

    def _ok(self, path: str) -> bool:
        host = self._listeners[0].rpartition(":")[0].strip("[]")
        connection = http.client.HTTPConnection(host, self._options.port, timeout=5)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{self._options.port}"})
            answer = connection.getresponse()
            self._last_answer = answer.read(2000).decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return answer.status == 200

    def _asked_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._signals += 1
        if self._signals > 1:
            self._family.kill()


def _environment(options: Options) -> dict[str, str]:
    return (
        {"DJANGO_SETTINGS_MODULE": "lms.settings.dev"}
        | os.environ
        | {
            "DATA_DIR": str(options.data_dir),
            "PORT": str(options.port),
            "PYTHONUNBUFFERED": "1",
        }
    )
