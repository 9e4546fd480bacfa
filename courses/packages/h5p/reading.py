"""JSON of strangers: never larger than it needs to be, and of the shape that was expected."""

import json
from collections.abc import Mapping
from typing import Any

from courses.exchange.question import BadFile

#: Of one file. The content of a large course is a tenth of it.
MOST_BYTES = 5_000_000


def mapping(content: bytes, file: str) -> dict[str, Any]:
    """:raises BadFile: when it is no JSON object, or too large to be one."""
    try:
        told = json.loads(content) if len(content) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict):
        raise BadFile("h5p_broken", name=file[:100])
    return told


def rows(told: Mapping[str, Any], name: str, file: str) -> list[dict[str, Any]]:
    """A list of objects, empty where there is none.

    :raises BadFile: when it is something else.
    """
    listed = told.get(name) or []
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        raise BadFile("h5p_broken", name=file[:100])
    return listed


def number(told: Mapping[str, Any], name: str, file: str) -> int:
    """A version's number, which tools write as a number or as a text.

    :raises BadFile: when it is none.
    """
    text = str(told.get(name, ""))
    if not (text.isascii() and text.isdecimal() and len(text) < 6):
        raise BadFile("h5p_broken", name=file[:100])
    return int(text)
