"""The keys that certificates are signed with: files outside the database, shared by every host.

A key is a PEM file: the private key, and a certificate of its own that says for whom and since when. The
kind of key says what for: P-256 signs PDFs, Ed25519 credentials and status lists. An association may have
keys of its own; the platform's sign for the others. The newest signs, all of them verify. A file whose
private key was taken out still verifies.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID, ObjectIdentifier
from django.conf import settings

from lms.backbone.files import write_once

PDF, CREDENTIAL = "pdf", "credential"
PURPOSES = (PDF, CREDENTIAL)
PLATFORM = ""
#: Longer than anybody keeps a certificate on paper; what a key is trusted for is what lies here.
GOOD_FOR = timedelta(days=365 * 40 + 10)
_DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_BEGIN_PRIVATE, _BEGIN_CERTIFICATE = "-----BEGIN PRIVATE KEY", "-----BEGIN CERTIFICATE"

Private = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
Stamp = tuple[tuple[str, int, int], ...]


class KeysMissing(Exception):
    """There is no key to sign with; the message says how to make one."""


class KeysElsewhere(Exception):
    """The keys come from the environment, which no command can write to."""


@dataclass(frozen=True)
class Key:
    """A key as it lies in the folder; `owner` is an association's slug, or empty for the platform."""

    purpose: str
    owner: str
    certificate: x509.Certificate
    private: Private | None = field(compare=False, repr=False)

    @property
    def id(self) -> str:
        """A short name that follows from the public key."""
        digest = hashes.Hash(hashes.SHA256())
        digest.update(self.certificate.public_key().public_bytes(Encoding.DER, _SPKI))
        return digest.finalize().hex()[:16]

    @property
    def since(self) -> datetime:
        return self.certificate.not_valid_before_utc


_SPKI = PublicFormat.SubjectPublicKeyInfo


def current(purpose: str, owner: str = PLATFORM) -> Key:
    """The key that signs: the owner's newest, otherwise the platform's.

    :raises KeysMissing: before the installation was prepared.
    """
    for whose in dict.fromkeys((owner, PLATFORM)):
        able = [key for key in of(purpose, whose) if key.private is not None]
        if able:
            return able[0]
    raise KeysMissing(
        "There are no keys to sign certificates with. Make them with: manage.py certificate_keys ensure"
    )


def of(purpose: str, owner: str) -> list[Key]:
    """The owner's own keys, newest first."""
    return [key for key in all_keys() if (key.purpose, key.owner) == (purpose, owner)]


def verifying(purpose: str, owner: str = PLATFORM) -> list[Key]:
    """Every key that may have signed for the owner, newest first: its own, then the platform's."""
    return [key for whose in dict.fromkeys((owner, PLATFORM)) for key in of(purpose, whose)]


def all_keys() -> tuple[Key, ...]:
    """Every key there is, newest first; read again when one came, went or was changed."""
    if settings.CERTIFICATE_KEYS:
        return _parsed((settings.CERTIFICATE_KEYS,))
    folder = keys_dir()
    try:
        return _in_folder(folder, _stamp_of(folder))
    except FileNotFoundError:
        return ()


def ensure(*, name: str, at: datetime) -> list[Key]:
    """Make the platform's keys where there are none yet; those that were made."""
    with _alone():
        lacking = [purpose for purpose in PURPOSES if not of(purpose, PLATFORM)]
        return [_stored(generate(purpose, PLATFORM, name=name, at=at)) for purpose in lacking]


def rotate(
    *, owner: str, name: str, at: datetime, purposes: tuple[str, ...] = PURPOSES
) -> list[Key]:
    """Make new keys for the owner, which sign from now on; the old ones go on verifying.

    :raises KeysElsewhere: when the keys come from the environment.
    """
    with _alone():
        return [_stored(generate(purpose, owner, name=name, at=at)) for purpose in purposes]


def generate(purpose: str, owner: str, *, name: str, at: datetime) -> Key:
    """A fresh key that lies nowhere yet."""
    private: Private
    if purpose == PDF:
        private = ec.generate_private_key(ec.SECP256R1())
    else:
        private = ed25519.Ed25519PrivateKey.generate()
    return Key(purpose, owner, _certificate(private, owner, name, at), private)


