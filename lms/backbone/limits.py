"""How often one address may ask, counted in the cache."""

import ipaddress
import logging

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

logger = logging.getLogger(__name__)


def too_many(request: HttpRequest, name: str, *, limit: int, seconds: int) -> bool:
    """Count this request; whether its address asked more than `limit` times within `seconds`.

    A cache that does not answer lets everybody through: a limit is no reason to turn people away.
    """
    return too_many_about(line_of(address_of(request)), name, limit=limit, seconds=seconds)


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


def line_of(address: str) -> str:
    """What is counted for an address: of IPv6 the network of one home, which may take 2^64 addresses."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:
        return address
    mapped = known.ipv4_mapped
    return str(mapped or ipaddress.ip_network((known, 64), strict=False).network_address)


def address_of(request: HttpRequest) -> str:
    """The visitor's address, read behind the configured number of proxies of ours."""
    proxies = settings.AXES_IPWARE_PROXY_COUNT
    header = request.headers.get("X-Forwarded-For", "")
    forwarded = [part.strip() for part in header.split(",") if part.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
