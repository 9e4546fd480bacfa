"""A coordinator decides which modules count as in-service hours, and portfolios show it at once."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from endorsement.models import Association, Person, TrainingAcceptance
from endorsement.selectors import acceptance as selector
from endorsement.selectors import portfolio
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.association import AssociationFactory
from tests.factories.ledger import AcceptanceFactory, EntryFactory, OfferFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def north() -> Association:
    core_framework()
    return association_with_scheme("north")


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def finished(code: str, **more: object):
    return EntryFactory(system=True, offer_code=code, **more)


def listed(association: Association) -> list[tuple[str, str, int]]:
    return [
        (one.offer.code, one.state, one.waiting)
        for one in selector.for_coordinator(association, DAY)
    ]


def test_open_ones_come_first_and_the_most_waited_for_of_them(north):
    for code in ("accepted", "refused", "open-a", "open-b", "ended"):
        OfferFactory(code=code)
    AcceptanceFactory(association=north, code="accepted")
    AcceptanceFactory(association=north, code="refused", accepted=False)
    AcceptanceFactory(association=north, code="ended", through_on=datetime.date(2026, 3, 1))
    for code in ("open-b", "open-b", "accepted", "ended"):
        finished(code)
    assert listed(north) == [
        ("open-b", "open", 2),
        ("ended", "open", 1),
        ("open-a", "open", 0),
        ("accepted", "accepted", 0),
        ("refused", "not_accepted", 0),
    ]


def test_a_person_counts_once_and_who_applies_elsewhere_only_is_not_counted(north):
    OfferFactory(code="welcome")
    person, elsewhere = PersonFactory(), PersonFactory()
    for one in (person, person, elsewhere):
        finished("welcome", person=one)
    given.draft(association_with_scheme("south"), person=elsewhere)
    assert listed(north) == [("welcome", "open", 1)]


def test_only_modules_that_are_shared_or_ones_own_are_listed(north):
    OfferFactory(code="own", association=north, shared=False)
    OfferFactory(code="anothers", association=AssociationFactory(), shared=False)
    OfferFactory(code="gone", live=False)
    OfferFactory(code="gone-but-waited-for", live=False)
    finished("gone-but-waited-for")
    assert [code for code, _state, _waiting in listed(north)] == ["gone-but-waited-for", "own"]


def test_several_are_accepted_at_once_and_portfolios_show_it(north):
    for code in ("one", "two", "three"):
        OfferFactory(code=code)
    row = finished("one")
    assert portfolio.facts(row.person, north, DAY).entries[0].accepted is None
    client = client_of(staff(north, "coordinator"))
    address = reverse("endorsement:offers", args=["north"])
    assert "Module one" in client.get(address).content.decode()
    said = {"codes": ["one", "two"], "accepted": "yes", "from_on": "2026-01-01"}
    assert client.post(address, said).status_code == 302
    assert "about 2 modules is recorded" in client.get(address).content.decode()
    assert portfolio.facts(row.person, north, DAY).entries[0].accepted is True
    assert TrainingAcceptance.objects.filter(association=north).count() == 2


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"codes": []}, "Tick at least one module."),
        ({"codes": ["unknown"]}, "unknown"),
        ({"accepted": ""}, "required"),
        ({"through_on": "2025-01-01"}, "before the first day"),
    ],
    ids=["none", "unknown", "no decision", "wrong way round"],
)
def test_wrong_decision_says_so_and_keeps_what_was_ticked(north, wrong, sentence):
    OfferFactory(code="one")
    said = {"codes": ["one"], "accepted": "no", "from_on": "2026-01-01", **wrong}
    address = reverse("endorsement:offers", args=["north"])
    response = client_of(staff(north, "coordinator")).post(address, said)
    assert response.status_code == 422
    text = response.content.decode()
    assert sentence in text
    assert ('value="one" aria-label="Module one" checked' in text) == (said["codes"] == ["one"])
    assert not TrainingAcceptance.objects.exists()


def test_last_day_is_changed_and_not_accepted_is_told_from_open(north):
    OfferFactory(code="one")
    AcceptanceFactory(association=north, code="one", from_on=datetime.date(2026, 1, 1))
    client = client_of(staff(north, "coordinator", name="Ellen Osei"))
    address = reverse("endorsement:offer", args=["north", "one"])
    form = client.get(address).context["form"]
    assert form["from_on"].value() == datetime.date(2026, 1, 1)
    said = {"accepted": "yes", "from_on": "2026-01-01", "through_on": "2026-12-31"}
    assert client.post(address, said).status_code == 302
    decision = TrainingAcceptance.objects.get()
    assert (decision.through_on, decision.decided_by.name) == (
        datetime.date(2026, 12, 31),
        "Ellen Osei",
    )
    client.post(address, {"accepted": "no", "from_on": "2026-05-01"})
    assert listed(north) == [("one", "not_accepted", 0)]
    row = finished("one", first_on=datetime.date(2026, 5, 10))
    assert portfolio.facts(row.person, north, DAY).entries[0].accepted is False


def test_another_associations_decision_is_its_own(north):
    OfferFactory(code="one")
    row, south = finished("one"), AssociationFactory()
    AcceptanceFactory(association=north, code="one")
    assert portfolio.facts(row.person, south, DAY).entries[0].accepted is None


def test_list_costs_the_same_with_one_and_with_thirty(north, django_assert_num_queries):
    client = client_of(staff(north, "coordinator"))
    address = reverse("endorsement:offers", args=["north"])
    finished(OfferFactory().code)
    client.get(address)
    with django_assert_num_queries(13) as one:
        client.get(address)
    for _number in range(29):
        finished(OfferFactory().code)
    with django_assert_num_queries(len(one)):
        client.get(address)
