"""Lessons kept on a device: a copy holds what is to be read, and nothing of the learner's own."""

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import BlockState, LessonProgress, ModulePage, Reflection
from endorsement.models import Person
from tests.courses.views.test_taking_a_module import BLOCKS
from tests.factories.learning import enroll
from tests.factories.module import AT, add_lesson, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def module() -> ModulePage:
    page = make_module(lessons=1)
    add_lesson(page, "lesson-2", title="Lesson 2", body=BLOCKS).get_latest_revision().publish()
    return page


@pytest.fixture
def person(client: Client, module: ModulePage) -> Person:
    person = PersonFactory()
    enrollment = enroll(person, module)
    where = {"enrollment": enrollment, "lesson_key": "lesson-2", "saved_at": AT}
    Reflection.objects.create(block_key="think-1", text="A hand opens.", **where)
    BlockState.objects.create(block_key="check-1", answer={"options": ["a"]}, **where)
    BlockState.objects.create(block_key="case-1", answer={"path": [["door", "x"]]}, **where)
    client.force_login(person.user)
    return person


def test_every_lesson_is_named_with_its_copy(client: Client, person: Person) -> None:
    pages = client.get(reverse("courses:kept_module", args=["small-talk"])).json()["pages"]
    assert [page["copy"] for page in pages] == [
        reverse("courses:kept_copy", args=["small-talk", f"lesson-{number}"]) for number in (1, 2)
    ]
    assert [page["url"].rsplit("/", 2)[1] for page in pages] == ["lesson-1", "lesson-2"]


def test_copy_holds_nothing_of_the_learners_own(client: Client, person: Person) -> None:
    copy = client.get(reverse("courses:kept_copy", args=["small-talk", "lesson-2"]))
    html = copy.content.decode()
    private = ["A hand opens.", "Not alone.", "Somebody comes.", person.user.email, person.name]
    assert [text for text in private if text in html] == []
    assert "What helps?" in html
    assert "comes from this device" in html
    assert 'name="text"' not in html
    assert "no-store" in copy["Cache-Control"]


def test_fetching_a_copy_opens_no_lesson(client: Client, person: Person) -> None:
    client.get(reverse("courses:kept_copy", args=["small-talk", "lesson-1"]))
    assert LessonProgress.objects.count() == 0
    assert person.enrollments.get().last_lesson == ""


def test_worker_comes_from_the_root_and_is_asked_for_anew(client: Client) -> None:
    worker = client.get("/kept-pages.js")
    assert (worker["Content-Type"], worker["Cache-Control"]) == ("text/javascript", "no-cache")


def test_signing_out_tells_the_browser_to_forget(client: Client, person: Person) -> None:
    out = reverse("account_logout")
    assert "Clear-Site-Data" not in client.get(out)
    assert client.post(out)["Clear-Site-Data"] == '"storage"'
