"""A minimum time over HTTP: what a learner is told, without a script and with one."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from courses.models import Accommodation, LessonPage, ModulePage
from courses.selectors.module import lessons_of
from endorsement.models import LedgerEntry, Membership, Person
from endorsement.services import membership
from tests.factories.learning import enroll, evaluate, finish_lessons, take_test
from tests.factories.module import AT, module_of_an_association
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def module() -> ModulePage:
    return module_of_an_association(minimum_minutes=10)


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def learner(client: Client, person: Person, module: ModulePage) -> Client:
    """Somebody who has done everything but read for long enough."""
    enrollment = enroll(person, module)
    finish_lessons(enrollment, module)
    take_test(enrollment, module)
    evaluate(enrollment, module)
    with time_machine.travel(AT, tick=False):
        client.force_login(person.user)
    return client


def lesson_url(module: ModulePage) -> str:
    return LessonPage.objects.get(pk=lessons_of(module)[0].pk).url


def seat_time(module: ModulePage) -> str:
    return reverse("courses:seat_time", args=[module.code, "lesson-1"])


def test_learner_is_told_what_is_missing_and_finishes_without_a_script(learner, module) -> None:
    finish = reverse("courses:finish", args=[module.code])
    finished = reverse("courses:finished", args=[module.code])
    with time_machine.travel(AT, tick=False) as clock:
        assert "10 minutes are missing" in learner.get(module.url).content.decode()
        assert "10 minutes are missing" in learner.get(lesson_url(module)).content.decode()
        clock.shift(timedelta(minutes=7))
        said = learner.post(finish, follow=True)
        assert "3 more minutes of reading are asked for" in said.content.decode()
        assert learner.get(finished)["Location"] == module.url
        clock.shift(timedelta(minutes=3))
        assert learner.post(finish)["Location"] == finished
        assert learner.get(finish)["Location"] == finished
    assert LedgerEntry.objects.count() == 1


def test_opening_a_lesson_again_completes_by_itself(learner, module) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        learner.get(lesson_url(module))
        clock.shift(timedelta(minutes=10))
        response = learner.get(lesson_url(module))
        assert response["Location"] == reverse("courses:finished", args=[module.code])


def test_browser_is_told_how_much_is_read_and_when_it_is_enough(learner, module) -> None:
    visit, told = str(uuid4()), []
    with time_machine.travel(AT, tick=False) as clock:
        learner.get(lesson_url(module))
        for seconds in (0, 300, 600):
            clock.shift(timedelta(seconds=300 if seconds else 0))
            response = learner.post(seat_time(module), {"visit": visit, "seconds": seconds})
            told.append(response.json())
        after = learner.post(seat_time(module), {"visit": visit, "seconds": 700})
    finished = reverse("courses:finished", args=[module.code])
    assert told == [
        {"read": 0, "finished": ""},
        {"read": 5, "finished": ""},
        {"read": 10, "finished": finished},
    ]
    assert after.status_code == 204


@pytest.mark.parametrize(
    "sent", [{}, {"visit": "mine", "seconds": "30"}, {"visit": str(uuid4()), "seconds": "soon"}]
)
def test_report_that_makes_no_sense_counts_nothing(learner, module, person, sent) -> None:
    with time_machine.travel(AT + timedelta(days=1), tick=False):
        assert learner.post(seat_time(module), sent).status_code in (200, 204)
    assert person.enrollments.get().seat_seconds() == 0


def test_coordinator_gives_an_accommodation_and_takes_it_back(module, learner, person) -> None:
    coordinator, north = PersonFactory(), module.association
    role = Membership.Role.COORDINATOR
    membership.begin(person=coordinator, association=north, role=role, from_on=AT.date())
    desk = reverse("courses:accommodations", args=["north"])
    client = Client()
    with time_machine.travel(AT, tick=False):
        client.force_login(coordinator.user)
        assert "Give an accommodation" in client.get(desk).content.decode()
        form = {"code": module.code, "email": "nobody@example.org", "minimum_minutes": "4"}
        refused = client.post(desk, form)
        said = "Nobody of your association signs in" in refused.content.decode()
        assert (refused.status_code, said) == (422, True)
        assert client.post(desk, form | {"email": person.user.email})["Location"] == desk
        assert person.name in client.get(desk).content.decode()
        assert "4 minutes are missing" in learner.get(module.url).content.decode()
        row = Accommodation.objects.get()
        back = reverse("courses:accommodation_take_back", args=["north", row.public_id])
        assert client.post(back)["Location"] == desk
    assert Accommodation.objects.count() == 0
