"""Reading the environment, with refusals that say what to type."""

import os
from pathlib import Path

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


def whole(name: str, default: int) -> int:
    """A whole number.

    :raises ImproperlyConfigured: when the value is not one.
    """
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(
            f"{name}={value} is not a whole number. Write for example {name}={default}."
        ) from None


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
