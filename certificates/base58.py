"""Base 58 as Bitcoin writes it: how keys and signatures stand in a credential."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def encode(content: bytes) -> str:
    """Big-endian digits; every leading zero byte is a `1` of its own."""
    number, digits = int.from_bytes(content), []
    while number:
        number, digit = divmod(number, 58)
        digits.append(ALPHABET[digit])
    zeros = len(content) - len(content.lstrip(b"\0"))
    return ALPHABET[0] * zeros + "".join(reversed(digits))
