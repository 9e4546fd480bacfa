"""Linked data signed with `eddsa-rdfc-2022`; contexts come from this package, nothing is ever fetched."""

import hashlib
import json
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from certificates import base58
from certificates.keys import Key, KeysMissing

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
BUNDLED = {CREDENTIALS: "credentials-v2.json", OPEN_BADGES: "open-badges-3.0.3.json"}
SUITE = "eddsa-rdfc-2022"


def secured(document: dict[str, Any], *, key: Key, method: str, at: datetime) -> dict[str, Any]:
    """The document with a proof by the key, made at `at`; the same key gives the same proof.

    :raises KeysMissing: for a key that cannot sign.
    """
    if not isinstance(key.private, Ed25519PrivateKey):
        raise KeysMissing("Only an Ed25519 key with its private half can sign a credential.")
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": max(at, key.since).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    signature = key.private.sign(_to_sign(document, proof))
    return {**document, "proof": {**proof, "proofValue": "z" + base58.encode(signature)}}


def _to_sign(document: dict[str, Any], proof: dict[str, Any]) -> bytes:
    options = {"@context": document["@context"], **proof}
    return b"".join(
        hashlib.sha256(canonical(part).encode()).digest() for part in (options, document)
    )


def canonical(document: dict[str, Any]) -> str:
    """The document's canonical N-Quads (RDFC-1.0, which pyld still calls by its first name)."""
    # Inside the worker only: pages ask whether there is a credential, and sign none.
    from pyld import jsonld

    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": _load,
    }
    return str(jsonld.normalize(document, options))


@cache
def _context(address: str) -> dict[str, Any]:
    return json.loads(files("certificates").joinpath("contexts", BUNDLED[address]).read_text())


def _load(address: str, _options: Any = None) -> dict[str, Any]:
    """pyld's loader: what is bundled, and nothing else."""
    if address not in BUNDLED:
        raise LookupError(f"{address} is not among the contexts that certificates use.")
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": _context(address),
        # It never changes, so what was made of it once is kept for the next credential.
        "tag": "static",
    }
