"""Keys are fetched from outside alone, in good time, and not more than a few of them."""

from collections.abc import Iterator

import pytest

from courses.tools.fetching import Unreachable, keys_at
from tests.courses.key_server import Served, served
from tests.factories.tool import key_set


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served() as running:
        yield running


def test_keys_of_a_tool_on_this_machine_are_read_where_that_is_allowed(server: Served) -> None:
    address = server.answer(key_set("tool", "other")).address
    assert [key["kid"] for key in keys_at(address, loopback=True)] == ["tool", "other"]
    with pytest.raises(Unreachable, match="not https"):
        keys_at(address, loopback=False)


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/keys",
        "https://[::1]/keys",
        "https://10.1.2.3/keys",
        "https://172.16.0.1/keys",
        "https://192.168.1.1/keys",
        "https://169.254.169.254/latest/meta-data/",
        "https://[fd00::1]/keys",
        "https://[::ffff:10.0.0.1]/keys",
        "https://0.0.0.0/keys",
        "https://100.64.0.1/keys",
    ],
)
def test_nothing_inside_is_asked(address: str) -> None:
    with pytest.raises(Unreachable, match="InvalidIPAddress"):
        keys_at(address, loopback=False)


@pytest.mark.parametrize("address", ["https://10.1.2.3/keys", "http://192.168.1.1/keys"])
def test_nor_in_development(address: str) -> None:
    with pytest.raises(Unreachable, match="InvalidIPAddress"):
        keys_at(address, loopback=True)


def test_redirect_is_not_followed(server: Served) -> None:
    before = server.asked
    server.answer(b"", status=302, Location=server.address)
    with pytest.raises(Unreachable, match="302"):
        keys_at(server.address, loopback=True)
    assert server.asked == before + 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * 200_000, 200),
        (b"no json", 200),
        (b"[]", 200),
        (b'{"keys": {}}', 200),
        (key_set("tool"), 404),
        (b"[" * 90_000, 200),
    ],
    ids=["too large", "no json", "list", "no keys", "not found", "deep"],
)
def test_what_is_no_key_set_is_none(server: Served, body: bytes, status: int) -> None:
    with pytest.raises(Unreachable):
        keys_at(server.answer(body, status=status).address, loopback=True)
