"""An endorsement is revoked once, with a reason from the list, and the chain says so."""

import json

import pytest

from certificates.models import Certificate
from certificates.selectors import standing_of
from certificates.verification import Standing
from endorsement.models import Endorsement, Event, EventText
from endorsement.refusals import Refused
from endorsement.services import award, erasure
from endorsement.services.conflict import Conflicted
from endorsement.services.event import verify_chain
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.award import EndorsementFactory
from tests.factories.ledger import RscFactory

pytestmark = pytest.mark.django_db


def revoke(endorsement: Endorsement, **more: object) -> Endorsement:
    said = {
        "coordinator": staff(endorsement.association, "coordinator"),
        "reason": "ethics",
        "note": "What the board wrote.",
        **more,
    }
    return award.revoke(endorsement=endorsement, at=AT, **said)  # type: ignore[arg-type]


def test_revoking_is_a_link_of_the_chain_with_a_code_and_no_words() -> None:
    endorsement = revoke(given.approved().endorsement)
    assert (endorsement.state, endorsement.revoked_reason) == ("revoked", "ethics")
    last = Event.objects.get(kind="endorsement.revoked")
    assert last.chain_no is not None
    assert json.loads(last.payload)["reason"] == "ethics"
    assert "board" not in last.payload
    assert verify_chain(endorsement.association) is None


def test_revoking_twice_or_without_a_reason_is_refused() -> None:
    endorsement = given.approved().endorsement
    with pytest.raises(Refused, match="from the list"):
        revoke(endorsement, reason="mood")
    revoke(endorsement)
    with pytest.raises(Refused, match="revoked already"):
        revoke(endorsement)


def test_nobody_revokes_their_own() -> None:
    endorsement = given.approved().endorsement
    with pytest.raises(Refused, match="own application"):
        revoke(endorsement, coordinator=endorsement.person)


def test_nobody_close_to_the_holder_revokes_what_was_brought_along() -> None:
    """Without an application here people are tied to each other all the same."""
    endorsement = EndorsementFactory()
    coordinator = staff(endorsement.association, "coordinator")
    RscFactory(person=endorsement.person, provider=coordinator)
    with pytest.raises(Conflicted):
        revoke(endorsement, coordinator=coordinator)
    endorsement.refresh_from_db()
    assert endorsement.state == "active"


def test_erasing_the_holder_takes_the_note_and_keeps_the_chain() -> None:
    endorsement = revoke(given.approved().endorsement)
    erasure.erase(person=endorsement.person, at=AT)
    assert not EventText.objects.exists()
    assert verify_chain(endorsement.association) is None


def test_certificates_of_what_was_revoked_no_longer_stand() -> None:
    endorsement = given.approved().endorsement
    certificate = Certificate.objects.get(subject=f"endorsement:{endorsement.public_id}")
    revoke(endorsement)
    assert standing_of(certificate, at=AT).verdict.standing is Standing.NOT_VALID
