"""A tool's server proves who it is and is given a token, good for minutes and for grades alone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import transaction

from courses.models import ExternalTool
from courses.selectors.tool import address_of
from courses.services.tool_launch import spend
from courses.tools import assertion, fetching
from courses.tools.vocabulary import SCOPES

GOOD_FOR = timedelta(minutes=15)
_TOKEN = "courses.tool"
#: Keys at an address are asked for again after so long, or at once for a name that is not among them,
#: but for no tool more often than this.
KEYS_KEPT_SECONDS = 3_600
ASK_AGAIN_SECONDS = 60


class NoAccess(Exception):
    """`error` is OAuth's word (RFC 6749, section 5.2), `sentence` for whoever wrote the tool."""

    def __init__(self, error: str, sentence: str) -> None:
        super().__init__(sentence)
        self.error = error
        self.sentence = sentence


@dataclass(frozen=True)
class Access:
    """What a token allows: to whom, and which scopes."""

    tool: ExternalTool
    scopes: frozenset[str]


def grant(*, message: str, wanted: Sequence[str], at: datetime) -> tuple[str, list[str]]:
    """A token and the scopes that it is good for.

    Effects: the message's number is spent. Keys may be fetched from the tool's address.

    :raises NoAccess: when the message proves nothing, came before, or nothing is asked for.
    """
    scopes = [scope for scope in SCOPES if scope in wanted]
    try:
        tool, proof = _proven(message, at)
    except assertion.NotProven as refused:
        raise NoAccess("invalid_client", str(refused)) from refused
    if not scopes:
        raise NoAccess("invalid_scope", "None of these scopes is given.")
    with transaction.atomic():
        if not spend(tool, f"jti:{proof.number}", until=proof.through):
            raise NoAccess("invalid_client", "The assertion was used before.")
    return signing.dumps([tool.pk, scopes], salt=_TOKEN), scopes


def read(token: str) -> Access | None:
    """None for a token that has run out, was made by somebody else, or whose tool was closed."""
    try:
        key, scopes = signing.loads(token, salt=_TOKEN, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    tool = ExternalTool.objects.filter(pk=key, active=True).first()
    return Access(tool, frozenset(scopes)) if tool else None


def _proven(message: str, at: datetime) -> tuple[ExternalTool, assertion.Proof]:
    client, name = assertion.claimed(message)
    tool = ExternalTool.objects.filter(client_id=client, active=True).first()
    if tool is None:
        raise assertion.NotProven("No tool in use has this client id.")
    proof = assertion.check(
        message,
        client=client,
        keys=_keys(tool, name),
        audiences=[address_of("tools:token"), settings.PUBLIC_URL],
        at=at,
    )
    return tool, proof


def _keys(tool: ExternalTool, name: str) -> list[Any]:
    if tool.public_key:
        return [tool.public_key]
    place = f"tool-keys:{tool.pk}:{tool.keys_url}"
    kept = cache.get(place)
    found = assertion.usable(json.loads(kept), name) if kept else []
    if found or not cache.add(f"{place}:asked", 1, ASK_AGAIN_SECONDS):
        return list(found)
    try:
        keys = fetching.keys_at(tool.keys_url, loopback=settings.TOOLS_ON_THIS_MACHINE)
    except fetching.Unreachable as away:
        raise assertion.NotProven("The tool's public keys could not be read.") from away
    cache.set(place, json.dumps(keys), KEYS_KEPT_SECONDS)
    return list(assertion.usable(keys, name))
