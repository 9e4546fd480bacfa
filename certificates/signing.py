"""Signing the PDF: the only module that loads pyHanko to sign, and only the worker loads this module.

The signature is invisible, because a visible one breaks the PDF's conformance; the page itself says that it
is signed. Time, identifier and signature follow from the content and the key, so the same certificate
signed twice by one key is the same file.
"""

import asyncio
import hashlib
import io
from datetime import datetime
from functools import lru_cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from pyhanko.keys.internal import translate_pyca_cryptography_cert_to_asn1
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import simple_cms_attribute
from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from certificates import keys

FIELD, DIGEST = "Signature", "sha256"
_DIGEST = "message_digest"
#: Enough for one P-256 signature with its certificate; measuring it each time would mean signing twice.
BYTES_RESERVED = 3072


def sign(pdf: bytes, *, key: keys.Key, at: datetime, address: str, reason: str) -> bytes:
    """The PDF with a PAdES signature over all of it; no change is allowed afterwards.

    `at` is the time the signature claims, but never before the key was made. `address` is where the
    certificate can be checked; it stands in the signature.
    """
    writer = _Writer(io.BytesIO(pdf))
    embedding = PdfCMSEmbedder(new_field_spec=SigFieldSpec(FIELD)).write_cms(FIELD, writer)
    next(embedding)
    signature = SignatureObject(
        timestamp=max(at, key.since).replace(microsecond=0),
        subfilter=SigSeedSubFilter.PADES,
        reason=reason,
        contact_info=address,
        bytes_reserved=2 * BYTES_RESERVED,
    )
    allowed = SigMDPSetup(md_algorithm=DIGEST, certify=True, docmdp_perms=MDPPerm.NO_CHANGES)
    embedding.send(SigObjSetup(sig_placeholder=signature, mdp_setup=allowed))
    prepared, output = embedding.send(SigIOSetup(md_algorithm=DIGEST, in_place=False))
    signer = _signer(key)
    cms = asyncio.run(
        signer.async_sign(
            data_digest=prepared.document_digest, digest_algorithm=DIGEST, use_pades=True
        )
    )
    embedding.send(cms)
    return bytes(output.getbuffer())


class _Writer(IncrementalPdfFileWriter):
    """Names the signed file after the unsigned one, rather than by chance, and leaves its dates alone."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        first = prev.trailer["/ID"][0]
        named = hashlib.sha256(first.original_bytes + b" signed").digest()[:16]
        return generic.ArrayObject(
            [generic.ByteStringObject(first.original_bytes), generic.ByteStringObject(named)]
        )

    def _update_meta(self) -> None:
        """Keep what the page says of itself: signing changes nothing of it."""


class _KeptKey(Signer):
    """A key that stays loaded, and signs the same bytes the same way every time (RFC 6979)."""

    def __init__(self, private: ec.EllipticCurvePrivateKey, certificate: x509.Certificate) -> None:
        self._private = private
        self._attributes: Any = None
        super().__init__(signing_cert=translate_pyca_cryptography_cert_to_asn1(certificate))

    async def signed_attrs(self, data_digest: bytes, *given: Any, **named: Any) -> Any:
        """pyHanko's own, of which all but the digest follows from the key and is put together once.

        They are kept as bytes, for pyHanko copies and writes them several times: three quarters of what a
        signature cost.
        """
        if self._attributes is None:
            self._attributes = _as_bytes(await super().signed_attrs(data_digest, *given, **named))
        kept = [one for one in self._attributes if one["type"].native != _DIGEST]
        said = type(self._attributes)([*kept, simple_cms_attribute(_DIGEST, data_digest)])
        return _as_bytes(said)

    async def async_sign_raw(
        self,
        data: bytes,
        digest_algorithm: str,  # noqa: ARG002
        dry_run: bool = False,  # noqa: ARG002
    ) -> bytes:
        return self._private.sign(data, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))


def _as_bytes(value: Any) -> Any:
    """The same value as if it had been read: its parts are not written anew each time."""
    return type(value).load(value.dump())


@lru_cache(maxsize=64)
def _signer(key: keys.Key) -> _KeptKey:
    if not isinstance(key.private, ec.EllipticCurvePrivateKey):
        raise keys.KeysMissing("Only a P-256 key with its private half can sign a PDF.")
    return _KeptKey(key.private, key.certificate)
