"""A cache that may be away: while it is, every key is simply not there.

Pages, commands and migrations must go on without Redis; only rate limits pause, which is logged.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as NotReachable
from redis.exceptions import TimeoutError as TooSlow

log = logging.getLogger(__name__)


def _or(answer: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Answer so when the server is away."""

    def decorate(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def inner(*args: Any, **kwargs: Any) -> Any:
            try:
                return method(*args, **kwargs)
            except (NotReachable, TooSlow) as error:
                log.warning("The cache is away (%s): going on without it.", type(error).__name__)
                return answer() if callable(answer) else answer

        return inner

    return decorate


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache, with an empty answer instead of an error page during an outage."""

    set = _or(None)(RedisCache.set)
    add = _or(True)(RedisCache.add)
    touch = _or(False)(RedisCache.touch)
    delete = _or(False)(RedisCache.delete)
    get_many = _or(dict)(RedisCache.get_many)
    set_many = _or(list)(RedisCache.set_many)
    delete_many = _or(None)(RedisCache.delete_many)
    has_key = _or(False)(RedisCache.has_key)
    clear = _or(False)(RedisCache.clear)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return _or(default)(super().get)(key, default, version)

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """As for a key that is not there.

        :raises ValueError: when there is no such key, or no server.
        """
        try:
            return super().incr(key, delta, version)
        except (NotReachable, TooSlow) as error:
            raise ValueError(f"Key '{key}' not found: the cache is away.") from error
