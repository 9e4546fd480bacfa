"""Offers are published again without doubling, replaced by newer versions, and withdrawn."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from endorsement.models import TrainingAcceptance, TrainingOffer
from endorsement.services import training
from tests.factories.association import AssociationFactory

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
