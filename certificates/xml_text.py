"""What a text that was pasted may bring along, such as the line break of a slide, and XML never takes."""

import re

_STRAY = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def without_stray(text: str) -> str:
    """The text with a space in the place of each sign that no XML may hold, or that nobody sees."""
    return _STRAY.sub(" ", text)
