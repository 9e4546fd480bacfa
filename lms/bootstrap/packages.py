"""The virtual environment and the pinned packages in it."""

import hashlib
import json
import subprocess
from pathlib import Path

from . import native
from .console import Refused, run, say
from .environment import ROOT, venv_dir, venv_python
from .interpreter import Interpreter, examine, find

STAMP = "installed-requirements.json"


def prepare(*requirements: str) -> None:
    """Make the virtual environment and install what changed since the last time.

    :raises Refused: with what to type when Python, its `venv` or the package index is missing.
    """
    stamp = venv_dir() / STAMP
    if not _works():
        _create(stamp)
    wanted = {name: _digest(ROOT / name) for name in requirements}
    installed = _read(stamp)
    changed = [name for name, digest in wanted.items() if installed.get(name) != digest]
    if not changed:
        return
    say(f"Installing the packages of {' and '.join(changed)} (about a minute)")
    files = [part for name in changed for part in ("-r", str(ROOT / name))]
    pip = [str(venv_python()), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    run(
        [*pip, "--require-hashes", *files],
        failure="The packages could not be installed; pip's message is above. "
        "Check the connection to the package index and start again.",
    )
    # Written last: an installation that was interrupted is done again.
    stamp.write_text(json.dumps(installed | wanted, indent=1, sort_keys=True) + "\n")


def _works() -> bool:
    """A virtual environment breaks when the Python it was made from is removed or upgraded."""
    if not venv_python().exists():
        return False
    found = examine(str(venv_python()))
    if found is None or found.version < (3, 11):
        return False
    pip = [str(venv_python()), "-c", "import pip"]
    return subprocess.run(pip, capture_output=True, check=False).returncode == 0


def _create(stamp: Path) -> None:
    chosen = find()
    if not chosen.suitable:
        chosen = _with_venv(chosen)
    say(f"Making the virtual environment {venv_dir()} with {chosen.path}")
    stamp.unlink(missing_ok=True)
    run(
        [chosen.path, "-m", "venv", "--clear", venv_dir()],
        failure=f"The virtual environment could not be made in {venv_dir()}.",
    )


def _with_venv(chosen: Interpreter) -> Interpreter:
    """Add Debian's package for `venv`, which its Python comes without."""
    major, minor = chosen.version
    native.install(
        [f"python{major}.{minor}-venv"],
        reason=f"{chosen.path} cannot make virtual environments ({', '.join(chosen.missing)} "
        "missing)",
    )
    again = examine(chosen.path)
    if again is None or not again.suitable:
        raise Refused(f"{chosen.path} still cannot make virtual environments.")
    return again


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _read(stamp: Path) -> dict[str, str]:
    try:
        found = json.loads(stamp.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
