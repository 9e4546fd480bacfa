"""The platform's own keys, by which tools know that a launch is ours: files in a folder of their own.

The highest number signs; the one before is still published, for messages on their way and for tools
that keep keys for a while. A number is made once, whoever makes it at the same time.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from lms.backbone.files import write_once

ALGORITHM = "RS256"
BITS = 2048
_FILE = re.compile(r"\d{4}\.pem")


@dataclass(frozen=True)
class Key:
    """A private key under the name that tools find it by."""

    name: str
    private: rsa.RSAPrivateKey

    @property
    def published(self) -> dict[str, Any]:
        """The public half as a JSON Web Key."""
        told = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {**told, "key_ops": ["verify"], "kid": self.name, "use": "sig", "alg": ALGORITHM}


def current(folder: Path) -> Key:
    """The key that signs; the first one is made when it is asked for."""
    paths = _paths(folder) or [_make(folder, 1)]
    return _load(paths[-1])


def published(folder: Path) -> list[dict[str, Any]]:
    """What tools check signatures by."""
    current(folder)
    return [_load(path).published for path in _paths(folder)]


def renew(folder: Path) -> Key:
    """Sign with a new key from now on; the one before stays published, older ones go."""
    paths = _paths(folder)
    path = _make(folder, int(paths[-1].stem) + 1 if paths else 1)
    for older in _paths(folder)[:-2]:
        older.unlink(missing_ok=True)
    return _load(path)


def _paths(folder: Path) -> Sequence[Path]:
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path for path in found if _FILE.fullmatch(path.name))


def _make(folder: Path, number: int) -> Path:
    """Written whole before it has its name; of two who make one number both use the same."""
    final = folder / f"{number:04d}.pem"
    pem = rsa.generate_private_key(public_exponent=65537, key_size=BITS).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    write_once(final, pem, mode=0o600)
    return final


@lru_cache(maxsize=8)
def _load(path: Path) -> Key:
    """Read once in a process: under its name a key never changes."""
    private = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(private, rsa.RSAPrivateKey):
        raise TypeError(f"{path} is no RSA key.")
    public = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return Key(f"{path.stem}-{hashlib.sha256(public).hexdigest()[:16]}", private)
