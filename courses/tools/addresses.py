"""Which addresses a tool may have. Pure functions."""

from urllib.parse import SplitResult, urlsplit

_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


def is_safe(address: str, *, loopback: bool) -> bool:
    """A whole https address without a name, a password or a fragment; http for this machine's alone."""
    parts = _parts(address)
    if parts is None or not parts.hostname or parts.username or parts.password or parts.fragment:
        return False
    if parts.scheme == "https":
        return True
    return loopback and parts.scheme == "http" and parts.hostname in _THIS_MACHINE


def origin_of(address: str) -> str:
    """Scheme, host and port: what a policy names; empty for what is no address."""
    parts = _parts(address)
    return f"{parts.scheme}://{parts.netloc}" if parts and parts.netloc else ""


def _parts(address: str) -> SplitResult | None:
    """None for what no browser and no server should be handed."""
    if any(character.isspace() or character in "\"'<>\\;," for character in address):
        return None
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return None
    return parts
