"""A learner's way through a module over HTTP, without JavaScript."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Attempt, BlockState, Enrollment, LessonPage, ModulePage, Reflection
from endorsement.models import LedgerEntry, Person
from tests.factories.learning import right_answers, wrong_answers
from tests.factories.module import add_lesson, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db

BLOCKS = [
    (
        "knowledge_check",
        {
            "key": "check-1",
            "text": "What helps?",
            "sources": [],
            "options": [
                {"key": "a", "text": "Waiting", "correct": False, "feedback": "Not alone."},
                {"key": "b", "text": "Looking", "correct": True, "feedback": "Looking helps."},
            ],
        },
    ),
    (
        "vignette",
        {
            "key": "case-1",
            "title": "A morning",
            "text": "<p>It is early.</p>",
            "sources": [],
            "questions": [
                {
                    "key": "door",
                    "text": "Who opens?",
                    "options": [
                        {"key": "x", "text": "Knock", "feedback": "Somebody comes.", "next": ""},
                        {"key": "y", "text": "Leave", "feedback": "Nobody came.", "next": "end"},
                    ],
                },
                {
                    "key": "hall",
                    "text": "What do you say?",
                    "options": [
                        {"key": "x", "text": "Hello", "feedback": "A smile.", "next": ""},
                        {"key": "y", "text": "Nothing", "feedback": "Silence.", "next": ""},
                    ],
                },
            ],
        },
    ),
    ("reflection", {"key": "think-1", "prompt": "What do you see?", "minutes": 0, "sources": []}),
]


@pytest.fixture
def module() -> ModulePage:
    page = make_module(lessons=1)
    lesson = add_lesson(page, "lesson-2", title="Lesson 2", body=BLOCKS)
    lesson.get_latest_revision().publish()
    return page


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def learner(client: Client, person, module) -> Client:
    client.force_login(person.user)
    client.post(reverse("courses:start", args=[module.code]))
    return client


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", unescape(response.content.decode())).split())


def lesson_url(module: ModulePage, number: int) -> str:
    return LessonPage.objects.child_of(module).get(slug=f"lesson-{number}").url


def test_visitor_reads_the_front_page_and_is_asked_to_sign_in_for_a_lesson(client, module) -> None:
    front = client.get(module.url)
    assert (front.status_code, "Sign in to start" in text(front)) == (200, True)
    lesson = client.get(lesson_url(module, 1))
    assert lesson.status_code == 403
    assert "Please sign in to read this lesson" in text(lesson)
    assert f"?next={lesson_url(module, 1)}" in lesson.content.decode()
    assert "Words of Lesson 1" not in lesson.content.decode()


def test_the_question_bank_is_no_page_for_visitors(client, module) -> None:
    bank = module.get_children().get(slug="questions")
    assert client.get(bank.url).status_code == 404


def test_permanent_address_leads_to_the_page(client, module) -> None:
    response = client.get("/en/learn/small-talk/")
    assert (response.status_code, response["Location"]) == (302, module.url)


def test_lesson_before_starting_leads_to_the_module(client, person, module) -> None:
    client.force_login(person.user)
    response = client.get(lesson_url(module, 2))
    assert (response.status_code, response["Location"]) == (302, module.url)
    assert Enrollment.objects.count() == 0


def test_whole_way_from_start_to_completion(learner, person, module) -> None:
    done = [reverse("courses:lesson_done", args=[module.code, f"lesson-{n}"]) for n in (1, 2)]
    assert learner.post(done[0])["Location"] == lesson_url(module, 2)
    assert "40%" not in text(learner.get(module.url))
    assert "25%" in text(learner.get(module.url))
    test = reverse("courses:test", args=[module.code])
    assert "opens when every lesson is done" in text(learner.get(test))
    assert learner.post(done[1])["Location"] == test

    first = learner.post(test)["Location"]
    paper = learner.get(first)
    assert "Why a." not in text(paper)
    failed = Attempt.objects.get(number=1)
    learner.post(first, {f"q-{k}": v for k, v in wrong_answers(failed).items()})
    result = text(learner.get(first))
    assert "Not passed yet" in result
    assert "Why a." in result
    assert "Worth another look Name a feeling." in result

    second = learner.post(test)["Location"]
    passed = Attempt.objects.get(number=2)
    learner.post(second, {f"q-{k}": v for k, v in right_answers(passed).items()})
    assert "You passed the post-test" in text(learner.get(second))

    evaluation = reverse("courses:evaluation", args=[module.code])
    assert learner.get(evaluation).status_code == 200
    assert learner.post(evaluation, {}).status_code == 422
    finished = reverse("courses:finished", args=[module.code])
    assert learner.post(evaluation, {"useful": "5"})["Location"] == finished
    assert "0.5 hours landed in your record" in text(learner.get(finished))
    assert LedgerEntry.objects.get().person == person
    assert learner.post(evaluation, {"useful": "1"})["Location"] == finished
    assert "Completed on" in text(learner.get(reverse("courses:my_learning")))


def test_double_click_makes_one_attempt_and_one_enrollment(learner, module) -> None:
    for number in (1, 2):
        learner.post(reverse("courses:lesson_done", args=[module.code, f"lesson-{number}"]))
    places = {learner.post(reverse("courses:test", args=[module.code]))["Location"] for _ in "ab"}
    learner.post(reverse("courses:start", args=[module.code]))
    assert (len(places), Attempt.objects.count(), Enrollment.objects.count()) == (1, 1, 1)


def test_hand_in_with_a_missing_answer_keeps_the_others(learner, module) -> None:
    for number in (1, 2):
        learner.post(reverse("courses:lesson_done", args=[module.code, f"lesson-{number}"]))
    place = learner.post(reverse("courses:test", args=[module.code]))["Location"]
    first, second = Attempt.objects.get().questions
    response = learner.post(place, {f"q-{first['key']}": "b"})
    assert response.status_code == 422
    assert f'href="#q-{second["key"]}-0"' in response.content.decode()
    assert response.content.decode().count(" checked") == 1
    assert learner.get(place).content.decode().count(" checked") == 1


def test_hand_in_of_an_unknown_attempt_leads_to_the_door(learner, module) -> None:
    place = reverse("courses:attempt", args=[module.code, 9])
    assert learner.post(place)["Location"] == reverse("courses:test", args=[module.code])
    assert learner.get(place).status_code == 404


def block(module: ModulePage, key: str) -> str:
    return reverse("courses:block", args=[module.code, "lesson-2", key])


def test_knowledge_check_shows_the_feedback_of_the_answer_chosen(learner, module) -> None:
    assert "Not alone." not in text(learner.get(lesson_url(module, 2)))
    response = learner.post(block(module, "check-1"), {"option": "a"})
    assert response["Location"] == f"{lesson_url(module, 2)}#check-1"
    shown = text(learner.get(lesson_url(module, 2)))
    assert ("Not alone." in shown, "Looking helps." in shown) == (True, False)


def test_knowledge_check_without_an_answer_says_so(learner, module) -> None:
    learner.post(block(module, "check-1"), {})
    assert "Please choose an answer first." in text(learner.get(lesson_url(module, 2)))
    fragment = learner.post(block(module, "check-1"), {}, headers={"HX-Request": "true"})
    assert (fragment.status_code, "Please choose an answer first." in text(fragment)) == (422, True)


def test_fragment_holds_the_block_alone(learner, module) -> None:
    fragment = learner.post(
        block(module, "check-1"), {"option": "b"}, headers={"HX-Request": "true"}
    )
    assert fragment.content.decode().lstrip().startswith("<section")
    assert "Looking helps." in text(fragment)


def test_case_goes_on_with_the_choice_and_starts_again(learner, module) -> None:
    learner.post(block(module, "case-1"), {"step": "door", "option": "x"})
    learner.post(block(module, "case-1"), {"step": "door", "option": "x"})
    shown = text(learner.get(lesson_url(module, 2)))
    assert ("Somebody comes." in shown, "What do you say?" in shown) == (True, True)
    # What did not happen is the author's to read, in a preview.
    assert ("Nobody came." in shown, "All steps" in shown) == (False, False)
    learner.post(block(module, "case-1"), {"step": "door", "option": "y"})
    shown = text(learner.get(lesson_url(module, 2)))
    assert ("Nobody came." in shown, "What do you say?" in shown) == (True, False)
    learner.post(block(module, "case-1"), {"restart": "yes"})
    assert BlockState.objects.get().answer == {"path": []}


def test_reflection_is_kept_for_its_writer_alone(learner, module) -> None:
    learner.post(block(module, "think-1"), {"text": "A hand opens."})
    assert "A hand opens." in text(learner.get(lesson_url(module, 2)))
    other = Client()
    other.force_login(PersonFactory().user)
    other.post(reverse("courses:start", args=[module.code]))
    assert "A hand opens." not in text(other.get(lesson_url(module, 2)))
    assert Reflection.objects.count() == 1


def test_resume_leads_to_the_lesson_last_opened(learner, module) -> None:
    learner.get(lesson_url(module, 2))
    assert (
        f'<a class="button" href="{lesson_url(module, 2)}"'
        in learner.get(module.url).content.decode()
    )


@pytest.mark.parametrize("name", ["test", "evaluation", "finished"])
def test_pages_of_somebody_who_has_not_started_are_not_there(client, person, module, name) -> None:
    client.force_login(person.user)
    assert client.get(reverse(f"courses:{name}", args=[module.code])).status_code == 404
