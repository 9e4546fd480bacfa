"""An address may ask so often, and no cache outage turns anybody away."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from lms.backbone.limits import address_of, line_of, too_many


def _asks(**meta: str) -> bool:
    return too_many(RequestFactory().get("/", **meta), "test", limit=2, seconds=60)


def test_third_request_of_an_address_is_too_many() -> None:
    assert [_asks(), _asks(), _asks()] == [False, False, True]
    assert not _asks(REMOTE_ADDR="203.0.113.9")


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::"),
        ("2001:db8:1:3::ffff", "2001:db8:1:3::"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_a_home_counts_once_however_many_addresses_it_has(address: str, line: str) -> None:
    assert line_of(address) == line


def test_cache_that_does_not_answer_lets_everybody_through(monkeypatch: Any) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "add", refuse)
    assert [_asks() for _ in range(5)] == [False] * 5


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "192.0.2.66, 198.51.100.7", "198.51.100.7"),
        (2, "192.0.2.66, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (1, "", "127.0.0.1"),
    ],
)
def test_address_is_read_behind_our_own_proxies_only(
    settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.AXES_IPWARE_PROXY_COUNT = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert address_of(RequestFactory().get("/", **headers)) == expected
