"""The supervisor, with small programs instead of the real ones."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lms.supervisor import addresses, broker, family, lock, options
from lms.supervisor.child import Child, Console, Program
from lms.supervisor.family import Family, GaveUp

LMS = Path(options.__file__).resolve().parents[1]
SLEEPER = "import time; print('started', flush=True); time.sleep(600)"
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "print('started', flush=True); time.sleep(600)"
)


class Recorder(Console):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def line(self, name: str, text: str) -> None:
        self.said.append(f"{name}: {text}")

    def say(self, text: str) -> None:
        self.said.append(text)


def until(arrived: Callable[[], object], seconds: float = 15) -> None:
    limit = time.monotonic() + seconds
    while not arrived():
        assert time.monotonic() < limit, "it did not happen in time"
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def python(name: str, code: str, stop_within: float = 10) -> Program:
    return Program(name, [sys.executable, "-S", "-c", code], stop_within)


@pytest.fixture
def console() -> Recorder:
    return Recorder()


@pytest.fixture
def children(console, tmp_path) -> Iterator[Family]:
    together = Family(env=os.environ, cwd=tmp_path, console=console)
    yield together
    together.kill()
    together.stop()


def said(console: Recorder, *lines: str) -> Callable[[], bool]:
    return lambda: all(line in console.said for line in lines)


# --- Children -------------------------------------------------------------------------------------


def test_child_lines_carry_its_name_and_are_kept(children, console):
    children.start(python("web", "print('one'); print('zwei: ä')"))
    until(said(console, "web: one", "web: zwei: ä"))


def test_child_that_ignores_the_request_is_ended_with_its_group(tmp_path, console):
    code = (
        f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-S', '-c', {SLEEPER!r}])"
    )
    program = python("worker", f"{code}; print(p.pid, flush=True); {STUBBORN}", stop_within=0.2)
    child = Child(program, env=os.environ, cwd=tmp_path, output=console.line)
    until(lambda: "started" in child.last_lines and len(child.last_lines) == 3)
    grandchild = int(child.last_lines[0])

    child.stop()

    assert child.process.returncode == -signal.SIGKILL
    until(lambda: not alive(grandchild))


def test_children_stop_in_the_reverse_order_even_after_a_restart(children, console, monkeypatch):
    monkeypatch.setattr(family, "FIRST_PAUSE", 0.0)
    for name in ("broker", "web", "worker", "scheduler"):
        children.start(python(name, SLEEPER))
    until(said(console, *(f"{name}: started" for name in children._order)))
    children._children["broker"].kill()
    until(lambda: children._children["broker"].ended())
    children.tend()
    children.tend()
    until(lambda: console.said.count("broker: started") == 2)
    console.said.clear()

    children.stop()

    assert console.said == [
        "scheduler: stopping",
        "worker: stopping",
        "web: stopping",
        "broker: stopping",
    ]


def test_dead_child_starts_again_after_a_pause(children, console, monkeypatch):
    monkeypatch.setattr(family, "FIRST_PAUSE", 0.2)
    children.start(python("web", SLEEPER))
    until(said(console, "web: started"))
    first = children._children["web"]
    first.kill()
    until(first.ended)

    children.tend()
    assert children._children == {}
    time.sleep(0.25)
    children.tend()

    assert console.said == [
        "web: started",
        "web: was ended by signal 9; starting it again in 0 s",
    ]
    until(lambda: console.said.count("web: started") == 2)


def test_child_that_dies_too_often_is_given_up_with_its_last_lines(children, monkeypatch):
    monkeypatch.setattr(family, "FIRST_PAUSE", 0.0)
    children.start(python("worker", "print('no such broker'); raise SystemExit(3)"))
    with pytest.raises(GaveUp) as refusal:
        until(lambda: children.tend())
    assert str(refusal.value) == (
        "worker ended with status 3, 4 times in 120 seconds, so everything was stopped. "
        "Its last lines:\n    no such broker"
    )


# --- No orphans -----------------------------------------------------------------------------------

FAMILY_OF_THREE = f"""
import sys, time
from pathlib import Path
from supervisor.child import Console, Program
from supervisor.family import Family
import os
both = Family(env=os.environ, cwd=Path("."), console=Console())
grandparent = '''import os, signal, subprocess, sys
p = subprocess.Popen([sys.executable, "-S", "-c", {STUBBORN!r}])
print("pid", p.pid, flush=True)
print("pid", os.getpid(), flush=True)
{STUBBORN}
'''
both.start(Program("worker", [sys.executable, "-S", "-c", grandparent]))
both.start(Program("web", [sys.executable, "-S", "-c", "import os; print('pid', os.getpid()); " + {SLEEPER!r}]))
print("| pid", both._watcher.pid, flush=True)
time.sleep(600)
"""


def _pids(process: subprocess.Popen[str], count: int) -> list[int]:
    assert process.stdout is not None
    found: list[int] = []
    for line in process.stdout:
        text = line.rpartition("| ")[2]
        if text.startswith("pid "):
            found.append(int(text.split()[1]))
        if len(found) == count:
            break
    return found


@pytest.fixture
def supervisor() -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", FAMILY_OF_THREE], cwd=LMS, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.kill()


def test_killed_supervisor_leaves_no_orphans(supervisor):
    pids = _pids(supervisor, 4)
    assert len(pids) == 4
    assert all(map(alive, pids))
    time.sleep(0.3)

    supervisor.kill()

    # Two of them ignore the request, so the watcher has to end their group.
    until(lambda: not any(map(alive, pids)))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a parent-death signal")
def test_killed_supervisor_and_watcher_end_what_listens_to_the_parent_death_signal(supervisor):
    pids = _pids(supervisor, 4)
    watcher = next(pid for pid in pids if b"watcher.py" in _command(pid))
    web = next(pid for pid in pids if b"STUB" not in _command(pid) and _is_web(pid))
    os.kill(watcher, signal.SIGKILL)

    supervisor.kill()

    until(lambda: not alive(web))
    for pid in pids:
        if alive(pid):
            os.kill(pid, signal.SIGKILL)


def _command(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def _is_web(pid: int) -> bool:
    return b"SIG_IGN" not in _command(pid) and b"watcher.py" not in _command(pid)


# --- Lock, port, broker ---------------------------------------------------------------------------


def test_second_supervisor_on_the_same_data_is_refused(tmp_path):
    held = lock.acquire(tmp_path)
    with pytest.raises(options.Refused, match="It already runs on this data") as refusal:
        lock.acquire(tmp_path)
    assert str(os.getpid()) in str(refusal.value)
    os.close(held)
    os.close(lock.acquire(tmp_path))


def test_lock_waits_for_what_a_dead_supervisor_left(tmp_path):
    held = lock.acquire(tmp_path)
    gone = subprocess.Popen([sys.executable, "-S", "-c", ""])
    gone.wait()
    os.pwrite(held, f"{gone.pid:<12}\n".encode(), 0)
    with pytest.raises(options.Refused):
        lock.acquire(tmp_path, patience=0.3)
    os.close(held)


def test_port_in_use_is_one_sentence_with_what_to_type():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(options.Refused) as refusal:
            addresses.listeners(port)
    assert str(refusal.value) == (
        f"Port {port} is already in use. Type another one: make run PORT={port + 1}"
    )


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "80.5"])
def test_port_that_is_none_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(options.Refused) as refusal:
        options.read()
    assert str(refusal.value) == (
        f"PORT={port} is not a port number. Type for example: make run PORT=8001"
    )


@pytest.mark.parametrize("folder", ["x" * 90, "with space", "with?mark"])
def test_socket_moves_to_a_private_folder_when_the_name_cannot_serve(tmp_path, monkeypatch, folder):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setattr("tempfile.tempdir", "/tmp")
    wanted = options.Options(tmp_path / folder, 8000, "")
    path = broker.socket_path(wanted)
    try:
        assert len(os.fsencode(path)) <= broker.LONGEST_SOCKET
        assert path.parent.stat().st_mode & 0o777 == 0o700
        assert broker.socket_path(wanted) == path
        path.parent.chmod(0o755)
        with pytest.raises(options.Refused, match="belongs to somebody else"):
            broker.socket_path(wanted)
    finally:
        path.parent.rmdir()


def test_broker_keeps_what_it_was_given_over_a_kill(console, monkeypatch):
    import tempfile

    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        wanted = options.Options(Path(folder), 8000, "")
        wanted.run_dir.mkdir()
        path = broker.socket_path(wanted)
        for command, answer in (("SET key value", b"+OK"), ("GET key", b"$5\r\nvalue")):
            child = Child(
                Program("broker", broker.command(wanted, path)),
                env=os.environ,
                cwd=Path(folder),
                output=console.line,
            )
            until(lambda: broker.answers(path))
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(path))
                connection.sendall(f"{command}\r\n".encode())
                assert connection.recv(64).strip() == answer
            assert path.stat().st_mode & 0o777 == 0o700
            time.sleep(1.2)  # the server writes its file every second
            child.end()
        assert not broker.answers(path)
