"""Libraries that pip cannot install: tried by loading them, added with apt where that is allowed."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .console import Refused, say, warn
from .environment import venv_python

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Library:
    """A shared library, by the names under which Linux and macOS load it."""

    package: str  # Debian's
    linux: str
    macos: str
    required: bool


LIBRARIES = (
    Library("libpango-1.0-0", "libpango-1.0.so.0", "libpango-1.0.0.dylib", True),
    Library("libpangoft2-1.0-0", "libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", True),
    # Without it certificates are drawn four times slower, and that is all.
    Library("libharfbuzz-subset0", "libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", False),
)
_LOAD = """
import ctypes, sys
for name in sys.argv[1:]:
    folders = ("", "/opt/homebrew/lib/", "/usr/local/lib/") if name.endswith("dylib") else ("",)
    for folder in folders:
        try:
            ctypes.CDLL(folder + name)
            break
        except OSError:
            pass
    else:
        print(name)
"""


def prepare() -> None:
    """Make the libraries that draw the certificates loadable.

    :raises Refused: with the command to type when Pango is missing and may not be installed here.
    """
    absent = missing()
    if not absent:
        return
    required = [library for library in absent if library.required]
    packages = [library.package for library in absent]
    if not required and not may_install():
        warn(
            "libharfbuzz-subset is missing; certificates are drawn four times slower without it. "
            f"To add it: {command(packages)}"
        )
        return
    install(packages, reason="Libraries that draw the certificates are missing")
    still = [library for library in missing() if library.required]
    if still:
        names = ", ".join(library.linux for library in still)
        raise Refused(f"{names} cannot be loaded, though the packages are installed.")


def prepare_for_tests() -> None:
    """Add Chromium and PDF tools for the tests that need them; without them those are skipped."""
    wanted = [] if any(map(shutil.which, CHROMIUM)) else ["chromium"]
    if not shutil.which("msgfmt"):
        wanted.append("gettext")
    for package in wanted:
        try:
            install([package], reason=f"Some tests need {package}")
        except Refused as refusal:
            warn(f"{refusal} Tests that need it will be skipped.")


def missing() -> list[Library]:
    """The libraries that the virtual environment's Python cannot load."""
    macos = os.uname().sysname == "Darwin"
    names = {(lib.macos if macos else lib.linux): lib for lib in LIBRARIES}
    answer = subprocess.run(
        [str(venv_python()), "-c", _LOAD, *names], capture_output=True, text=True, check=True
    )
    return [names[name] for name in answer.stdout.split()]


def install(packages: Sequence[str], *, reason: str) -> None:
    """Install Debian packages.

    :raises Refused: with the exact command, when this account may not or when apt fails.
    """
    if not may_install():
        raise Refused(f"{reason}. Type this, then start again: {command(packages)}")
    say(f"{reason}: installing {' '.join(packages)}")
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    apt = [*prefix, "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120"]
    subprocess.run([*apt, "update"], check=False, env=env)
    done = subprocess.run(
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        check=False,
        env=env,
        stdout=subprocess.DEVNULL,
    )
    if done.returncode:
        raise Refused(f"{reason}, and apt-get could not install: {command(packages)}.")


def may_install() -> bool:
    """Whether apt-get works here without asking for a password."""
    if not shutil.which("apt-get"):
        return False
    if os.geteuid() == 0:
        return True
    if not shutil.which("sudo"):
        return False
    return subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0


def command(packages: Sequence[str]) -> str:
    """What to type on this kind of machine."""
    if shutil.which("apt-get"):
        return f"sudo apt-get install -y {' '.join(packages)}"
    if shutil.which("brew"):
        return "brew install pango"
    if shutil.which("dnf"):
        return "sudo dnf install -y pango harfbuzz"
    if Path("/sbin/apk").exists():
        return "sudo apk add pango harfbuzz-subset"
    return f"install Pango and HarfBuzz with your system's package tool ({' '.join(packages)})"
