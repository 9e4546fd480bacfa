"""Where things lie: the project, its virtual environment, its data."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def read_env_file(path: Path) -> dict[str, str]:
    """`NAME=value` lines of a `.env` file; comments and empty lines are left out."""
    values: dict[str, str] = {}
    if not path.is_file():
        return values
    for line in path.read_text(encoding="utf-8").splitlines():
        name, sign, value = line.strip().removeprefix("export ").partition("=")
        if not sign or name.startswith("#"):
            continue
        value = value.strip()
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value = value[1:-1]
        values[name.strip()] = value
    return values


def load(root: Path = ROOT) -> None:
    """Complete `os.environ` from `.env` and make the folders absolute.

    What is set already wins over the file. Relative folders count from the project's folder, so
    that they mean the same to every process, whatever folder it was started in.
    """
    for name, value in read_env_file(root / ".env").items():
        os.environ.setdefault(name, value)
    os.environ["DATA_DIR"] = str(_absolute(root, os.environ.get("DATA_DIR") or "var"))
    os.environ["VENV"] = str(_absolute(root, os.environ.get("VENV") or ".venv"))


def data_dir() -> Path:
    return Path(os.environ["DATA_DIR"])


def venv_dir() -> Path:
    return Path(os.environ["VENV"])


def venv_python() -> Path:
    return venv_dir() / "bin" / "python"


def _absolute(root: Path, folder: str) -> Path:
    # Not resolved: a linked folder keeps the name that the person gave it.
    return root / Path(folder).expanduser()
