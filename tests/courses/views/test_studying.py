"""Bookmarks, private notes, and all that one wrote on one page."""

import json
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Bookmark, Enrollment, LessonPage, ModulePage, Note
from courses.selectors.bookmark import of_person
from courses.selectors.note import notebooks
from courses.selectors.own_data import learning
from courses.services import answers, note, snapshot, switching
from courses.services.forgetting import forget
from endorsement.models import Person
from endorsement.refusals import Refused
from tests.factories.learning import enroll
from tests.factories.module import AT, add_lesson, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db

THINK = (
    "reflection",
    {"key": "think-1", "prompt": "What do you see?", "minutes": 0, "sources": []},
)
PROSE = ("prose", {"text": "<p>Babies look for a <b>face</b>.</p>", "sources": []})


@pytest.fixture
def module() -> ModulePage:
    made = make_module(lessons=1, publish=False)
    add_lesson(made, "lesson-2", title="Faces", body=[PROSE, THINK])
    made.get_latest_revision().publish()
    made.refresh_from_db()
    return made


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def enrollment(person: Person, module: ModulePage) -> Enrollment:
    return enroll(person, module)


@pytest.fixture
def learner(client: Client, person: Person, enrollment: Enrollment) -> Client:
    client.force_login(person.user)
    return client


def faces() -> LessonPage:
    return LessonPage.objects.get(lesson_key="lesson-2")


def prose_anchor() -> str:
    return f"b-{faces().body[0].id}"


def place(name: str, lesson: str = "lesson-2") -> str:
    return reverse(f"courses:{name}", args=["small-talk", lesson])


def body(answer: Any) -> str:
    return unescape(answer.content.decode())


def mark(client: Client, keep: str, **sent: str) -> Any:
    return client.post(place("bookmark"), {"keep": keep, **sent})


def write(client: Client, text: str, block: str = "", seen: str = "0", **headers: str) -> Any:
    return client.post(place("note"), {"text": text, "block": block, "seen": seen}, headers=headers)


def test_bookmark_of_a_place_is_set_twice_as_once_and_listed(learner, module) -> None:
    anchor = prose_anchor()
    for _twice in range(2):
        answer = mark(learner, "yes", block=anchor)
    assert answer["Location"] == f"{faces().url}#{anchor}"
    assert [(b.title, b.excerpt) for b in Bookmark.objects.all()] == [
        ("Faces", "Babies look for a face.")
    ]
    link = f"{place('lesson')}#{anchor}"
    for address in (module.url, reverse("courses:my_learning")):
        assert body(learner.get(address)).count(f'href="{link}"') == 1
    assert f'id="{anchor}"' in body(learner.get(faces().url))


def test_bookmark_of_a_lesson_is_taken_away_from_the_list(learner, module) -> None:
    mark(learner, "yes")
    assert mark(learner, "no", list="module")["Location"] == f"{module.url}#bookmarks"
    assert Bookmark.objects.count() == 0
    assert mark(learner, "no", list="my_learning").status_code == 302


def test_bookmark_by_htmx_answers_with_the_button_for_the_other_way(learner) -> None:
    answer = learner.post(place("bookmark"), {"keep": "yes"}, headers={"HX-Request": "true"})
    assert ("<html" in body(answer), 'name="keep" value="no"' in body(answer)) == (False, True)


def test_bookmark_of_a_place_that_is_not_there_is_refused(learner) -> None:
    assert mark(learner, "yes", block="b-elsewhere").status_code == 404
    assert Bookmark.objects.count() == 0


def test_bookmarks_of_a_lesson_that_is_gone_are_left_out(learner, person) -> None:
    mark(learner, "yes")
    assert [len(one.bookmarks) for one in of_person(person)] == [1]
    faces().unpublish()
    assert of_person(person) == []


def test_note_is_kept_shown_again_and_removed_when_emptied(learner) -> None:
    anchor = prose_anchor()
    assert write(learner, "Look first.", anchor)["Location"] == f"{faces().url}#note-{anchor}"
    assert "Look first." in body(learner.get(faces().url))
    write(learner, " ", anchor, seen="1")
    assert Note.objects.count() == 0


def test_note_kept_by_the_script_tells_the_revision_to_go_on_from(learner) -> None:
    def sent(text: str, seen: str) -> tuple[int, dict[str, Any]]:
        answer = write(learner, text, seen=seen, accept="application/json")
        return answer.status_code, json.loads(answer.content)

    assert sent("One", "0") == (200, {"said": "Kept.", "seen": 1})
    assert sent("One two", "1") == (200, {"said": "Kept.", "seen": 2})
    status, told = sent("From another window", "1")
    assert (status, "another window" in told["said"]) == (409, True)
    assert Note.objects.get().text == "One two"


