"""Identifiers people meet: random, short, hard to misread, never a database key.

The alphabet is Crockford's base 32 (no I, L, O, U), see
https://www.crockford.com/base32.html; reading folds case and the look-alikes.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PUBLIC_ID_LENGTH = 12
NUMBER_LENGTH = 16

_VALUE = {character: value for value, character in enumerate(ALPHABET)}
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def public_id() -> str:
    """Twelve random characters (60 bits), used in addresses and exports."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


def certificate_number() -> str:
    """Sixteen characters: fifteen random ones (75 bits) and a check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH - 1))
    return body + check_character(body)


def check_character(body: str) -> str:
    """The check character of a number without it.

    Weights 1, 3, 5, … are odd and so invertible modulo 32: any single wrong character changes the
    sum, and so does any swap of neighbors whose values do not differ by 16.
    """
    total = sum((2 * place + 1) * _VALUE[character] for place, character in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]


def normalize(typed: str) -> str:
    """What was typed from paper, in canonical form: upper case, no separators, look-alikes folded."""
    return typed.strip().upper().translate(_LOOK_ALIKES)


def is_certificate_number(text: str) -> bool:
    """Whether the (normalized) text has the right length, alphabet and check character."""
    return (
        len(text) == NUMBER_LENGTH
        and all(character in _VALUE for character in text)
        and check_character(text[:-1]) == text[-1]
    )


def grouped(number: str) -> str:
    """The number in groups of four for print: 7Q2M-4K9D-…"""
    return "-".join(number[start : start + 4] for start in range(0, len(number), 4))
