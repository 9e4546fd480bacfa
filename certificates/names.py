"""Names: what is left of one where only its initials may be seen, and whether two are the same. Pure."""

import unicodedata


def same(one: str, other: str) -> bool:
    """Whether they are one name, sign for sign: however its marks are encoded, and however it is spaced."""
    return _plain(one) == _plain(other)


def initials(name: str) -> str:
    """The first letter of each word with its marks: `Ana María Pérez` is `A. M. P.`"""
    return " ".join(f"{_first(word)}." for word in name.split() if _first(word))


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())


def _first(word: str) -> str:
    """The first letter, and the marks that belong to it in scripts that write vowels apart."""
    letters = unicodedata.normalize("NFC", word)
    start = next((place for place, sign in enumerate(letters) if sign.isalpha()), None)
    if start is None:
        return ""
    end = start + 1
    while end < len(letters) and unicodedata.category(letters[end]).startswith("M"):
        end += 1
    return letters[start:end]
