"""The page after signing in: what waits, what was begun, the nearest category."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from endorsement.models import Person, ProviderStanding
from endorsement.services import provider
from tests.factories.application import assign, complete, draft, staff, submitted
from tests.factories.association import MembershipFactory
from tests.factories.confirmation import asked, hours
from tests.factories.learning import enroll
from tests.factories.ledger import EntryFactory, RscFactory
from tests.factories.module import make_module
from tests.factories.person import PASSWORD, PersonFactory
from tests.factories.scheme import association_with_scheme, core_framework

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day() -> object:
    with time_machine.travel(datetime(2026, 6, 10, 15, tzinfo=UTC), tick=False):
        yield


def page(person: Person) -> str:
    client = Client()
    client.force_login(person.user)
    response = client.get(reverse("today"))
    assert response.status_code == 200
    return response.content.decode()


def test_signing_in_leads_here() -> None:
    person = PersonFactory(name="Rosa Quispe")
    response = Client().post(
        reverse("account_login"), {"login": person.email, "password": PASSWORD}
    )
    assert response.url == reverse("today")
    assert "Good to see you, Rosa Quispe" in page(person)


def test_somebody_without_a_name_is_asked_for_it() -> None:
    assert "Add your name" in page(PersonFactory(name=""))
    assert "Add your name" not in page(PersonFactory())


def test_nothing_waits_and_training_is_offered() -> None:
    said = page(PersonFactory())
    assert "Nothing waits for you." in said
    assert reverse("courses:catalog") in said


def test_reviewer_coordinator_and_applicant_each_find_their_own_next_step() -> None:
    core_framework()
    association = association_with_scheme()
    reviewer = staff(association, "reviewer")
    review = assign(complete(association), reviewer)
    waiting = submitted(association)
    begun = draft(association)
    assert reverse("endorsement:review", args=[review.public_id]) in page(reviewer)
    coordinator = staff(association, "coordinator")
    assert "2 applications wait for their next step." in page(coordinator)
    assert "You are preparing it." in page(begun.person)
    assert "Under way" in page(waiting.person)


def test_provider_finds_the_hours_that_wait_for_an_answer() -> None:
    person = PersonFactory(name="Maya Torres")
    provider = PersonFactory()
    request = asked(person, *hours(person, provider))
    said = page(provider)
    assert "Nothing waits for you." not in said
    assert "Hours of Maya Torres" in said
    assert reverse("endorsement:confirm", args=[request.public_id]) in said


def test_coordinator_finds_providers_whose_hours_wait_for_a_decision() -> None:
    core_framework()
    association, other = (association_with_scheme(slug) for slug in ("alder", "birch"))
    coordinator = staff(association, "coordinator")
    MembershipFactory(association=other, role="coordinator", person=coordinator)
    assert "Nothing waits for you." in page(coordinator)
    hours = RscFactory()
    provider.ask_about(person=hours.person, association=association, at=timezone.now())
    said = page(coordinator)
    assert "Hours with 1 provider count only once you have decided." in said
    assert reverse("endorsement:providers", args=["alder"]) in said
    assert reverse("endorsement:providers", args=["birch"]) not in said

    client = Client()
    client.force_login(coordinator.user)
    desk = client.get(reverse("endorsement:coordinator_queue", args=["alder"])).content.decode()
    assert re.search(r"Providers of reflective supervision <span[^>]*>\(1<", desk)

    provider.decide(
        association=association,
        person=hours.provider,
        basis=ProviderStanding.Basis.NOT_QUALIFIED,
        from_on=hours.first_on,
        through_on=None,
        by=coordinator,
        at=timezone.now(),
    )
    assert "Nothing waits for you." in page(coordinator)


def test_module_begun_is_at_hand_with_its_progress() -> None:
    module = make_module(lessons=2)
    person = PersonFactory()
    enroll(person, module)
    said = page(person)
    assert module.title in said
    assert "Lessons done" in said


def test_nearest_category_and_its_biggest_gap_are_named() -> None:
    core_framework()
    association_with_scheme()
    person = PersonFactory()
    assert "Add what you have done" in page(person)
    EntryFactory(person=person)
    assert "What is missing most:" in page(person)


def test_one_is_measured_by_the_association_one_applied_to_last() -> None:
    core_framework()
    first, second = (association_with_scheme(slug) for slug in ("alder", "birch"))
    person = draft(second).person
    assert f">{second.name}</p>" in page(person)
    client = Client()
    client.force_login(person.user)
    client.get(reverse("endorsement:categories"), {"association": first.slug})
    assert f">{first.name}</p>" in client.get(reverse("today")).content.decode()


def test_page_costs_the_same_with_one_and_with_thirty_modules(django_assert_num_queries) -> None:
    core_framework()
    association_with_scheme()
    person = PersonFactory()
    EntryFactory(person=person)
    modules = [make_module(f"module-{number}") for number in range(30)]
    enroll(person, modules[0])
    client = Client()
    client.force_login(person.user)
    client.get(reverse("today"))
    with django_assert_num_queries(32):
        client.get(reverse("today"))
    for module in modules[1:]:
        enroll(person, module)
    with django_assert_num_queries(32):
        client.get(reverse("today"))