def test_note_overtaken_by_another_window_shows_both_texts(learner) -> None:
    write(learner, "First window")
    answer = write(learner, "Second window")
    assert answer.status_code == 422
    assert all(text in body(answer) for text in ("First window", "Second window"))
    assert 'name="seen" value="1"' in body(answer)
    assert Note.objects.get().text == "First window"


def test_note_is_no_longer_than_five_thousand_characters(enrollment) -> None:
    def long(text: str) -> None:
        note.write(
            enrollment=enrollment,
            lesson_key="lesson-1",
            block_key="",
            excerpt="",
            text=text,
            seen=0,
            at=AT,
        )

    with pytest.raises(Refused):
        long("x" * 5001)
    long("x" * 5000)


@pytest.fixture
def written(enrollment: Enrollment, learner: Client) -> None:
    answers.write_reflection(
        enrollment=enrollment,
        lesson_key="lesson-2",
        block_key="think-1",
        text="I see <haste> & worry.",
        at=AT,
    )
    write(learner, "Look first.", prose_anchor())
    write(learner, "Ask my supervisor.")


def test_all_that_one_wrote_stands_with_lesson_and_prompt(learner, person, written) -> None:
    [book] = notebooks(person)
    assert [(one.lesson_title, one.prompt, one.passage, one.text) for one in book.written] == [
        ("Faces", "", "", "Ask my supervisor."),
        ("Faces", "", "Babies look for a face.", "Look first."),
        ("Faces", "What do you see?", "", "I see <haste> & worry."),
    ]
    for address in (
        reverse("courses:notes"),
        reverse("courses:module_notes", args=["small-talk"]),
    ):
        page = learner.get(address)
        assert "I see &lt;haste&gt; &amp; worry." in page.content.decode()
        assert "no-store" in page["Cache-Control"]


def test_all_that_one_wrote_can_be_taken_along_as_text(learner, written) -> None:
    file = learner.get(reverse("courses:module_notes_file", args=["small-talk"]))
    assert file["Content-Type"] == "text/plain; charset=utf-8"
    assert file["Content-Disposition"] == 'attachment; filename="notes-small-talk.txt"'
    text = file.content.decode()
    for said in ("MODULE SMALL-TALK", "== Faces ==", "What do you see?", "I see <haste> & worry."):
        assert said in text
    assert learner.get(reverse("courses:notes_file")).content == file.content


def test_notes_are_the_writers_alone_and_go_with_them(learner, person, written) -> None:
    other = PersonFactory()
    assert notebooks(other) == []
    assert [one["text"] for one in learning(person)[0]["notes"]] == [
        "Look first.",
        "Ask my supervisor.",
    ]
    mark(learner, "yes")
    assert [one["lesson"] for one in learning(person)[0]["bookmarks"]] == ["Faces"]
    forget(person=person, at=AT)
    assert (Note.objects.count(), Bookmark.objects.count()) == (0, 0)


def test_notes_and_bookmarks_go_along_to_a_newer_version(
    learner, person, enrollment, module, written
) -> None:
    mark(learner, "yes")
    module.version = 2
    module.save_revision().publish()
    newer = ModulePage.objects.get(pk=module.pk)
    switching.switch(enrollment=enrollment, module=newer, at=AT + timedelta(days=1))
    assert [len(book.written) for book in notebooks(person)] == [3]
    assert [len(one.bookmarks) for one in of_person(person)] == [1]


def test_notes_of_a_version_that_left_the_site_keep_their_lesson(person, module, learner, written):
    snapshot.keep(module=module, at=AT)
    ModulePage.objects.get(pk=module.pk).delete()
    [book] = notebooks(person)
    assert {one.lesson_title for one in book.written} == {"Faces"}
    assert "Look first." in body(learner.get(place("lesson")))


@pytest.mark.parametrize("count", [3, 30])
def test_what_one_wrote_costs_the_same_however_much_it_is(
    client, person, count, django_assert_num_queries
) -> None:
    module = make_module(lessons=1)
    for number in range(count):
        taken = Enrollment.objects.create(
            person=person, code=module.code, version=number + 1, started_at=AT
        )
        taken.notes.create(lesson_key="lesson-1", text="A note", saved_at=AT)
        taken.bookmarks.create(lesson_key="lesson-1", title="Lesson 1", saved_at=AT)
    client.force_login(person.user)
    address = reverse("courses:notes")
    client.get(address)
    with django_assert_num_queries(8):
        client.get(address)
