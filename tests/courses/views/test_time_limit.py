"""A post-test with a time limit, and the coordinator's page of extra time, over HTTP."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Accommodation, Attempt, ModulePage
from courses.services import authoring
from tests.factories.association import AssociationFactory
from tests.factories.learning import as_fields, enroll, finish_lessons, right_answers
from tests.factories.membership import member
from tests.factories.module import make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


@pytest.fixture
def association():
    association = AssociationFactory(slug="north")
    authoring.ensure_association(association=association)
    return association


@pytest.fixture
def module(association):
    return make_module(lessons=1, draw=2, time_limit=20, parent=association.root_page)


@pytest.fixture
def person(module):
    person = PersonFactory(email="lea@example.org")
    finish_lessons(enroll(person, module), module)
    return person


@pytest.fixture
def learner(client: Client, person) -> Client:
    client.force_login(person.user)
    return client


def test_the_paper_says_until_when_and_saves_what_is_answered(learner, module) -> None:
    door = reverse("courses:test", args=[module.code])
    assert "You have 20 minutes for an attempt." in text(learner.get(door))
    place = learner.post(door)["Location"]
    paper = text(learner.get(place))
    assert "20 minutes were left when this page was shown." in paper
    attempt = Attempt.objects.get()
    right = as_fields(attempt, right_answers(attempt))
    saving = reverse("courses:attempt_save", args=[module.code, 1])
    assert learner.post(saving, right)["Location"] == place
    shown = learner.get(place)
    assert ("Your answers are saved." in text(shown)) is True
    assert shown.content.decode().count(" checked") == 2
    first = attempt.questions[0]["key"]
    said = learner.post(saving, {"only": first}, headers={"HX-Request": "true"})
    assert said.json()["said"].startswith("Saved at ")
    assert learner.get(place).content.decode().count(" checked") == 1


@pytest.mark.parametrize(
    ("attempts", "wait", "said"),
    [
        (
            4,
            0,
            "4 attempts in a row. If the last of them is not passed either, as many again open 24 h",
        ),
        (
            2,
            30,
            "2 attempts in a row, each 30 minutes after the one before at the earliest. If the",
        ),
        (2, 120, "each 2 hours after the one before at the earliest."),
        (1, 30, "one attempt at a time. If it is not passed, the next one opens 24 hours later."),
        (3, 2880, "one attempt at a time. If it is not passed, the next one opens 2 days later."),
    ],
)
def test_the_door_says_how_often_and_after_how_long(
    learner, module, attempts: int, wait: int, said: str
) -> None:
    ModulePage.objects.filter(pk=module.pk).update(attempts=attempts, wait_minutes=wait)
    door = text(learner.get(reverse("courses:test", args=[module.code])))
    assert (said in door, "So it goes on, as often as you need" in door) == (True, True)


def test_coming_back_after_the_deadline_shows_what_was_saved_as_handed_in(learner, module) -> None:
    place = learner.post(reverse("courses:test", args=[module.code]))["Location"]
    attempt = Attempt.objects.get()
    saving = reverse("courses:attempt_save", args=[module.code, 1])
    learner.post(saving, as_fields(attempt, right_answers(attempt)))
    earlier = timezone.now() - timedelta(hours=1)
    Attempt.objects.update(started_at=earlier, deadline=earlier + timedelta(minutes=20))
    result = text(learner.get(place))
    assert ("The time was up." in result, "You passed the post-test" in result) == (True, True)
    late = learner.post(saving, {}, headers={"HX-Request": "true"})
    assert late.status_code == 409
    assert late.json()["said"].startswith("An answer came when the time for this attempt was up.")


def test_a_coordinator_gives_extra_time_changes_it_and_takes_it_back(
    association, module, person, learner
) -> None:
    coordinator = member(association, "coordinator")
    place = reverse("courses:accommodations", args=["north"])
    desk = coordinator.get(reverse("endorsement:coordinator_queue", args=["north"]))
    assert place in desk.content.decode()
    wrong = {"email": "nobody@example.org", "code": module.code, "extra_percent": "50"}
    refused = coordinator.post(place, {**wrong, "reason": "Letter of May 3"})
    assert (refused.status_code, "Nobody of your association" in text(refused)) == (422, True)
    assert "Letter of May 3" in refused.content.decode()
    given = {**wrong, "email": "lea@example.org", "reason": "Letter of May 3"}
    nothing = coordinator.post(place, {**given, "extra_percent": ""})
    assert "Nothing is given so far." in text(nothing)
    coordinator.post(place, given)
    shown = text(coordinator.get(place))
    assert ("50% more (time and a half)" in shown, "Letter of May 3" in shown) == (True, True)
    door = text(learner.get(reverse("courses:test", args=[module.code])))
    assert "You have 30 minutes for an attempt. 10 of them are the extra time" in door
    row = Accommodation.objects.get()
    change = coordinator.get(place, {"change": row.public_id}).content.decode()
    assert 'value="lea@example.org"' in change
    assert "Change an accommodation" in change
    end = reverse("courses:accommodation_take_back", args=["north", row.public_id])
    stranger = member(AssociationFactory(slug="south"), "coordinator")
    assert stranger.post(end).status_code == 404
    coordinator.post(end)
    assert not Accommodation.objects.exists()


@pytest.mark.parametrize("rows", [1, 30])
def test_the_list_costs_the_same_however_long(
    association, module, rows, django_assert_num_queries
) -> None:
    coordinator = member(association, "coordinator")
    giver = PersonFactory()
    for _number in range(rows):
        Accommodation.objects.create(
            association=association,
            person=PersonFactory(),
            code=module.code,
            extra_percent=25,
            given_by=giver,
            given_at=timezone.now(),
        )
    place = reverse("courses:accommodations", args=["north"])
    coordinator.get(place)
    with django_assert_num_queries(9):
        coordinator.get(place)
