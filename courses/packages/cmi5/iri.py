"""Identifiers by which xAPI names things."""

import re
from uuid import UUID

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


def is_iri(text: object) -> bool:
    """Whether it begins with a scheme and has nothing in it that an address cannot hold."""
    return isinstance(text, str) and _IRI.fullmatch(text) is not None


def uuid_of(text: object) -> UUID | None:
    """A UUID in its usual form; None for anything else."""
    if not isinstance(text, str) or len(text) != 36:
        return None
    try:
        return UUID(text)
    except ValueError:
        return None
