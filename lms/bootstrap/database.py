"""Migrations and demonstration data, only when something about them changed."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from .console import run, say
from .environment import ROOT, data_dir, venv_python

APPS = ("lms", "endorsement", "courses", "certificates")
CONTENT = {".yaml", ".yml", ".json", ".md", ".csv", ".jpg", ".png", ".svg", ".vtt", ".txt"}

FIRST = "; the first time this takes a minute or two"


def prepare() -> None:
    """Bring the database up to date and load the demonstration data.

    A stamp in `DATA_DIR/run` remembers what was loaded, so that a second start need not import
    Django for it. Only for the default database: another one may have been replaced meanwhile.

    :raises Refused: when a migration or the loading fails.
    """
    stamp = data_dir() / "run" / "prepared"
    wanted = digest()
    database = data_dir() / "db" / "platform.sqlite3"
    own = not os.environ.get("DATABASE_URL")
    if own and database.exists() and stamp.is_file() and stamp.read_text() == wanted:
        return
    say("Preparing the database and the demonstration data" + ("" if database.exists() else FIRST))
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    run(
        [venv_python(), "-m", "lms.bootstrap.load", data_dir() / "run" / "accounts.txt"],
        failure="The database could not be prepared; the reason is above. Nothing was started.",
        cwd=ROOT,
        env={"DJANGO_SETTINGS_MODULE": "lms.settings.dev"} | os.environ,
    )
    stamp.write_text(wanted)


def digest() -> str:
    """A fingerprint of everything that decides what is in a fresh database."""
    total = hashlib.sha256()
    for path in sorted(_sources()):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _sources() -> Iterator[Path]:
    yield ROOT / "requirements.txt"
    for app in APPS:
        for path in (ROOT / app).rglob("*"):
            relative = path.relative_to(ROOT)
            if "static" in relative.parts or not path.is_file():
                continue
            if path.suffix in CONTENT or (path.suffix == ".py" and _decides(relative)):
                yield path


def _decides(path: Path) -> bool:
    return "migrations" in path.parts or "management" in path.parts or "demo" in str(path)
