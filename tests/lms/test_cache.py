"""While Redis is away, every key is simply not there and nothing fails."""

from collections.abc import Callable
from typing import Any

import pytest

from lms.cache import ForgivingRedisCache
from tests.worker import Broker

AWAY = "unix:///nowhere/at/all.sock?db=1"


@pytest.fixture
def away() -> ForgivingRedisCache:
    return ForgivingRedisCache(AWAY, {})


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (lambda cache: cache.get("key"), None),
        (lambda cache: cache.get("key", "default"), "default"),
        (lambda cache: cache.set("key", 1), None),
        (lambda cache: cache.add("key", 1), True),
        (lambda cache: cache.touch("key"), False),
        (lambda cache: cache.delete("key"), False),
        (lambda cache: cache.get_many(["a", "b"]), {}),
        (lambda cache: cache.set_many({"a": 1}), []),
        (lambda cache: cache.delete_many(["a"]), None),
        (lambda cache: cache.has_key("key"), False),
        (lambda cache: cache.clear(), False),
        (lambda cache: cache.get_or_set("key", 7), 7),
    ],
)
def test_outage_answers_as_an_empty_cache(
    away: ForgivingRedisCache, ask: Callable[[Any], Any], answer: Any
) -> None:
    assert ask(away) == answer


def test_counting_during_an_outage_says_the_key_is_missing(away: ForgivingRedisCache) -> None:
    with pytest.raises(ValueError, match="not found"):
        away.incr("key")


@pytest.mark.worker
def test_with_a_server_it_is_an_ordinary_cache(broker: Broker) -> None:
    cache = ForgivingRedisCache(broker.url.replace("db=0", "db=1"), {})
    cache.set("key", 3)
    assert (cache.get("key"), cache.incr("key"), cache.has_key("key")) == (3, 4, True)
    assert (cache.add("key", 9), cache.delete("key"), cache.get("key", 0)) == (False, True, 0)
