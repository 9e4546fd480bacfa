"""Memberships are said by the person, confirmed by a coordinator, and permanent from then on."""

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from endorsement.models import Belonging, BelongingProof, Event
from endorsement.refusals import Refused
from endorsement.selectors import portfolio
from endorsement.services import belonging, evidence
from endorsement.services.person import erase
from lms.backbone.files import path_of
from tests.factories.application import AT, staff, submitted
from tests.factories.files import checked
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db

SINCE = datetime.date(2025, 1, 1)


def add(person: Any, **more: Any) -> Belonging:
    said = {"organization": "north", "from_on": SINCE, "through_on": None, "name": "", "number": ""}
    return belonging.add(person=person, at=AT, **{**said, **more})


def test_saying_it_twice_is_one_membership_and_a_fact() -> None:
    core_framework()
    north, person = association_with_scheme("north"), PersonFactory()
    assert add(person) == add(person, through_on=datetime.date(2026, 12, 31))
    (fact,) = portfolio.facts(person, north, AT.date()).memberships
    assert (fact.organization, fact.from_on) == ("north", SINCE)
    assert fact.through_on == datetime.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"from_on": datetime.date(2027, 1, 1)}, "from_on"),
        ({"through_on": datetime.date(2024, 1, 1)}, "through_on"),
        ({"organization": "other"}, "name"),
        ({"organization": "nowhere"}, ""),
    ],
)
def test_what_cannot_be_is_refused(said: dict[str, Any], field: str) -> None:
    association_with_scheme("north")
    with pytest.raises(Refused) as refused:
        add(PersonFactory(), **said)
    assert refused.value.field == field


def test_confirmed_once_and_permanent() -> None:
    application = submitted()
    association = application.association
    row = add(application.person, organization=association.slug)
    coordinator = staff(association, "coordinator")
    for _twice in range(2):
        row = belonging.confirm(
            belonging=row, application=application, coordinator=coordinator, at=AT
        )
    assert row.confirmed_by == coordinator
    assert Event.objects.filter(kind="membership.confirmed").count() == 1
    with pytest.raises(Refused):
        belonging.remove(belonging=row)
    with pytest.raises(DatabaseError), transaction.atomic():
        Belonging.objects.update(from_on=SINCE)


def test_nobody_confirms_their_own() -> None:
    application = submitted()
    row = add(application.person, organization=application.association.slug)
    with pytest.raises(Refused):
        belonging.confirm(
            belonging=row, application=application, coordinator=application.person, at=AT
        )


def test_another_proof_takes_the_place_of_the_one_before_until_it_is_confirmed() -> None:
    application = submitted()
    row = add(application.person, organization=application.association.slug)
    first = belonging.prove(belonging=row, checked=checked(), at=AT)
    belonging.flag_proof(proof=first, at=AT)
    # The same file again changes nothing, a report about it stays.
    again = belonging.prove(belonging=row, checked=checked("card.pdf"), at=AT)
    assert (again.pk, again.flagged_at) == (first.pk, AT)
    second = belonging.prove(belonging=row, checked=checked(text="another"), at=AT)
    assert list(BelongingProof.objects.all()) == [second]
    coordinator = staff(application.association, "coordinator")
    belonging.confirm(belonging=row, application=application, coordinator=coordinator, at=AT)
    with pytest.raises(Refused, match="stays as it is"):
        belonging.prove(belonging=row, checked=checked(), at=AT)
    assert list(BelongingProof.objects.all()) == [second]


def test_removing_a_membership_takes_its_proof_along() -> None:
    association_with_scheme("north")
    row = add(PersonFactory())
    belonging.prove(belonging=row, checked=checked(), at=AT)
    belonging.remove(belonging=row)
    assert not BelongingProof.objects.exists()


def test_erasing_takes_the_proof_of_a_confirmed_membership_away() -> None:
    application = submitted()
    row = add(application.person, organization=application.association.slug)
    belonging.prove(belonging=row, checked=checked(), at=AT)
    belonging.confirm(
        belonging=row,
        application=application,
        coordinator=staff(application.association, "coordinator"),
        at=AT,
    )
    erase(person=application.person, at=AT)
    assert Belonging.objects.exists()
    assert not BelongingProof.objects.exists()


def test_the_sweep_keeps_content_while_a_membership_names_it() -> None:
    association_with_scheme("north")
    row = add(PersonFactory())
    proof = belonging.prove(belonging=row, checked=checked(text="swept"), at=AT)
    path = path_of(evidence.STORAGE, evidence.FOLDER, proof.sha256)
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)
    evidence.sweep(at=later)
    assert path.exists()
    belonging.remove(belonging=row)
    evidence.sweep(at=later)
    assert not path.exists()
