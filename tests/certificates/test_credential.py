"""The credential says what the certificate says, and names nobody."""

import hashlib
import json
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from hypothesis import given
from hypothesis import strategies as st
from pyld.jsonld import JsonLdError

from certificates import base58, credential, keys, linked_data
from certificates.did import did_of
from certificates.models import Certificate, StatusList
from certificates.sheet import address_of
from endorsement.models import Association
from tests.certificates.test_pdf import NUMBER, sample


def placed(**changes: Any) -> Certificate:
    """A certificate of an association, with its place in a status list."""
    return put_in_place(sample(**changes))


def put_in_place(certificate: Certificate) -> Certificate:
    """As if it were an association's and had its place in a status list."""
    certificate.association = Association(slug="two-rivers", name="Two Rivers")
    certificate.status_list = StatusList(public_id="ABCDEFGH2345")
    certificate.status_index = 4711
    return certificate


def _credential(**changes: Any) -> dict[str, Any]:
    return json.loads(credential.credential_of(placed(**changes)))


def test_it_says_what_was_achieved_how_and_where_to_check_it() -> None:
    said = _credential()
    address = address_of(NUMBER)
    achievement = said["credentialSubject"]["achievement"]
    assert said["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert said["issuer"]["id"] == did_of("two-rivers") == "did:web:localhost%3A8000:a:two-rivers"
    assert said["evidence"][0]["id"] == address
    assert said["credentialSubject"]["creditsEarned"] == 1.5
    assert achievement["achievementType"] == "CertificateOfCompletion"
    assert achievement["name"] == "Early attachment"
    assert achievement["criteria"]["narrative"] == (
        "The training “Early attachment” was completed: 1.5 hours."
    )
    assert [
        (one["targetCode"], one["targetDescription"], one["targetFramework"])
        for one in achievement["alignment"]
    ] == [("core:foundations", "1 hour", "core@1"), ("core:reflection", "covered", "core@1")]
    assert said["credentialStatus"][0]["statusListIndex"] == "4711"
    assert {one["statusPurpose"] for one in said["credentialStatus"]} == {
        "revocation",
        "suspension",
    }


def test_it_is_in_the_certificate_s_language() -> None:
    assert _credential(language="es")["name"] == "El apego temprano"


@pytest.mark.parametrize(
    ("kind", "kind_of_achievement"),
    [
        ("path", "LearningProgram"),
        ("endorsement", "Certification"),
        ("renewal", "Certification"),
    ],
)
def test_every_kind_of_certificate_has_one(kind: str, kind_of_achievement: str) -> None:
    facts = {
        "scheme_name": {"en": "Sample scheme"},
        "edition": "2026",
        "category": "ifs",
        "awarded_on": "2026-06-01",
        "due_on": "2027-06-01",
        "modules": [],
        "hours": None,
    }
    said = _credential(kind=kind, **facts)["credentialSubject"]["achievement"]
    assert said["achievementType"] == kind_of_achievement


@pytest.mark.parametrize("kind", Certificate.Kind.values)
def test_attendance_and_transcripts_have_none(kind: str) -> None:
    has = kind not in ("attendance", "transcript")
    assert credential.is_badge(sample(kind=kind)) is has


def test_the_holder_is_a_salted_digest_that_only_the_name_explains() -> None:
    whole = credential.credential_of(placed()).decode()
    assert "Ana" not in whole
    assert "Pérez" not in whole
    [identity] = json.loads(whole)["credentialSubject"]["identifier"]
    digest = hashlib.sha256(f"Ana Pérez{identity['salt']}".encode()).hexdigest()
    assert identity["identityHash"] == f"sha256${digest}"


def test_two_certificates_of_one_person_cannot_be_told_to_be_hers() -> None:
    first, second = placed(), placed(title={"en": "Another"})
    digests = {
        json.loads(credential.credential_of(one))["credentialSubject"]["identifier"][0][field]
        for one in (first, second)
        for field in ("identityHash", "salt")
    }
    assert len(digests) == 4


def test_without_a_name_there_is_no_digest() -> None:
    assert "identifier" not in _credential(name="")["credentialSubject"]


def test_the_same_row_and_key_give_the_same_bytes() -> None:
    assert credential.credential_of(placed()) == credential.credential_of(placed())


def test_a_key_made_later_signs_from_then_on() -> None:
    since = keys.current(keys.CREDENTIAL).since
    said = _credential(issued_at="2020-01-01T00:00:00.000000Z")
    assert said["proof"]["created"] == said["validFrom"] == since.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_proof_is_the_key_s_and_covers_every_word() -> None:
    said = _credential()
    proof = said.pop("proof")
    signature = _decoded(proof.pop("proofValue"))
    public = keys.current(keys.CREDENTIAL).certificate.public_key()
    public.verify(signature, linked_data._to_sign(said, proof))  # type: ignore[union-attr,call-arg]
    said["credentialSubject"]["creditsEarned"] = 15
    with pytest.raises(InvalidSignature):
        public.verify(signature, linked_data._to_sign(said, proof))  # type: ignore[union-attr,call-arg]


def test_a_context_that_is_not_bundled_is_never_fetched() -> None:
    with pytest.raises(LookupError, match="not among the contexts"):
        linked_data._load("https://example.org/context")
    with pytest.raises(JsonLdError):
        linked_data.canonical({"@context": ["https://example.org/context"], "id": "urn:a"})


@given(st.text())
def test_whatever_the_title_is_it_is_signed_as_one_line(title: str) -> None:
    line = credential._line(title)
    assert line == credential._line(line)
    assert not any(ord(character) < 0x20 or character == "\x7f" for character in line)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ""),
        (b"\0\0", "11"),
        (b"Hello World!", "2NEpo7TZRRrLZSi2U"),
        (bytes.fromhex("0000287fb4cd"), "11233QC4"),
    ],
)
def test_base_58_is_written_as_its_draft_does(content: bytes, expected: str) -> None:
    assert base58.encode(content) == expected


def _decoded(multibase: str) -> bytes:
    number = 0
    for character in multibase.removeprefix("z"):
        number = number * 58 + base58.ALPHABET.index(character)
    return number.to_bytes(64)
