"""Offers are published again without doubling, replaced by newer versions, and withdrawn."""

import datetime
import json
from decimal import Decimal
from typing import Any

import pytest

from endorsement.models import Event, TrainingAcceptance, TrainingOffer
from endorsement.refusals import Refused
from endorsement.services import training
from tests.factories.association import AssociationFactory
from tests.factories.ledger import NOW
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def publish(**changes: Any) -> TrainingOffer:
    values = {
        "code": "welcome",
        "version": 1,
        "title": {"en": "Welcome"},
        "hours": Decimal("1.5"),
        "framework": "core@1",
        "covers": ["core:thinking"],
        "split": {"core:thinking": "1.5"},
        "topics": {},
        "address": "/learn/welcome/",
        "association": None,
        "shared": True,
    }
    return training.publish_offer(**{**values, **changes})


def test_publishing_again_updates_the_same_row() -> None:
    assert publish() == publish(hours=Decimal("2"))
    offer = TrainingOffer.objects.get()
    assert (offer.hours, offer.split) == (Decimal("2.00"), {"core:thinking": "1.50"})


def test_a_newer_version_takes_the_older_ones_place() -> None:
    publish()
    publish(version=2)
    assert list(TrainingOffer.objects.order_by("version").values_list("version", "live")) == [
        (1, False),
        (2, True),
    ]


def test_withdrawing_keeps_the_row_and_is_safe_twice() -> None:
    publish()
    assert training.withdraw_offer(code="welcome", version=1) is True
    assert training.withdraw_offer(code="welcome", version=1) is False
    assert TrainingOffer.objects.get().live is False


def test_accepting_twice_from_the_same_day_sets_the_last_day() -> None:
    association, day = AssociationFactory(), datetime.date(2026, 1, 1)
    training.accept(association=association, code="welcome", from_on=day)
    training.accept(
        association=association,
        code="welcome",
        from_on=day,
        through_on=datetime.date(2026, 12, 31),
    )
    assert TrainingAcceptance.objects.get().through_on == datetime.date(2026, 12, 31)


def decide(*codes: str, **changes: Any) -> list[TrainingAcceptance]:
    association = changes.pop("association", None) or AssociationFactory()
    values = {
        "association": association,
        "codes": codes,
        "accepted": True,
        "from_on": datetime.date(2026, 1, 1),
        "through_on": None,
        "by": PersonFactory(),
        "at": NOW,
    }
    return training.decide(**{**values, **changes})


def test_several_modules_are_decided_at_once_with_who_and_when() -> None:
    publish()
    publish(code="second")
    person = PersonFactory()
    decided = decide("welcome", "second", accepted=False, by=person)
    assert [(one.code, one.accepted) for one in decided] == [("second", False), ("welcome", False)]
    assert {(one.decided_by, one.decided_at) for one in decided} == {(person, NOW)}


def test_deciding_again_from_the_same_day_replaces_the_decision() -> None:
    publish()
    association = AssociationFactory()
    decide("welcome", association=association)
    decide("welcome", association=association, accepted=False)
    assert TrainingAcceptance.objects.get().accepted is False


@pytest.mark.parametrize(
    ("codes", "changes", "sentence"),
    [
        ([], {}, "at least one module"),
        (["welcome", "unknown"], {}, "not known here"),
        (["welcome"], {"through_on": datetime.date(2025, 1, 1)}, "before the first day"),
    ],
    ids=["none", "unknown", "wrong way round"],
)
def test_a_decision_that_cannot_be_is_refused(
    codes: list[str], changes: dict[str, Any], sentence: str
) -> None:
    publish()
    with pytest.raises(Refused, match=sentence):
        decide(*codes, **changes)
    assert not TrainingAcceptance.objects.exists()


def test_every_decision_leaves_an_event() -> None:
    publish()
    association, person = AssociationFactory(slug="north"), PersonFactory()
    decide("welcome", association=association, by=person)
    decide("welcome", association=association, by=person, accepted=False)
    events = Event.objects.order_by("seq")
    assert [(one.stream, one.kind, one.actor_ref) for one in events] == [
        ("trainings:north", "training.accepted", person.ref),
        ("trainings:north", "training.not_accepted", person.ref),
    ]
    assert json.loads(events[0].payload) == {
        "code": "welcome",
        "from_on": "2026-01-01",
        "through_on": "",
    }
