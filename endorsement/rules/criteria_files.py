"""Criteria on the way between people: what a sent file holds, and an edition written as a file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from endorsement.rules.documents import located, read_text
from endorsement.rules.files import editions_of
from endorsement.rules.framework import Framework
from endorsement.rules.reading import DocumentError

ORDER = (
    *("format", "scheme", "name", "description", "edition", "frameworks", "documents"),
    *("uploads", "reference_roles", "reference_form", "renewal", "topics", "age_bands"),
)


def editions_in(content: bytes, frameworks: Iterable[Framework]) -> list[dict[str, Any]]:
    """The documents of the editions in a file, oldest first.

    :raises DocumentError: with line.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError("", "unreadable", problem="it is not UTF-8 text") from None
    document, lines = read_text(text)
    try:
        return [said for said, _edition in editions_of(document, frameworks)]
    except DocumentError as error:
        raise located(error, lines) from None


def as_text(document: dict[str, Any]) -> str:
    """The document as YAML, what people look for first at the top."""
    keys = [key for key in ORDER if key in document]
    keys += sorted(set(document) - set(keys))
    return yaml.safe_dump(
        {key: document[key] for key in keys}, allow_unicode=True, sort_keys=False, width=100
    )
