"""A real worker on a real broker, for tests marked `worker`.

    @pytest.mark.worker
    def test_something(worker: Worker) -> None:
        ...commit rows, hints go out...
        worker.wait_until(lambda: Certificate.objects.get().state == "done")

Rows are committed (the fixture includes `committed_db`), hints are on, mail goes to files that
`lms.backbone.mail_files.sent_messages()` reads. One broker and one worker serve a whole test run.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection
from kombu import pools

from lms.celery import app
from lms.supervisor.broker import answers, command
from lms.supervisor.options import Options

ROOT = Path(__file__).resolve().parents[1]
START_WITHIN = 90.0


@dataclass(frozen=True)
class Broker:
    """A Valkey server of its own, reached by its socket."""

    url: str
    client: redis.Redis

    def waiting(self) -> int:
        """Messages that are queued or being worked on."""
        # One list for each priority; a message leaves "unacked" when its task is over.
        queues = self.client.keys("celery*")
        queued = sum(self.client.llen(name) for name in queues if self.client.type(name) == b"list")
        return int(queued + self.client.hlen("unacked"))


@dataclass(frozen=True)
class Worker:
    """The running worker, as a test sees it."""

    broker: Broker
    process: "subprocess.Popen[bytes]"
    log: Path

    def wait_until(self, arrived: Callable[[], object], *, seconds: float = 60.0) -> None:
        """Look every tenth of a second; fails with the worker's last lines when time is over."""
        until = time.monotonic() + seconds
        while not arrived():
            if time.monotonic() > until or self.process.poll() is not None:
                raise AssertionError(f"It did not happen. The worker said:\n{self.last_lines()}")
            time.sleep(0.1)

    def wait_until_idle(self, *, seconds: float = 60.0) -> None:
        """Until nothing is queued or being worked on."""
        self.wait_until(lambda: self.broker.waiting() == 0, seconds=seconds)

    def last_lines(self) -> str:
        return self.log.read_text(errors="replace")[-4000:]


@contextmanager
def running_broker() -> Iterator[Broker]:
    """Start the embedded server in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="broker-"))
    path = folder / "broker.sock"
    options = Options(data_dir=folder, port=0, redis_url="")
    process = _start(command(options, path), folder / "broker.log", dict(os.environ))
    url = f"unix://{path}?db=0"
    try:
        _wait(lambda: answers(path), process, folder / "broker.log")
        with redis.Redis.from_url(url) as client:
            yield Broker(url, client)
    finally:
        _stop(process)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_worker(broker: Broker) -> Iterator[Worker]:
    """Start `celery -A lms worker` on the test database, and send this process's hints to it."""
    log = Path(settings.DATA_DIR) / "worker.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.worker_settings",
        "WORKER_DATABASE": str(connection.settings_dict["NAME"]),
        "TEST_DATA_DIR": str(settings.DATA_DIR),
        "REDIS_URL": broker.url,
        "PYTHONPATH": str(ROOT),
    }
    celery = [sys.executable, "-m", "celery", "-A", "lms", "worker", "--loglevel", "INFO"]
    celery += ["--concurrency", "2", "--without-gossip", "--without-mingle"]
    process = _start(celery, log, environment)
    try:
        # The worker says so itself once it listens; its first ping writes to the database.
        _wait(lambda: b" ready." in log.read_bytes(), process, log)
        with _hints_to(broker):
            yield Worker(broker, process, log)
    finally:
        _stop(process)


@contextmanager
def _hints_to(broker: Broker) -> Iterator[None]:
    before = app.conf.broker_url
    app.conf.broker_url = broker.url.replace("unix://", "redis+socket://").replace(
        "?db=0", "?virtual_host=0"
    )
    _forget_connections()
    yield
    _forget_connections()
    app.conf.broker_url = before


def _forget_connections() -> None:
    """The application keeps its pools under the address it first used."""
    pools.reset()
    app._after_fork()


def _start(
    arguments: list[str], log: Path, environment: dict[str, str]
) -> "subprocess.Popen[bytes]":
    """The trampoline ends the process with this one, however this one ends."""
    trampoline = ROOT / "lms" / "supervisor" / "trampoline.py"
    with log.open("wb") as output:
        return subprocess.Popen(
            [sys.executable, "-S", "-E", str(trampoline), str(os.getpid()), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env=environment,
        )


def _wait(arrived: Callable[[], bool], process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_WITHIN
    while not arrived():
        if time.monotonic() > until or process.poll() is not None:
            raise AssertionError(f"It did not start:\n{log.read_text(errors='replace')[-4000:]}")
        time.sleep(0.1)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
