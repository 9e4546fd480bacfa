"""Fetching a tool's public keys: from an address that a person typed, so from nowhere inside."""

import json
import time
from typing import Any
from urllib.parse import urlsplit

import requests
from requests_hardened import Config, Manager

MOST_BYTES = 100_000
#: To connect, and between two pieces of the answer; and for the whole of it.
TIMEOUT = (3, 5)
MOST_SECONDS = 8


class Unreachable(Exception):
    """There are no keys to be had there now."""


def keys_at(address: str, *, loopback: bool) -> list[Any]:
    """The keys of a JSON Web Key Set, not looked at yet.

    Over https alone, with no redirect, to no address inside; `loopback` lets tools on this machine
    be tried, over http, too.

    :raises Unreachable: for whatever reason.
    """
    if urlsplit(address).scheme != "https" and not loopback:
        raise Unreachable("not https")
    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=loopback,
        never_redirect=True,
        default_timeout=TIMEOUT,
        user_agent_override="external-tools",
    )
    try:
        told = json.loads(_read(address, config))
    except (requests.RequestException, OSError, ValueError, RecursionError) as bad:
        raise Unreachable(type(bad).__name__) from bad
    keys = told.get("keys") if isinstance(told, dict) else None
    if not isinstance(keys, list):
        raise Unreachable("no keys")
    return keys


def _read(address: str, config: Config) -> bytes:
    until = time.monotonic() + MOST_SECONDS
    with Manager(config).get_session() as session:
        # No proxy that the environment names: it would be asked instead of the address.
        session.trust_env = False
        with session.get(address, stream=True, headers={"Accept": "application/json"}) as answer:
            if answer.status_code != requests.codes.ok:
                raise Unreachable(str(answer.status_code))
            read = b""
            for piece in answer.iter_content(8_192):
                read += piece
                if len(read) > MOST_BYTES or time.monotonic() > until:
                    raise Unreachable("too large or too slow")
            return read
