"""What a page says of an instant is on the reader's clock, wherever the platform runs."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.factories.learning import complete_module, enroll, finish_lessons
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
#: Ten past nine in the evening of May 31 in Chicago.
NIGHT = datetime(2026, 6, 1, 2, 10, tzinfo=UTC)


@pytest.fixture
def person():
    return PersonFactory(time_zone="America/Chicago")


@pytest.fixture
def learner(client: Client, person) -> Client:
    client.force_login(person.user)
    return client


def test_a_paper_is_handed_in_by_the_learners_clock(learner, person) -> None:
    module = make_module(lessons=1, draw=2, time_limit=20)
    with time_machine.travel(NIGHT, tick=False):
        finish_lessons(enroll(person, module, NIGHT), module, NIGHT)
        place = learner.post(reverse("courses:test", args=[module.code]))["Location"]
        paper = learner.get(place).content.decode()
    assert "Hand in by 9:30 p.m. on May 31, 2026 (your time)." in paper


def test_a_module_was_completed_on_the_day_it_was_for_the_learner(learner, person) -> None:
    module = make_module(lessons=1)
    complete_module(person, module, at=NIGHT)
    for place in (module.url, reverse("courses:my_learning")):
        page = learner.get(place).content.decode()
        assert ("May 31, 2026" in page, "June 1, 2026" in page) == (True, False), place
