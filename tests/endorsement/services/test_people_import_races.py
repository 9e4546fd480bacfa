"""Two who confirm at the same moment write once. Needs a database with parallel writers."""

import pytest

from endorsement.models import Endorsement, Event, Person
from endorsement.services import claim, claim_invitation, event, people_import
from tests.endorsement.services.test_races import at_once
from tests.factories.people_import import AT, brought, endorsee, staged
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.usefixtures("on_postgresql", "committed_db")
ROWS = [endorsee(f"{n}", f"P {n}", f"p{n}@example.org") for n in range(5)]


def test_two_who_confirm_one_list_write_it_once() -> None:
    batch = staged(ROWS)
    by = batch.uploaded_by
    at_once(*(lambda: people_import.confirm(batch=batch, by=by, at=AT) for _click in range(4)))
    assert Endorsement.objects.count() == 5
    assert Event.objects.filter(kind="endorsement.imported").count() == 5
    assert event.verify_chain(batch.association) is None


def test_the_same_list_twice_at_the_same_moment_is_written_once() -> None:
    association = association_with_scheme()
    lists = [staged(ROWS, association=association) for _copy in range(3)]

    def confirm(number: int) -> object:
        batch = lists[number]
        return people_import.confirm(batch=batch, by=batch.uploaded_by, at=AT)

    at_once(lambda: confirm(0), lambda: confirm(1), lambda: confirm(2))
    assert Endorsement.objects.count() == 5
    assert Person.objects.filter(user__isnull=True).count() == 5
    outcomes = sorted(
        {tuple(batch.rows.order_by("number").values_list("outcome", flat=True)) for batch in lists}
    )
    assert outcomes == [("added",) * 5, ("same",) * 5]
    assert event.verify_chain(association) is None


def test_a_record_is_claimed_by_one_account_alone() -> None:
    batch = brought(ROWS[:1])
    record = Endorsement.objects.get().person
    made = claim_invitation.invite(
        association=batch.association, person=record, by=batch.uploaded_by, at=AT
    )
    asker = PersonFactory()
    claim.claim(invitation=made, person=asker, at=AT)
    at_once(
        *(
            lambda: claim.approve(invitation=made, by=batch.uploaded_by, at=AT)
            for _click in range(3)
        )
    )
    assert Endorsement.objects.get().person == asker
    assert Event.objects.filter(kind="endorsement.claimed").count() == 1
