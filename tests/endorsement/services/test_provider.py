"""A provider is asked about once per person and decided once for everybody."""

import datetime

import pytest

from endorsement.models import ProviderQuestion, ProviderStanding
from endorsement.refusals import Refused
from endorsement.selectors import providers
from endorsement.services import provider
from tests.factories.association import AssociationFactory
from tests.factories.ledger import NOW, RscFactory, StandingFactory
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)


def test_unknown_providers_come_to_the_list_once() -> None:
    association, entry = AssociationFactory(), RscFactory()
    RscFactory(person=entry.person, provider=entry.provider, first_on=datetime.date(2026, 4, 1))
    assert provider.ask_about(person=entry.person, association=association, at=NOW) == 1
    assert provider.ask_about(person=entry.person, association=association, at=NOW) == 0
    open_ones, decided = providers.for_coordinator(association)
    assert [(one.person, one.first_on, one.last_on) for one in open_ones] == [
        (entry.provider, datetime.date(2026, 3, 2), datetime.date(2026, 4, 1))
    ]
    assert decided == []


def test_known_providers_are_not_asked_about() -> None:
    entry = RscFactory()
    standing = StandingFactory(person=entry.provider)
    assert provider.ask_about(person=entry.person, association=standing.association, at=NOW) == 0


def test_the_list_of_another_association_stays_empty() -> None:
    entry, other = RscFactory(), AssociationFactory()
    provider.ask_about(person=entry.person, association=AssociationFactory(), at=NOW)
    assert providers.for_coordinator(other) == ([], [])


def test_a_decision_takes_the_provider_off_the_open_list() -> None:
    association, entry, coordinator = AssociationFactory(), RscFactory(), PersonFactory()
    provider.ask_about(person=entry.person, association=association, at=NOW)
    standing = provider.decide(
        association=association,
        person=entry.provider,
        basis="vetted",
        from_on=DAY,
        through_on=None,
        by=coordinator,
        at=NOW,
    )
    open_ones, decided = providers.for_coordinator(association)
    assert (open_ones, [one.decisions for one in decided]) == ([], [[standing]])


def test_deciding_again_from_the_same_day_replaces_the_decision() -> None:
    association, person, by = AssociationFactory(), PersonFactory(), PersonFactory()
    for basis in ("vetted", "not_qualified"):
        provider.decide(
            association=association,
            person=person,
            basis=basis,
            from_on=DAY,
            through_on=None,
            by=by,
            at=NOW,
        )
    assert ProviderStanding.objects.get().basis == "not_qualified"


def test_nobody_decides_about_themself_or_backward_in_time() -> None:
    association, person = AssociationFactory(), PersonFactory()
    decision = {"association": association, "basis": "vetted", "from_on": DAY, "at": NOW}
    with pytest.raises(Refused, match="Nobody decides about themself"):
        provider.decide(**decision, person=person, by=person, through_on=None)
    with pytest.raises(Refused, match="last day is before the first"):
        provider.decide(
            **decision, person=person, by=PersonFactory(), through_on=datetime.date(2025, 1, 1)
        )
    assert (ProviderStanding.objects.count(), ProviderQuestion.objects.count()) == (0, 0)
