"""The set-up, with small real interpreters and files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lms.bootstrap import __main__ as command
from lms.bootstrap import database, environment, interpreter, native, packages
from lms.bootstrap.console import Refused

LMS = Path(environment.__file__).resolve().parents[1]


def script(path: Path, text: str) -> str:
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def place(tmp_path, monkeypatch) -> Path:
    """A project folder of its own."""
    for module in (environment, packages, database):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    for name in ("DATABASE_URL", "PYTHON"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("VENV", str(tmp_path / ".venv"))
    return tmp_path


def test_nothing_in_the_project_hides_a_module_of_the_standard_library():
    # Both commands are started inside lms/, whose names come before the standard library's.
    # A folder without __init__.py (the translations' "locale") comes last and hides nothing.
    found = [path for path in LMS.iterdir() if path.is_file() or (path / "__init__.py").exists()]
    names = {path.stem for path in found}
    assert names & sys.stdlib_module_names == set()


def test_set_up_and_supervisor_start_on_a_python_without_packages():
    for name in ("bootstrap", "supervisor"):
        code = f"import {name}.__main__, sys; print('celery' in sys.modules)"
        answer = subprocess.run(
            [sys.executable, "-S", "-E", "-c", code],
            cwd=LMS,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (answer.stdout, answer.stderr) == ("False\n", "")


# --- Interpreter ----------------------------------------------------------------------------------


def test_interpreter_that_does_not_run_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTHON", raising=False)
    script(tmp_path / "python3.13", "echo 'pyenv: python3.13: command not found' >&2; exit 127")
    script(tmp_path / "python3.12", "echo 3 9")
    script(tmp_path / "python3.11", "echo 3 11 ensurepip")
    good = script(tmp_path / "python3", "echo 3 11")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert interpreter.find().path == good


def test_interpreter_without_venv_is_taken_when_there_is_no_better(tmp_path, monkeypatch):
    bare = script(tmp_path / "python3.11", "echo 3 11 ensurepip")
    monkeypatch.setattr(interpreter, "candidates", lambda: iter([bare]))
    found = interpreter.find()
    assert (found.path, found.suitable, found.missing) == (bare, False, ("ensurepip",))


def test_interpreter_missing_says_what_to_type(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHON", script(tmp_path / "python", "echo 3 8"))
    with pytest.raises(Refused, match="sudo apt-get install python3 python3-venv"):
        interpreter.find()


def test_this_interpreter_is_suitable():
    found = interpreter.examine(sys.executable)
    assert found is not None
    assert found.suitable


# --- Packages -------------------------------------------------------------------------------------


def _environment_that_notes(place: Path, status: int = 0) -> Path:
    """A virtual environment whose Python writes down what it is asked to do."""
    notes = place / "notes"
    (place / ".venv" / "bin").mkdir(parents=True)
    script(
        place / ".venv" / "bin" / "python",
        f'case "$*" in *"pip install"*) echo "$@" >> {notes}; exit {status};; *) echo 3 11;; esac',
    )
    return notes


def test_packages_are_installed_again_only_when_the_file_changed(place):
    notes = _environment_that_notes(place)
    (place / "requirements.txt").write_text("one==1\n")
    (place / "requirements-dev.txt").write_text("two==2\n")

    packages.prepare("requirements.txt")
    packages.prepare("requirements.txt")
    packages.prepare("requirements.txt", "requirements-dev.txt")
    (place / "requirements.txt").write_text("one==2\n")
    packages.prepare("requirements.txt", "requirements-dev.txt")

    quiet = "-m pip install -qq --disable-pip-version-check --require-hashes"
    assert notes.read_text().splitlines() == [
        f"{quiet} -r {place}/requirements.txt",
        f"{quiet} -r {place}/requirements-dev.txt",
        f"{quiet} -r {place}/requirements.txt",
    ]


def test_packages_that_failed_are_tried_again(place):
    notes = _environment_that_notes(place, status=1)
    (place / "requirements.txt").write_text("one==1\n")
    for _ in range(2):
        with pytest.raises(Refused, match="could not be installed"):
            packages.prepare("requirements.txt")
    assert len(notes.read_text().splitlines()) == 2


# --- Libraries ------------------------------------------------------------------------------------


@pytest.fixture
def this_python(monkeypatch):
    monkeypatch.setattr(native, "venv_python", lambda: Path(sys.executable))


def test_library_that_cannot_be_loaded_is_missing(this_python, monkeypatch):
    here = native.Library("libc6", "libc.so.6", "libSystem.dylib", True)
    gone = native.Library("libgone", "libgone.so.0", "libgone.dylib", True)
    monkeypatch.setattr(native, "LIBRARIES", (here, gone))
    assert native.missing() == [gone]


def test_library_missing_stops_with_the_command_to_type(this_python, monkeypatch):
    gone = native.Library("libgone", "libgone.so.0", "libgone.dylib", True)
    monkeypatch.setattr(native, "LIBRARIES", (gone,))
    monkeypatch.setattr(native, "may_install", lambda: False)
    monkeypatch.setattr(native.shutil, "which", lambda name: name == "apt-get")
    with pytest.raises(Refused) as refusal:
        native.prepare()
    assert str(refusal.value) == (
        "Libraries that draw the certificates are missing. "
        "Type this, then start again: sudo apt-get install -y libgone"
    )


def test_library_for_speed_only_warns(this_python, monkeypatch, capsys):
    gone = native.Library("libgone", "libgone.so.0", "libgone.dylib", False)
    monkeypatch.setattr(native, "LIBRARIES", (gone,))
    monkeypatch.setattr(native, "may_install", lambda: False)
    native.prepare()
    assert "four times slower" in capsys.readouterr().err


# --- Environment and database ---------------------------------------------------------------------


def test_env_file_completes_the_environment(place, monkeypatch):
    (place / ".env").write_text(
        "# a comment\n\nPORT=9000\nexport NEW_NAME='two words'\nNO_SIGN\n#OFF=1\n"
    )
    monkeypatch.setenv("PORT", "8123")
    monkeypatch.setenv("DATA_DIR", "elsewhere")
    monkeypatch.delenv("NEW_NAME", raising=False)
    environment.load(place)
    assert os.environ["PORT"] == "8123"
    assert os.environ.pop("NEW_NAME") == "two words"
    assert "OFF" not in os.environ
    assert environment.data_dir() == place / "elsewhere"


def test_database_is_prepared_again_only_when_something_changed(place, monkeypatch):
    calls: list[str] = []
    monkeypatch.setattr(database, "run", lambda *_, **__: calls.append("load"))
    migrations = place / "courses" / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "0001_first.py").write_text("1")
    (place / "requirements.txt").write_text("one==1\n")
    kept = place / "var" / "db" / "platform.sqlite3"
    kept.parent.mkdir(parents=True)
    kept.touch()

    def prepared() -> int:
        calls.clear()
        database.prepare()
        return len(calls)

    assert prepared() == 1
    assert prepared() == 0
    (place / "courses" / "views.py").write_text("not part of the data")
    assert prepared() == 0
    (migrations / "0002_second.py").write_text("2")
    assert prepared() == 1
    (place / "courses" / "module.yaml").write_text("title: One")
    assert prepared() == 1
    kept.unlink()
    assert prepared() == 1
    kept.touch()
    monkeypatch.setenv("DATABASE_URL", "postgres://localhost/other")
    assert prepared() == 1


def test_first_preparation_says_how_long_it_takes(place, monkeypatch, capsys):
    monkeypatch.setattr(database, "run", lambda *_, **__: None)
    (place / "requirements.txt").write_text("one==1\n")
    database.prepare()
    assert "a minute or two" in capsys.readouterr().out
    kept = place / "var" / "db" / "platform.sqlite3"
    kept.parent.mkdir(parents=True)
    kept.touch()
    (place / "requirements.txt").write_text("one==2\n")
    database.prepare()
    assert "minute" not in capsys.readouterr().out


def test_unknown_action_says_what_to_type(capsys):
    assert command.main(["start"]) == 2
    assert capsys.readouterr().err == "Type make run, make test or make setup.\n"
