"""Texts that people write: `{name}` is replaced, nothing else happens.

Used for letters, mails and designs kept in the database, never Django's templates. `{{` and `}}` stand
for the braces themselves. The values that a text may name are documented where it is edited.
"""

import html
import re
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

_PIECE = re.compile(r"\{\{|\}\}|\{([a-z][a-z0-9_]*)\}|[{}]")


class BadPlaceholder(ValueError):
    """The text cannot be filled; the message says where it is wrong and what may be used."""


def names(text: str) -> set[str]:
    """Every placeholder in the text.

    :raises BadPlaceholder: for a brace that stands alone.
    """
    found: set[str] = set()
    for piece in _PIECE.finditer(text):
        if piece[0] in "{}":
            raise BadPlaceholder(
                _("“%(around)s” has a brace that stands alone. Write {{ or }} for the sign itself.")
                % {"around": text[max(0, piece.start() - 10) : piece.end() + 10]}
            )
        if piece[1]:
            found.add(piece[1])
    return found


def check(text: str, known: Iterable[str]) -> None:
    """Refuse a text that names anything but the known placeholders, before it is published.

    :raises BadPlaceholder: naming the first unknown one and all that are known.
    """
    allowed = sorted(known)
    for name in sorted(names(text) - set(allowed)):
        raise BadPlaceholder(
            _("{%(name)s} is not known here. You can use: %(known)s.")
            % {"name": name, "known": ", ".join(f"{{{one}}}" for one in allowed)}
        )


def render(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; values are taken as they are and not looked into.

    :raises BadPlaceholder: for an unknown placeholder or a brace that stands alone.
    """
    check(text, values)
    return _PIECE.sub(lambda piece: values[piece[1]] if piece[1] else piece[0][0], text)


def render_html(markup: str, values: Mapping[str, str]) -> str:
    """As `render`, with every value escaped for HTML."""
    return render(markup, {name: html.escape(value) for name, value in values.items()})
