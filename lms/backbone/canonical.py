"""Canonical JSON: the same content is always the same bytes, so that a digest means something."""

import hashlib
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, ".2f")
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("A time without a zone has no canonical form.")
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def text(value: Any) -> str:
    """UTF-8 text with sorted keys; hours with two decimals, ISO dates, instants in UTC with Z.

    :raises TypeError: for a type without a canonical form (floats included: they do not round-trip).
    """
    _refuse_floats(value)
    return json.dumps(
        value, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest(content: str) -> str:
    """The SHA-256 of the text, as 64 hexadecimal characters."""
    return hashlib.sha256(content.encode()).hexdigest()


def _refuse_floats(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("float has no canonical form; use Decimal or a whole number.")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _refuse_floats(item)
