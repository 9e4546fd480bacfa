"""Lessons kept on a device: a copy holds what is to be read, and nothing of the learner's own."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import BlockState, LessonProgress, ModulePage, Note, Reflection
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
    private = ["A hand opens.", "Not alone.", "You chose:", person.user.email, person.name]
    assert [text for text in private if text in html] == []
    assert "What helps?" in html
    assert "comes from this device" in html
    # Every step of the case is there, and places to write that hold nothing.
    assert html.count("data-case-step=") == 2
    assert re.findall(r"<textarea[^>]*>([^<]*)</textarea>", html) == [""] * html.count("<textarea")
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


def add(client: Client, name: str, text: str, **more: str) -> Any:
    arguments = ["small-talk", "lesson-2", *(["think-1"] if name == "block" else [])]
    headers = {"X-Kept-Key": str(uuid4()), "HX-Request": "true"}
    sent = {"add": "yes", "text": text, **more}
    return client.post(reverse(f"courses:{name}", args=arguments), sent, headers=headers)


def test_what_is_written_in_a_copy_is_added_to_what_is_there(
    client: Client, person: Person
) -> None:
    assert add(client, "block", "It closes again.").status_code == 200
    kept = Reflection.objects.get()
    assert kept.text == "A hand opens.\n\nIt closes again."
    for text in ("First.", "Then\r\nmore."):
        assert add(client, "note", text, block="").status_code == 200
    note = Note.objects.get()
    # Another window that shows the note as it was before does not write over it.
    assert (note.text, note.revision) == ("First.\n\nThen\nmore.", 2)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [(" ", "Please write something first."), ("x" * 4990, "longer than 5,000 characters")],
)
@pytest.mark.parametrize("name", ["block", "note"])
def test_what_cannot_be_added_changes_nothing(
    client: Client, person: Person, name: str, text: str, sentence: str
) -> None:
    add(client, "note", "Something to stand before.", block="")
    answer = add(client, name, text, block="")
    assert answer.status_code in {409, 422}
    said = answer.json()["said"] if name == "note" else answer.content.decode()
    assert sentence in said
    assert Reflection.objects.get().text == "A hand opens."
    assert Note.objects.get().text == "Something to stand before."
