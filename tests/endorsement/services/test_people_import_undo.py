"""An import is taken back as far as nobody has built on it."""

import datetime

import pytest

from endorsement.models import (
    Belonging,
    ClaimInvitation,
    Endorsement,
    PeopleImport,
    Person,
    ProviderStanding,
    Renewal,
    RenewalCycle,
)
from endorsement.refusals import Refused
from endorsement.services import claim_invitation, event, held, people_import, people_import_undo
from tests.factories.people_import import AT, brought, endorsee, staged
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def undo(batch: PeopleImport) -> int:
    return people_import_undo.undo(batch=batch, by=batch.uploaded_by, at=AT)


def test_everything_goes_that_the_list_added_and_the_chain_still_holds() -> None:
    batch = brought([endorsee(), endorsee("0043", "Bo Li", "")])
    person = Person.objects.get(email="ana@example.org")
    claim_invitation.invite(
        association=batch.association, person=person, by=batch.uploaded_by, at=AT
    )
    assert undo(batch) == 2
    assert not Endorsement.objects.exists()
    assert not RenewalCycle.objects.exists()
    assert not ClaimInvitation.objects.exists()
    assert not Person.objects.filter(user__isnull=True).exists()
    assert event.verify_chain(batch.association) is None
    batch.refresh_from_db()
    assert (batch.state, set(batch.rows.values_list("outcome", flat=True))) == (
        "undone",
        {"undone"},
    )


def test_the_same_list_can_be_brought_again_after_it_was_undone() -> None:
    first = brought([endorsee()])
    undo(first)
    brought([endorsee()], association=first.association)
    assert Endorsement.objects.get().original_number == "0042"


def test_somebody_known_before_stays() -> None:
    person = PersonFactory()
    batch = brought([endorsee(email=person.email, name=person.name)])
    assert undo(batch) == 1
    assert Person.objects.filter(pk=person.pk).exists()


def _begun(cycle: RenewalCycle) -> None:
    award = cycle.endorsement
    Renewal.objects.create(cycle=cycle, association=award.association, person=award.person)


@pytest.mark.parametrize(
    ("built", "sentence"),
    [
        (lambda award: award.cycles.update(state="renewed"), "renewed here"),
        (lambda award: _begun(award.cycles.get()), "its holder has begun to"),
        (lambda award: award.cycles.update(next_rung_on=AT.date()), "Reminders have begun"),
        (lambda award: type(award).objects.update(certify_at=AT), "A certificate was asked for"),
        (
            lambda award: type(award).objects.update(state_since_on=datetime.date(2026, 11, 27)),
            "state was changed",
        ),
    ],
)
def test_what_somebody_has_built_on_stays_and_says_why(built: object, sentence: str) -> None:
    batch = brought([endorsee(), endorsee("0043", "Bo Li", "")])
    built(Endorsement.objects.get(original_key="0042"))  # type: ignore[operator]
    staying = [one.reason for one in people_import_undo.stays(batch)]
    assert staying
    assert all(sentence in reason for reason in staying)


def test_a_row_that_stays_keeps_the_others_from_nothing() -> None:
    batch = brought([endorsee(), endorsee("0043", "Bo Li", "")])
    Endorsement.objects.filter(original_key="0042").update(certify_at=AT)
    assert undo(batch) == 1
    assert [award.original_key for award in Endorsement.objects.all()] == ["0042"]


def test_when_everything_was_built_on_nothing_is_undone() -> None:
    batch = brought([endorsee()])
    held.start(association=batch.association, by=batch.uploaded_by, lapsing=True, at=AT)
    with pytest.raises(Refused, match="Somebody has built on every row"):
        undo(batch)


def test_undoing_twice_is_refused() -> None:
    batch = brought([endorsee()])
    undo(batch)
    with pytest.raises(Refused, match="only once"):
        undo(batch)


def test_members_and_providers_go_too() -> None:
    members = brought(
        [["Bo Li", "bo@example.org", "2026-12-31"]],
        heading=["Name", "Email", "Member through"],
        kind="members",
    )
    providers = brought(
        [["Bo Li", "bo@example.org", "2026-01-01"]],
        heading=["Name", "Email", "Vetted from"],
        kind="providers",
        association=members.association,
    )
    assert undo(members) == undo(providers) == 1
    assert not Belonging.objects.exists()
    assert not ProviderStanding.objects.exists()


def test_a_list_that_is_not_written_yet_is_thrown_away_instead() -> None:
    batch = staged([endorsee()])
    with pytest.raises(Refused):
        undo(batch)
    people_import.discard(batch=batch)
    assert not PeopleImport.objects.exists()
