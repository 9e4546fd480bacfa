"""The signature is valid for every program, covers the whole file and is the same every time."""

import asyncio
import hashlib
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from pyhanko.sign.signers import Signer

from certificates import keys, signing
from certificates.assembling import assembled
from certificates.credential import credential_of
from certificates.files import CREDENTIAL
from certificates.pdf import draw
from certificates.sheet import address_of
from tests.certificates.test_credential import placed
from tests.certificates.test_pdf import NUMBER, sample
from tests.worker import ROOT

pytestmark = pytest.mark.pdf
needs_pdfsig = pytest.mark.skipif(
    shutil.which("pdfsig") is None, reason="On Debian: apt-get install poppler-utils"
)


@pytest.fixture(scope="module")
def signed() -> bytes:
    return assembled(placed())


def _pdfsig(content: bytes, folder: Path) -> str:
    file = folder / "certificate.pdf"
    file.write_bytes(content)
    # It has no list of trusted authorities here; the certificate is one's own to trust.
    done = subprocess.run(
        ["pdfsig", "-nocert", str(file)], capture_output=True, text=True, check=False, timeout=60
    )
    return done.stdout


@needs_pdfsig
def test_another_program_finds_the_signature_valid(signed: bytes, tmp_path: Path) -> None:
    said = _pdfsig(signed, tmp_path)
    for line in (
        "Signature is Valid.",
        "Total document signed",
        "ETSI.CAdES.detached",
        "Signer Certificate Common Name: Platform",
        "Signing Hash Algorithm: SHA-256",
    ):
        assert line in said
    assert said.count("Signature #") == 1


def test_every_signature_says_what_pyhanko_would_say_of_the_same_file() -> None:
    """What is kept from the first signature is nothing that differs from file to file."""
    signer = signing._signer(keys.current(keys.PDF))
    for content in (b"one", b"two", b"three"):
        digest = hashlib.sha256(content).digest()
        kept = asyncio.run(signer.signed_attrs(digest, signing.DIGEST, use_pades=True))
        anew = asyncio.run(Signer.signed_attrs(signer, digest, signing.DIGEST, use_pades=True))
        assert kept.dump() == anew.dump()
        assert digest in kept.dump()


@needs_pdfsig
@pytest.mark.parametrize("place", [0.3, 0.5, 0.7])
def test_a_changed_byte_is_found(signed: bytes, tmp_path: Path, place: float) -> None:
    at = int(signed.index(b"/ByteRange") * place)
    changed = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]
    assert "Signature is Valid." not in _pdfsig(changed, tmp_path)


def test_it_says_when_why_and_where_to_check(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        [field] = pdf.Root.AcroForm.Fields
        signature = field.V
        assert str(signature.SubFilter) == "/ETSI.CAdES.detached"
        assert str(signature.M).startswith("D:20260601150000")
        assert str(signature.Reason) == "Issued by Two Rivers"
        assert str(signature.ContactInfo) == address_of(NUMBER)
        # Certified, and no change allowed.
        assert int(pdf.Root.Perms.DocMDP.Reference[0].TransformParams.P) == 1
        assert [float(side) for side in field.Rect] == [0, 0, 0, 0]


def test_the_credential_is_attached_as_archives_ask(signed: bytes) -> None:
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        # WeasyPrint names each of them twice.
        attached, again = pdf.Root.AF
        assert attached.objgen == again.objgen
        assert str(attached.AFRelationship) == "/Data"
        assert str(attached.EF.F.Subtype) == "/application/json"
        assert "/ModDate" in attached.EF.F.Params
        assert pdf.attachments[CREDENTIAL].get_file().read_bytes() == credential_of(placed())


def test_the_signature_adds_to_the_page_and_changes_nothing_of_it(signed: bytes) -> None:
    assert signed.startswith(draw(placed(), credential=credential_of(placed())))


def test_a_transcript_is_signed_and_carries_no_credential() -> None:
    document = {"entry_count": 0, "entries": [], "areas": {}, "from": None, "through": None}
    totals = {"by_kind": {}, "by_area": {}, "by_verification": {}}
    transcript = sample(kind="transcript", totals=totals, **document)
    with pikepdf.open(io.BytesIO(assembled(transcript))) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 1
        assert "/AF" not in pdf.Root


def test_signed_bytes_are_the_same_in_every_process(signed: bytes) -> None:
    program = (
        "import hashlib, django; django.setup();"
        "from tests.certificates.test_credential import placed;"
        "from certificates.assembling import assembled;"
        "print(hashlib.sha256(assembled(placed())).hexdigest())"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "TEST_DATA_DIR": str(keys.keys_dir().parent.parent),
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "7",
    }
    other = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    )
    assert other.stdout.decode().strip() == hashlib.sha256(signed).hexdigest()


def test_web_process_loads_nothing_that_signs() -> None:
    program = (
        "import sys, django; django.setup(); import lms.urls, lms.wsgi, certificates.tasks;"
        "print(sorted({'pyhanko', 'pyld', 'certificates.signing'} & set(sys.modules)))"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "lms.settings.test",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, check=True
    )
    assert done.stdout.decode().strip() == "[]"
