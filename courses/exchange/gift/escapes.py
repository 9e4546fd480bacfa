"""What a backslash protects in GIFT, put away while the rest is taken apart.

The places are code points that Unicode gives to nobody, for use inside a program alone.
"""

import re

_PROTECTED = "\\~=#{}:"
_HIDDEN = {sign: chr(0xFDD0 + place) for place, sign in enumerate(_PROTECTED)}
_NEW_LINE = chr(0xFDD0 + len(_PROTECTED))
_SHOWN = str.maketrans({**{code: sign for sign, code in _HIDDEN.items()}, _NEW_LINE: "\n"})
_NOBODYS = re.compile("[\ufdd0-\ufdef]")
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")


def hide(text: str) -> str:
    """The text with protected signs out of the way."""
    bare = _NOBODYS.sub("", text)
    return _ESCAPE.sub(lambda found: _HIDDEN.get(found[1], _NEW_LINE), bare)


def show(text: str) -> str:
    """The signs where they were, without their backslashes."""
    return text.translate(_SHOWN)


def escaped(text: str) -> str:
    """The text as it is written in a file."""
    return re.sub(r"([\\~=#{}:])", r"\\\1", text).replace("\n", r"\n")
