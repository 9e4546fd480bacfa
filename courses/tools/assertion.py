"""A tool proves who it is: a short message that it signed (RFC 7523, as LTI's security framework asks)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import jwt

ALGORITHMS = ["RS256"]
#: For clocks that differ.
LEEWAY = timedelta(seconds=60)
#: A message that is good for longer would have to be remembered for longer.
LONGEST = timedelta(hours=1)
MOST_CHARACTERS = 8_000
_REQUIRED = ["iss", "sub", "aud", "iat", "exp", "jti"]


class NotProven(Exception):
    """The message does not prove anything, with a sentence for whoever wrote the tool."""


@dataclass(frozen=True)
class Proof:
    """`number` is the message's own, to be believed once, until `through`."""

    number: str
    through: datetime


def claimed(message: str) -> tuple[str, str]:
    """Whose message it claims to be, and the name of the key; nothing of it is checked yet.

    :raises NotProven: when it is no message.
    """
    if len(message) > MOST_CHARACTERS:
        raise NotProven("The assertion is too long.")
    try:
        read = jwt.decode_complete(message, options={"verify_signature": False})
    except jwt.PyJWTError as bad:
        raise NotProven("The assertion cannot be read.") from bad
    client, name = read["payload"].get("iss"), read["header"].get("kid")
    if not isinstance(client, str):
        raise NotProven("The assertion does not say who issued it.")
    return client, name if isinstance(name, str) else ""


def usable(keys: Iterable[Any], name: str) -> list[jwt.PyJWK]:
    """Of a set of keys those that the message may be signed with: by its name, or all of them."""
    found = []
    for key in keys:
        if not isinstance(key, dict) or key.get("use", "sig") != "sig" or key.get("kty") != "RSA":
            continue
        if name and key.get("kid") not in {None, name}:
            continue
        try:
            found.append(jwt.PyJWK.from_dict({**key, "alg": ALGORITHMS[0]}))
        except (jwt.PyJWTError, ValueError, TypeError):
            continue
    return found[:10]


def check(
    message: str, *, client: str, keys: Sequence[Any], audiences: Sequence[str], at: datetime
) -> Proof:
    """:raises NotProven: when no key fits, or it is too old, too long, or meant for somebody else."""
    told = _signed(message, client=client, keys=keys, audiences=audiences)
    number = told["jti"]
    if not isinstance(number, str) or not 0 < len(number) <= 255:
        raise NotProven("jti must be a text.")
    if told["exp"] > (at + LONGEST + LEEWAY).timestamp():
        raise NotProven("exp is more than an hour ahead.")
    return Proof(number, datetime.fromtimestamp(told["exp"], at.tzinfo) + LEEWAY)


def _signed(
    message: str, *, client: str, keys: Sequence[Any], audiences: Sequence[str]
) -> dict[str, Any]:
    for key in keys:
        try:
            return jwt.decode(
                message,
                key,
                algorithms=ALGORITHMS,
                audience=list(audiences),
                issuer=client,
                subject=client,
                leeway=LEEWAY,
                options={"require": _REQUIRED, "enforce_minimum_key_length": True},
            )
        except (jwt.InvalidSignatureError, jwt.InvalidKeyError):
            continue
        except jwt.PyJWTError as bad:
            raise NotProven(f"{bad}.") from bad
    raise NotProven("The assertion is not signed with a key of this tool.")
