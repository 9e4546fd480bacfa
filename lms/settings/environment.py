"""Reading the environment, with refusals that say what to type."""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding space, or the default when unset or empty."""
    return os.environ.get(name, "").strip() or default


def required(name: str, example: str) -> str:
    """The variable's value.

    :raises ImproperlyConfigured: when it is unset or empty; the sentence shows an example.
    """
    value = text(name)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it before starting, for example: {name}={example}"
        )
    return value


def secret(name: str, *, least: int = 32) -> str:
    """A secret that may be left out, but not be guessed.

    :raises ImproperlyConfigured: when it is short; the sentence does not show it.
    """
    value = text(name)
    if value and len(value) < least:
        raise ImproperlyConfigured(
            f"{name} is too short. Make one with: {name}=$(openssl rand -hex 32)"
        )
    return value


def yes(name: str, default: bool = False) -> bool:
    """A yes/no variable.

    :raises ImproperlyConfigured: when the value is neither.
    """
    value = os.environ.get(name)
    if value is None:
        return default
    folded = value.strip().lower()
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise ImproperlyConfigured(f"{name}={value} is neither yes nor no. Write {name}=1 or {name}=0.")


def whole(name: str, default: int, *, least: int = 0) -> int:
    """A whole number that is not below `least`.

    :raises ImproperlyConfigured: when the value is not one.
    """
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name}={value} is not a whole number. Write for example {name}={default}."
        ) from None
    if number < least:
        raise ImproperlyConfigured(
            f"{name}={value} is too small. Write {least} or more, for example {name}={default}."
        )
    return number


def choice(name: str, default: str, choices: list[str]) -> str:
    """One of a few words, in capital letters.

    :raises ImproperlyConfigured: when the value is none of them.
    """
    value = text(name, default).upper()
    if value not in choices:
        raise ImproperlyConfigured(
            f"{name}={value} is not known. Write one of {', '.join(choices)}, for example "
            f"{name}={default}."
        )
    return value


def address(name: str, default: str) -> str:
    """The beginning of an address, without the slash at its end.

    :raises ImproperlyConfigured: when the value has no scheme or no host, or more than both.
    """
    value = text(name, default).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"{name}={value} is not the beginning of an address. Write scheme and host, for "
            f"example {name}=https://endorsement.example.org"
        )
    return value


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over; encrypted from the first byte, by STARTTLS, or not at all."""

    host: str
    port: int
    user: str
    password: str
    encrypted: bool
    starts_tls: bool


def mail_server(name: str) -> MailServer:
    """The mail server that a URL names; user and password are percent-decoded, as in every URL.

    No password crosses a line that anybody can read, whatever the port: without encryption goes only
    what needs no sign-in, to a port other than that of submission.

    :raises ImproperlyConfigured: when the value is no such URL; the sentence does not show it.
    """
    try:
        parts = urlsplit(text(name))
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} is not a mail server's address. Write for example "
            f"{name}=smtp://user:password@mail.example.org:587"
        )
    encrypted = parts.scheme == "smtps"
    port = port or (465 if encrypted else 587)
    user = unquote(parts.username or "")
    return MailServer(
        host=parts.hostname,
        port=port,
        user=user,
        password=unquote(parts.password or ""),
        encrypted=encrypted,
        starts_tls=not encrypted and (port == 587 or bool(user)),
    )


def prefix(name: str) -> str:
    """A path that begins and ends with a slash, or nothing.

    :raises ImproperlyConfigured: when it is anything else.
    """
    value = text(name)
    if value and not re.fullmatch(r"/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)+", value):
        raise ImproperlyConfigured(
            f"{name}={value} is not a path that begins and ends with a slash. Write for example "
            f"{name}=/private-files/"
        )
    return value


def words(name: str) -> list[str]:
    """A list separated by commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def data_dir() -> Path:
    """The folder that holds everything written at run time (`DATA_DIR`, default `var/`)."""
    return Path(text("DATA_DIR", str(BASE_DIR / "var"))).expanduser().resolve()


def secret_key_file(folder: Path) -> str:
    """The secret kept in `DATA_DIR/keys/secret_key`, made at the first start.

    Made with an exclusive create, so that two processes starting at once agree on one.
    """
    from django.core.management.utils import get_random_secret_key

    path = folder / "keys" / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        key = get_random_secret_key()
        file.write(key)
    return key
