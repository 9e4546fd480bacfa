"""The platform's keys: made once, renewed without a gap, read by nobody else."""

import stat
import threading
from pathlib import Path
from typing import Any

import jwt
import pytest
from django.core.management import call_command

from courses.tools import keyring


def names(folder: Path) -> list[str]:
    return [key["kid"] for key in keyring.published(folder)]


def test_first_key_is_made_once_and_its_public_half_alone_is_published(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = keyring.current(folder)
    assert keyring.current(folder) == first
    (told,) = keyring.published(folder)
    assert set(told) == {"kty", "n", "e", "key_ops", "kid", "use", "alg"}
    assert (told["alg"], told["use"], told["key_ops"]) == ("RS256", "sig", ["verify"])
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_renewed_key_signs_and_the_one_before_is_still_believed(tmp_path: Path) -> None:
    first = keyring.current(tmp_path)
    message = jwt.encode({"a": 1}, first.private, "RS256", headers={"kid": first.name})
    second = keyring.renew(tmp_path)
    assert keyring.current(tmp_path) == second
    assert names(tmp_path) == [first.name, second.name]
    known = {key["kid"]: jwt.PyJWK.from_dict(key) for key in keyring.published(tmp_path)}
    assert jwt.decode(message, known[first.name]) == {"a": 1}
    third = keyring.renew(tmp_path)
    assert names(tmp_path) == [second.name, third.name]


def test_of_two_that_begin_at_once_both_use_one_key(tmp_path: Path) -> None:
    found: list[str] = []
    begin = threading.Barrier(4)

    def start() -> None:
        begin.wait()
        found.append(keyring.current(tmp_path).name)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["0001.pem"]


def test_command_renews_the_key_of_the_platform(
    tmp_path: Path, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.TOOL_KEYS_DIR = tmp_path
    first = keyring.current(tmp_path)
    call_command("renew_tool_key")
    before, after = names(tmp_path)
    assert before == first.name
    assert after in capsys.readouterr().out
