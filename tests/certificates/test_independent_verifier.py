"""Our credentials and status lists, verified by Digital Bazaar's implementation (tests/certificates/verifier)."""

import json
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from certificates import did, keys
from certificates.credential import credential_of
from certificates.linked_data import BUNDLED
from certificates.models import Certificate, StatusDocument
from certificates.services import owing, standing, status
from endorsement.models import Endorsement
from tests.factories.certificate import AT, as_issued, owed_completion, owed_endorsement

VERIFIER = Path(__file__).with_name("verifier")
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        shutil.which("node") is None or not (VERIFIER / "node_modules").is_dir(),
        reason="needs Node and: npm ci --prefix tests/certificates/verifier",
    ),
]


def _placed(certificate: Certificate) -> dict[str, Any]:
    placed = status.place(certificate=as_issued(certificate), at=AT)
    return json.loads(credential_of(placed))


def _number(credential: dict[str, Any]) -> Certificate:
    return Certificate.objects.get(number=credential["evidence"][0]["name"])


def _documents(*owners: str) -> dict[str, Any]:
    """What a verifier would fetch: contexts, keys, published status lists."""
    contexts = files("certificates").joinpath("contexts")
    documents = {
        address: json.loads(contexts.joinpath(name).read_text())
        for address, name in BUNDLED.items()
    }
    for owner in owners:
        document = did.document_of(owner)
        documents[document["id"]] = document
        for method in document["verificationMethod"]:
            documents[method["id"]] = {"@context": did.CONTEXTS[1], **method}
    for one in StatusDocument.objects.select_related("status_list"):
        address = did.status_address(one.status_list.public_id, one.purpose)
        documents[address] = json.loads(one.text)
    return documents


def _verdicts(documents: dict[str, Any], *credentials: dict[str, Any]) -> list[dict[str, Any]]:
    asked = json.dumps({"documents": documents, "credentials": credentials})
    done = subprocess.run(
        ["node", str(VERIFIER / "verify.mjs")],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return json.loads(done.stdout)


def test_what_we_sign_is_verified_what_was_tampered_with_refused_and_what_was_revoked_told() -> (
    None
):
    """In one process, since a start of Node costs more than all of it."""
    good, withdrawn, replaced = (_placed(owed_completion()) for _ in range(3))
    lapsed = _placed(owed_endorsement())
    standing.revoke(certificate=_number(withdrawn), reason=Certificate.Reason.HOLDER_REQUEST, at=AT)
    standing.reissue(certificate=_number(replaced), at=AT)
    Endorsement.objects.update(state=Endorsement.State.LAPSED)
    status.publish(at=AT)
    more_hours = json.loads(json.dumps(good))
    more_hours["credentialSubject"]["creditsEarned"] = 15
    another_issuer = {**good, "issuer": {**good["issuer"], "name": "Somebody Else"}}
    slug = Endorsement.objects.get().association.slug

    verdicts = _verdicts(
        _documents("", slug), good, withdrawn, replaced, lapsed, more_hours, another_issuer
    )

    told = [(verdict["proof"], verdict["set"]) for verdict in verdicts]
    assert told == [
        (True, []),
        (True, ["revocation"]),
        (True, ["revocation"]),
        (True, ["suspension"]),
        (False, []),
        (False, []),
    ]
    assert any("Invalid signature" in error for error in verdicts[-1]["errors"])


def test_a_credential_outlives_the_key_it_was_signed_with(settings: Any, tmp_path: Path) -> None:
    settings.CERTIFICATE_KEYS_DIR = str(tmp_path)
    keys.ensure(name="Platform", at=AT)
    award = owed_endorsement()
    assert award.association
    old = _placed(award)
    # The association gets keys of its own after it issued with the platform's.
    keys.rotate(owner=award.association.slug, name="Two Rivers", at=AT)
    status.publish(at=AT)
    again = owing.owe_for_cycle(cycle=Endorsement.objects.get().cycles.get(), at=AT)

    verdicts = _verdicts(_documents(award.association.slug), old, _placed(again))

    assert [(verdict["proof"], verdict["errors"]) for verdict in verdicts] == [(True, [])] * 2
