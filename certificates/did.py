"""Who issues, as `did:web`: the platform at the root of PUBLIC_URL, an association below `/a/<slug>`.

An association without keys of its own is still an issuer of its own: its document lists the platform's
keys, and goes on listing them when it gets its own.
"""

from typing import Any
from urllib.parse import quote, urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.urls import reverse

from certificates import base58, keys

_ED25519 = b"\xed\x01"
CONTEXTS = ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"]


def did_of(owner: str) -> str:
    """The identifier of an association by its slug, or of the platform."""
    host = quote(urlsplit(settings.PUBLIC_URL).netloc, safe="")
    return f"did:web:{host}" + (f":a:{owner}" if owner else "")


def method_of(owner: str, key: keys.Key) -> str:
    """The name under which the owner's document lists the key."""
    return f"{did_of(owner)}#{key.id}"


def status_address(public_id: str, purpose: str) -> str:
    """Where a signed status list is published."""
    return f"{settings.PUBLIC_URL}{reverse('status_list', args=[public_id, purpose])}"


def document_of(owner: str) -> dict[str, Any]:
    """`did.json`: every key that may have signed for the owner, the one that signs now first."""
    did = did_of(owner)
    methods = [
        {
            "id": method_of(owner, key),
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": multibase_of(key),
        }
        for key in keys.verifying(keys.CREDENTIAL, owner)
    ]
    return {
        "@context": CONTEXTS,
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def multibase_of(key: keys.Key) -> str:
    """The public key of an Ed25519 key, as a multibase multikey."""
    raw = key.certificate.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return "z" + base58.encode(_ED25519 + raw)
