"""Results are recorded by a coordinator without a conflict, never changed, and taken back by a row."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from endorsement.models import Application, Result
from endorsement.refusals import Refused
from endorsement.services import application as applications
from endorsement.services import result
from tests.factories.application import AT, staff
from tests.factories.association import AssociationFactory
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import core_framework, shipped_scheme

pytestmark = pytest.mark.django_db

EXAM = {
    "asked": "exam:choice",
    "held_on": datetime.date(2026, 5, 30),
    "reached": Decimal("48.5"),
    "out_of": Decimal(60),
    "once": "one",
}


@pytest.fixture
def application() -> Application:
    core_framework()
    river = shipped_scheme(AssociationFactory(slug="river"), "riverbend.yaml")
    person = PersonFactory()
    EntryFactory(person=person)
    started = applications.start(
        person=person, association=river, category="infant_mental_health_specialist", at=AT
    )
    return applications.submit(
        application=started, person=person, wishes=applications.Wishes(), at=AT
    )


def record(application: Application, **more: Any) -> Result:
    coordinator = more.pop("coordinator", None) or staff(application.association, "coordinator")
    said: dict[str, Any] = {**EXAM, "at": AT, **more}
    return result.record(application=application, coordinator=coordinator, **said)


def test_sent_twice_is_recorded_once(application: Application) -> None:
    assert record(application) == record(application)


def test_taken_back_once_and_never_changed(application: Application) -> None:
    row, coordinator = record(application), staff(application.association, "coordinator")
    for _twice in range(2):
        result.take_back(result=row, coordinator=coordinator, at=AT)
    assert [one.withdrawn for one in Result.objects.order_by("pk")] == [False, True]
    with pytest.raises(DatabaseError), transaction.atomic():
        Result.objects.update(reached=60)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"asked": "exam:dance"}, "asked"),
        ({"asked": "step:panel"}, "asked"),
        ({"held_on": datetime.date(2026, 7, 1)}, "held_on"),
        ({"reached": Decimal(61)}, "reached"),
        ({"out_of": Decimal(0)}, "reached"),
    ],
)
def test_what_cannot_be_is_refused(
    application: Application, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        record(application, **said)
    assert refused.value.field == field


def test_nobody_records_their_own_and_nothing_once_it_is_closed(application: Application) -> None:
    with pytest.raises(Refused):
        record(application, coordinator=application.person)
    applications.withdraw(application=application, person=application.person, at=AT)
    application.refresh_from_db()
    with pytest.raises(Refused):
        record(application)
