"""How often one address may ask, counted in the cache."""

import logging

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

logger = logging.getLogger(__name__)


def too_many(request: HttpRequest, name: str, *, limit: int, seconds: int) -> bool:
    """Count this request; whether its address asked more than `limit` times within `seconds`.

    A cache that does not answer lets everybody through: a limit is no reason to turn people away.
    """
    return too_many_about(address_of(request), name, limit=limit, seconds=seconds)


def too_many_about(subject: str, name: str, *, limit: int, seconds: int) -> bool:
    """The same for whatever is counted apart: an address, or somebody who is written to."""
    key = f"limit:{name}:{subject}"
    try:
        if cache.add(key, 1, timeout=seconds):
            return limit < 1
        return cache.incr(key) > limit
    except ValueError:
        # The count ran out between the two calls: a new one begins.
        cache.set(key, 1, timeout=seconds)
        return limit < 1
    except Exception as error:  # noqa: BLE001  whatever the cache's client raises
        logger.warning("limit %s not counted: %s", name, type(error).__name__)
        return False


def address_of(request: HttpRequest) -> str:
    """The visitor's address, read behind the configured number of proxies of ours."""
    proxies = settings.AXES_IPWARE_PROXY_COUNT
    header = request.headers.get("X-Forwarded-For", "")
    forwarded = [part.strip() for part in header.split(",") if part.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
