"""Status lists: places by lot, bits that follow the facts, signed again only when they changed."""

import base64
import gzip
import json
from datetime import timedelta

import pytest

from certificates import keys
from certificates.models import Certificate, StatusDocument, StatusList
from certificates.services import standing, status
from endorsement.models import Endorsement, LedgerEntry
from tests.factories.award import CycleFactory
from tests.factories.certificate import AT, as_issued, owed_completion, owed_endorsement
from tests.factories.ledger import EntryFactory

pytestmark = pytest.mark.django_db
REVOCATION, SUSPENSION = StatusDocument.Purpose.values


def placed(certificate: Certificate) -> Certificate:
    return status.place(certificate=certificate, at=AT)


def listed(purpose: str) -> list[int]:
    """The bits that are set in the one list there is, as published."""
    document = StatusDocument.objects.get(purpose=purpose)
    packed = json.loads(document.text)["credentialSubject"]["encodedList"].removeprefix("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    assert len(bits) * 8 == status.ENTRIES == 131_072
    return [i for i in range(len(bits) * 8) if bits[i // 8] >> (7 - i % 8) & 1]


def test_a_certificate_gets_one_place_and_keeps_it() -> None:
    certificate = placed(owed_completion())
    place = (certificate.status_list_id, certificate.status_index)
    assert None not in place
    again = placed(Certificate.objects.get())
    assert (again.status_list_id, again.status_index) == place


@pytest.mark.parametrize("kind", ["attendance", "transcript"])
def test_what_has_no_credential_gets_no_place(kind: str) -> None:
    certificate = owed_completion()
    certificate.kind = kind
    assert placed(certificate).status_list is None
    assert not StatusList.objects.exists()


def test_each_association_has_lists_of_its_own() -> None:
    first, second = placed(owed_endorsement()), placed(owed_endorsement())
    assert first.status_list != second.status_list
    assert placed(owed_completion()).status_list.association is None


def test_places_are_drawn_by_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([5, 5, 5, 9])
    monkeypatch.setattr(status.secrets, "randbelow", lambda _below: next(draws))
    indexes = [placed(owed_completion()).status_index for _ in range(2)]
    assert indexes == [5, 9]


def test_a_list_in_which_no_place_is_found_is_followed_by_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(status.secrets, "randbelow", lambda _below: 7)
    first, second = (placed(owed_completion()) for _ in range(2))
    assert (first.status_index, second.status_index) == (7, 7)
    assert list(StatusList.objects.order_by("pk").values_list("full", flat=True)) == [True, False]


def test_a_published_list_says_what_became_of_each() -> None:
    stands, withdrawn, superseded, corrected = (
        placed(as_issued(owed_completion())) for _ in range(4)
    )
    standing.revoke(certificate=withdrawn, reason=Certificate.Reason.ISSUED_IN_ERROR, at=AT)
    standing.reissue(certificate=superseded, at=AT)
    entry = LedgerEntry.objects.get(public_id=corrected.subject.partition(":")[2])
    EntryFactory(system=True, person=entry.person, corrects=entry, withdrawn=True)
    assert listed(REVOCATION) == []

    assert status.publish(at=AT) == 1

    gone = (withdrawn, superseded, corrected)
    assert listed(REVOCATION) == sorted(one.status_index for one in gone)
    assert listed(SUSPENSION) == []
    assert stands.status_index not in listed(REVOCATION)


def test_an_endorsement_that_lapsed_is_suspended_and_one_taken_away_revoked() -> None:
    certificate = placed(owed_endorsement())
    for resting in ("lapsed", "inactive", "suspended", "retired", "archived"):
        _to(resting)
        assert (listed(REVOCATION), listed(SUSPENSION)) == ([], [certificate.status_index])
    _to(Endorsement.State.ACTIVE)
    assert (listed(REVOCATION), listed(SUSPENSION)) == ([], [])
    _to(Endorsement.State.REVOKED)
    assert (listed(REVOCATION), listed(SUSPENSION)) == ([certificate.status_index], [])


def test_a_renewal_follows_its_endorsement() -> None:
    from certificates.services import owing

    award = owed_endorsement()
    cycle = CycleFactory(endorsement=Endorsement.objects.get(), number=2)
    renewal = placed(owing.owe_for_cycle(cycle=cycle, at=AT))
    placed(award)
    _to(Endorsement.State.LAPSED)
    assert renewal.status_index in listed(SUSPENSION)


def test_only_what_changed_is_signed_again() -> None:
    certificate = placed(as_issued(owed_completion()))
    assert status.publish(at=AT) == 0
    standing.revoke(certificate=certificate, reason=Certificate.Reason.HOLDER_REQUEST, at=AT)
    assert [status.publish(at=AT), status.publish(at=AT)] == [1, 0]


def test_a_new_key_signs_every_list_anew(settings: object, tmp_path: object) -> None:
    settings.CERTIFICATE_KEYS_DIR = str(tmp_path)  # type: ignore[attr-defined]
    keys.ensure(name="Platform", at=AT)
    placed(owed_completion())
    key = keys.rotate(owner="", name="Platform", at=AT + timedelta(days=1))[1]
    assert status.publish(at=AT + timedelta(days=2)) == 2
    proof = json.loads(StatusDocument.objects.first().text)["proof"]
    assert proof["verificationMethod"].endswith(f"#{key.id}")


def _to(state: str) -> None:
    Endorsement.objects.update(state=state)
    status.publish(at=AT)