def pem(key: Key) -> str:
    """The key as a file's content."""
    text = key.certificate.public_bytes(Encoding.PEM).decode()
    if key.private is not None:
        text = (
            key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
            + text
        )
    return text


def keys_dir() -> Path:
    return Path(settings.CERTIFICATE_KEYS_DIR or Path(settings.DATA_DIR) / "keys" / "certificates")


def _certificate(private: Private, owner: str, name: str, at: datetime) -> x509.Certificate:
    """Self-signed: whom it speaks for is published by the platform itself, at its own address."""
    parts = [(NameOID.COMMON_NAME, name[:64]), (NameOID.ORGANIZATION_NAME, name[:64])]
    if owner:
        parts.append((NameOID.USER_ID, owner))
    subject = x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])
    began = at.replace(microsecond=0)
    usage = x509.KeyUsage(True, True, *[False] * 7)  # A digital signature that cannot be denied.
    address = x509.UniformResourceIdentifier(settings.PUBLIC_URL)
    builder = (
        x509.CertificateBuilder(subject, subject, private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(began)
        .not_valid_after(began + GOOD_FOR)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(private.public_key()), False)
    )
    return builder.sign(private, hashes.SHA256() if isinstance(private, _P256) else None)


_P256 = ec.EllipticCurvePrivateKey


def _stored(key: Key) -> Key:
    name = f"{key.owner or 'platform'}-{key.purpose}-{key.id}.pem"
    write_once(keys_dir() / name, pem(key).encode(), mode=0o600)
    return key


@contextmanager
def _alone() -> Iterator[None]:
    """One process makes keys at a time; two hosts that start together would make two of each."""
    if settings.CERTIFICATE_KEYS:
        raise KeysElsewhere(
            "The keys come from CERTIFICATE_KEYS. Print new ones with manage.py certificate_keys print "
            "and add them to that secret; keep the old ones in it."
        )
    folder = keys_dir()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stamp_of(folder: Path) -> Stamp:
    """What tells one state of the folder from another: its own time says nothing of a key whose private
    half is taken out, and too little of two that are made within a moment."""
    found = [(one.name, one.stat()) for one in os.scandir(folder) if one.name.endswith(".pem")]
    return tuple(sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in found))


@lru_cache(maxsize=2)
def _in_folder(folder: Path, _stamp: Stamp) -> tuple[Key, ...]:
    return _parsed(tuple(path.read_text() for path in sorted(folder.glob("*.pem"))))


@lru_cache(maxsize=2)
def _parsed(texts: tuple[str, ...]) -> tuple[Key, ...]:
    blocks = [block for text in texts for block in _blocks(text)]
    privates = {
        _public_of(key): key
        for key in (
            load_pem_private_key(block.encode(), password=None)
            for block in blocks
            if block.startswith(_BEGIN_PRIVATE)
        )
        if isinstance(key, Private)
    }
    found = [
        _key(x509.load_pem_x509_certificate(block.encode()), privates)
        for block in blocks
        if block.startswith(_BEGIN_CERTIFICATE)
    ]
    return tuple(sorted(found, key=lambda key: (key.since, key.id), reverse=True))


def _key(certificate: x509.Certificate, privates: dict[bytes, Private]) -> Key:
    public = certificate.public_key()
    purpose = CREDENTIAL if isinstance(public, ed25519.Ed25519PublicKey) else PDF
    owners = certificate.subject.get_attributes_for_oid(NameOID.USER_ID)
    owner = str(owners[0].value) if owners else PLATFORM
    private = privates.get(public.public_bytes(Encoding.DER, _SPKI))
    return Key(purpose, owner, certificate, private)


def _public_of(private: Private) -> bytes:
    return private.public_key().public_bytes(Encoding.DER, _SPKI)


def _blocks(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("-----BEGIN"):
            lines = []
        lines.append(line)
        if line.startswith("-----END"):
            yield "\n".join(lines) + "\n"
