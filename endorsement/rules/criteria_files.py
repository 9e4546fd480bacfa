"""What a file that somebody sent holds: the documents of its editions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from endorsement.rules.documents import located, read_text
from endorsement.rules.files import editions_of
from endorsement.rules.framework import Framework
from endorsement.rules.reading import DocumentError


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
