"""What machines read: keys and status lists, from anywhere, without asking again and again."""

import json

import pytest
from django.test import Client

from certificates import did, keys
from certificates.services import standing, status
from tests.factories.association import AssociationFactory
from tests.factories.certificate import AT, as_issued, owed_completion

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("owner", ["", "two-rivers"])
def test_did_lists_the_keys_that_may_have_signed(client: Client, owner: str) -> None:
    AssociationFactory(slug="two-rivers")
    answer = client.get(f"/a/{owner}/did.json" if owner else "/.well-known/did.json")
    assert answer["Content-Type"] == "application/did+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    document = json.loads(answer.content)
    assert document["id"] == did.did_of(owner)
    key = keys.current(keys.CREDENTIAL)
    assert document["assertionMethod"] == [f"{did.did_of(owner)}#{key.id}"]
    [method] = document["verificationMethod"]
    assert (method["id"], method["controller"]) == (document["assertionMethod"][0], document["id"])
    assert method["publicKeyMultibase"] == did.multibase_of(key)
    assert "PRIVATE" not in answer.content.decode()


def test_no_did_of_nobody(client: Client) -> None:
    assert client.get("/a/nobody/did.json").status_code == 404


def test_status_list_is_cached_and_asked_for_by_its_tag(client: Client) -> None:
    certificate = status.place(certificate=as_issued(owed_completion()), at=AT)
    assert certificate.status_list
    path = f"/status/{certificate.status_list.public_id}/revocation"
    answer = client.get(path)
    assert answer["Content-Type"] == "application/vc"
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Cookie" not in answer.get("Vary", "")
    assert json.loads(answer.content)["credentialSubject"]["statusPurpose"] == "revocation"
    tag = {"If-None-Match": answer["ETag"]}
    assert client.get(path, headers=tag).status_code == 304

    standing.revoke(certificate=certificate, reason="issued_in_error", at=AT)  # type: ignore[arg-type]
    status.publish(at=AT)
    assert client.get(path, headers=tag).status_code == 200


@pytest.mark.parametrize("path", ["/status/NOBODY/revocation", "/status/NOBODY/other"])
def test_unknown_status_list_is_not_there(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
