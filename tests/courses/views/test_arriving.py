"""What a browser kept and sends later: taken once, in the order it was done, from its own account alone."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.models import Arrival, Attempt, BlockState, Enrollment, ModulePage, Reflection
from courses.services import post_test
from endorsement.models import Person
from tests.courses.views.test_taking_a_module import BLOCKS
from tests.factories.learning import enroll, finish_lessons, hand_in, right_answers
from tests.factories.module import add_lesson, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db

ALL = {"HX-Request": "true"}


@pytest.fixture
def module() -> ModulePage:
    page = make_module(lessons=1)
    add_lesson(page, "lesson-2", title="Lesson 2", body=BLOCKS).get_latest_revision().publish()
    return page


@pytest.fixture
def person(client: Client, module: ModulePage) -> Person:
    person = PersonFactory()
    enroll(person, module)
    client.force_login(person.user)
    return person


def sent(person: Person, *, ago: int = 0, key: str = "") -> dict[str, str]:
    """The headers of something that was kept."""
    return ALL | {
        "X-Kept-Key": key or str(uuid4()),
        "X-Kept-For": str(person.ref),
        "X-Kept-Ago": str(ago),
    }


def place(block: str) -> str:
    return reverse("courses:block", args=["small-talk", "lesson-2", block])


def chosen() -> list[str]:
    options: list[str] = BlockState.objects.get().answer["options"]
    return options


def test_act_that_is_sent_again_changes_nothing(client: Client, person: Person) -> None:
    first = sent(person)
    client.post(place("check-1"), {"option": "a"}, headers=first)
    client.post(place("check-1"), {"option": "b"}, headers=sent(person))
    again = client.post(place("check-1"), {"option": "a"}, headers=first)
    assert (again.json(), chosen(), Arrival.objects.count()) == ({"again": True}, ["b"], 2)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_what_was_done_last_holds_in_whichever_order_it_arrives(
    client: Client, person: Person, order: tuple[int, ...]
) -> None:
    acts = [("a", 300), ("b", 200), ("a", 100)]
    texts = [("One.", 300), ("One. Two.", 200), ("One. Two. Three.", 100)]
    for number in order:
        option, ago = acts[number]
        client.post(place("check-1"), {"option": option}, headers=sent(person, ago=ago))
        text, ago = texts[number]
        client.post(place("think-1"), {"text": text}, headers=sent(person, ago=ago))
    assert (chosen(), Reflection.objects.get().text) == (["a"], "One. Two. Three.")


def test_choices_in_a_case_follow_one_another(client: Client, person: Person) -> None:
    for step, ago in (("door", 200), ("hall", 100), ("door", 150)):
        form = {"step": step, "option": "x"}
        client.post(place("case-1"), form, headers=sent(person, ago=ago))
    assert BlockState.objects.get().answer == {"path": [["door", "x"], ["hall", "x"]]}


def test_older_text_is_given_back_rather_than_lost(client: Client, person: Person) -> None:
    client.post(place("think-1"), {"text": "Newer."})
    response = client.post(place("think-1"), {"text": "Older."}, headers=sent(person, ago=60))
    assert (response.status_code, Reflection.objects.get().text) == (422, "Newer.")
    assert "something newer" in response.content.decode()


def test_another_accounts_queue_is_not_taken(client: Client, person: Person) -> None:
    for where in (place("check-1"), reverse("courses:seat_time", args=["small-talk", "lesson-1"])):
        response = client.post(where, {"option": "a"}, headers=sent(PersonFactory()))
        assert (response.status_code, response.json()) == (409, {"other": True})
    assert (BlockState.objects.count(), Arrival.objects.count()) == (0, 0)


def test_what_is_refused_is_not_remembered(client: Client, person: Person) -> None:
    kept = sent(person)
    assert client.post(place("check-1"), {}, headers=kept).status_code == 422
    assert client.post(place("check-1"), {"option": "a"}, headers=kept).status_code == 200
    gone = client.post(place("no-such-block"), {"text": "x"}, headers=sent(person))
    assert (gone.status_code, Arrival.objects.count()) == (404, 1)


def test_lesson_that_is_done_twice_leads_on_once(client: Client, person: Person) -> None:
    done = reverse("courses:lesson_done", args=["small-talk", "lesson-1"])
    kept = sent(person)
    answers = [client.post(done, headers=kept).json() for _ in "ab"]
    assert (list(answers[0]), answers[1]) == (["next"], {"again": True})
    assert answers[0]["next"].endswith("/lesson-2/")
    assert person.enrollments.get().lessons.filter(completed_at__isnull=False).count() == 1


def test_browser_asks_who_is_signed_in(client: Client, person: Person) -> None:
    hello = client.get(reverse("courses:connection"))
    assert (hello.json()["account"], len(hello.json()["token"])) == (str(person.ref), 64)
    assert "no-store" in hello["Cache-Control"]
    assert Client().get(reverse("courses:connection")).status_code == 302


# --- The paper ------------------------------------------------------------------------------------


@pytest.fixture
def paper(person: Person, module: ModulePage) -> Attempt:
    enrollment = Enrollment.objects.get(person=person)
    finish_lessons(enrollment, module, timezone.now())
    return post_test.start_attempt(enrollment=enrollment, module=module, at=timezone.now())


def send(client: Client, paper: Attempt, option: str, *, headers: dict[str, str], ago: int = 0):
    key = paper.questions[0]["key"]
    done = int((timezone.now().timestamp() - ago) * 1000)
    form = {"only": key, f"q-{key}": option, "done_at": str(done)}
    address = reverse("courses:attempt_save", args=["small-talk", paper.number])
    return client.post(address, form, headers=headers)


def test_answer_kept_without_a_connection_is_saved_unless_a_later_one_is(
    client: Client, person: Person, paper: Attempt
) -> None:
    for option, ago in (("a", 300), ("b", 100), ("c", 200)):
        told = send(client, paper, option, headers=sent(person), ago=ago)
        assert told.json()["said"].startswith("Saved at ")
    paper.refresh_from_db()
    assert list(paper.answers.values()) == [["b"]]
    page = client.get(reverse("courses:attempt", args=["small-talk", paper.number]))
    at = paper.answered_at[paper.questions[0]["key"]]
    assert f'data-answered-at="{at}"' in page.content.decode()


def test_answer_to_an_attempt_that_has_ended_is_told_so(
    client: Client, person: Person, paper: Attempt, module: ModulePage
) -> None:
    given = right_answers(paper)
    hand_in(paper.enrollment, module, paper, given, timezone.now())
    told = send(client, paper, "b", headers=sent(person))
    assert (told.status_code, "after this attempt was handed in" in told.json()["said"]) == (
        409,
        True,
    )
    paper.refresh_from_db()
    assert (paper.answers, paper.score) == (given, 100)


def test_paper_of_another_account_takes_nothing(
    client: Client, person: Person, paper: Attempt
) -> None:
    told = send(client, paper, "a", headers=sent(PersonFactory()))
    assert (told.status_code, told.json()) == (409, {"other": True})
    paper.refresh_from_db()
    assert paper.answers == {}


def test_part_of_a_page_whose_session_ended_is_told_so_and_led_back(
    client: Client, person: Person, paper: Attempt
) -> None:
    client.logout()
    told = send(client, paper, "a", headers=sent(person))
    assert (told.status_code, told.content, "HX-Redirect" in told) == (401, b"", False)
    page = "/en/training/small-talk/lesson-1/"
    by_htmx = {**ALL, "HX-Current-URL": f"http://testserver{page}"}
    led = send(client, paper, "a", headers=by_htmx)
    assert (led.status_code, led["HX-Redirect"]) == (401, f"/en/accounts/login/?next={page}")
    elsewhere = {**ALL, "HX-Current-URL": f"http://elsewhere.example{page}"}
    assert "HX-Redirect" not in send(client, paper, "a", headers=elsewhere)
