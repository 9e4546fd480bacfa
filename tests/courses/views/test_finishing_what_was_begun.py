"""Whoever has begun a version finishes it, whatever becomes of its pages; nobody new can start it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import (
    Enrollment,
    LessonPage,
    ModulePage,
    ModuleSnapshot,
    Reflection,
)
from courses.services import snapshot
from endorsement.models import LedgerEntry, Person, TrainingOffer
from tests.factories.learning import complete_module, enroll, right_answers
from tests.factories.module import AT, add_lesson, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db

THINK = (
    "reflection",
    {"key": "think-1", "prompt": "What do you see?", "minutes": 0, "sources": []},
)
NO_LONGER = "no longer offered to others"
NEWER = "There is a newer version of this module"


@pytest.fixture
def module() -> ModulePage:
    made = make_module("small-talk", lessons=1, publish=False)
    add_lesson(made, "lesson-2", title="Lesson 2", body=[THINK])
    made.get_latest_revision().publish()
    made.refresh_from_db()
    return made


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def learner(client: Client, person: Person, module: ModulePage) -> Client:
    enroll(person, module)
    client.force_login(person.user)
    return client


def place(name: str, *rest: str) -> str:
    return reverse(f"courses:{name}", args=["small-talk", *rest])


def text(answer) -> str:
    return answer.content.decode()


def unpublish(module: ModulePage) -> None:
    ModulePage.objects.get(pk=module.pk).unpublish()


def expire(module: ModulePage) -> None:
    from django.core.management import call_command

    ModulePage.objects.filter(pk=module.pk).update(expire_at=AT)
    call_command("publish_scheduled")


def delete(module: ModulePage) -> None:
    ModulePage.objects.get(pk=module.pk).delete()


def raise_version(module: ModulePage) -> None:
    page = ModulePage.objects.get(pk=module.pk)
    page.version = 2
    page.save_revision().publish()


def change_lesson(module: ModulePage, key: str = "lesson-1") -> None:
    lesson = LessonPage.objects.child_of(module).get(lesson_key=key)
    lesson.body = [("prose", {"text": "<p>New words.</p>", "sources": []})]
    lesson.save_revision().publish()


LEAVINGS = [unpublish, expire, delete, raise_version]


@pytest.mark.parametrize("leave", LEAVINGS)
def test_learner_in_the_middle_finishes_the_version_begun(learner, person, module, leave) -> None:
    leave(module)
    front = learner.get(place("module"))
    assert (front.status_code, "Module small-talk" in text(front)) == (200, True)
    assert (NEWER if leave is raise_version else NO_LONGER) in text(front)
    for key in ("lesson-1", "lesson-2"):
        assert learner.get(place("lesson", key)).status_code == 200
        learner.post(place("lesson_done", key))
    block = reverse("courses:block", args=["small-talk", "lesson-2", "think-1"])
    learner.post(block, {"text": "A small hand."})
    learner.post(place("test"))
    attempt = Enrollment.objects.get().attempts.get()
    answers = {f"q-{key}": chosen for key, chosen in right_answers(attempt).items()}
    learner.post(place("attempt", "1"), answers)
    learner.post(place("evaluation"), {"useful": "5"})
    assert "landed in your record" in text(learner.get(place("finished")))
    entry = LedgerEntry.objects.get(person=person)
    assert (entry.offer_code, entry.offer_version) == ("small-talk", 1)
    assert Reflection.objects.get().text == "A small hand."


@pytest.mark.parametrize("leave", [unpublish, expire, delete])
def test_nobody_new_starts_what_left_the_site(learner, module, leave) -> None:
    address = module.url
    leave(module)
    stranger = Client()
    stranger.force_login(PersonFactory().user)
    for client in (Client(), stranger):
        assert client.get(address).status_code == 404
        assert client.get(place("module")).status_code == 404
        assert "Module small-talk" not in text(client.get("/en/training/"))
    assert stranger.post(place("start")).status_code == 404
    assert stranger.get(place("lesson", "lesson-1")).status_code == 404
    assert not TrainingOffer.objects.get(code="small-talk").live
    assert Enrollment.objects.count() == 1


def test_old_addresses_lead_the_learner_on(learner, module) -> None:
    lesson = LessonPage.objects.child_of(module).first()
    front, inside = module.url, lesson.url
    unpublish(module)
    assert learner.get(front).url == place("module")
    assert learner.get(inside).url == place("lesson", "lesson-1")
    assert Client().get(inside).status_code == 404


def test_my_learning_leads_to_what_was_begun(learner, module) -> None:
    delete(module)
    page = text(learner.get(reverse("courses:my_learning")))
    assert (
        "Module small-talk" in page,
        place("module") in page,
        NO_LONGER[:18] in page.lower(),
    ) == (
        True,
        True,
        True,
    )


def test_a_moved_page_loses_no_progress(learner, person, module) -> None:
    learner.post(place("lesson_done", "lesson-1"))
    other = make_module("other").get_parent()
    page = ModulePage.objects.get(pk=module.pk)
    page.slug = "elsewhere"
    page.save_revision().publish()
    page.move(other, pos="first-child")
    standing = learner.get(ModulePage.objects.get(pk=module.pk).url).context["journey"]
    assert (standing.lessons_done, standing.enrollment.version) == (1, 1)


def test_raised_version_keeps_the_words_of_the_earlier_one(learner, module) -> None:
    raise_version(module)
    change_lesson(module)
    kept = text(learner.get(place("lesson", "lesson-1")))
    assert ("Words of Lesson 1." in kept, "New words." in kept) == (True, False)


def test_learner_may_go_on_with_the_new_version(learner, person, module) -> None:
    for key in ("lesson-1", "lesson-2"):
        learner.post(place("lesson_done", key))
    block = reverse("courses:block", args=["small-talk", "lesson-2", "think-1"])
    learner.post(block, {"text": "A small hand."})
    raise_version(module)
    change_lesson(module)
    assert "You are in the middle of an earlier version" in text(learner.get(module.url))
    for _twice in range(2):
        learner.post(place("switch"))
    old, new = Enrollment.objects.order_by("version")
    assert (old.switched_at is not None, new.switched_at, new.version) == (True, None, 2)
    done = new.lessons.filter(completed_at__isnull=False).values_list("lesson_key", flat=True)
    assert list(done) == ["lesson-2"]
    assert [row.text for row in new.reflections.all()] == ["A small hand."]
    assert old.reflections.count() == 1
    assert "New words." in text(learner.get(LessonPage.objects.child_of(module).first().url))
    assert len(learner.get(reverse("courses:my_learning")).context["rows"]) == 1


def test_completed_version_stays_after_a_newer_one(client, person, module) -> None:
    complete_module(person, module)
    client.force_login(person.user)
    raise_version(module)
    assert "landed in your record" in text(client.get(place("finished")))
    assert "Start this module" in text(client.get(module.url))


def test_withdrawn_for_everybody_says_why_and_loses_nothing(learner, person, module) -> None:
    learner.post(place("lesson_done", "lesson-1"))
    at = datetime(2026, 6, 2, 15, tzinfo=UTC)
    assert snapshot.withdraw(module=module, because="A figure was wrong.", at=at) == 1
    for address in (place("module"), place("lesson", "lesson-1"), place("test")):
        answer = learner.get(address)
        assert (answer.status_code, "A figure was wrong." in text(answer)) == (410, True)
    assert learner.post(place("lesson_done", "lesson-2")).status_code == 410
    assert Client().get(place("module")).status_code == 404
    assert Enrollment.objects.get().lessons.filter(completed_at__isnull=False).count() == 1
    assert "was withdrawn" in text(learner.get(reverse("courses:my_learning")))


def test_what_was_withdrawn_comes_back_when_it_is_published_again(learner, module) -> None:
    snapshot.withdraw(module=module, because="A figure was wrong.", at=AT)
    ModulePage.objects.get(pk=module.pk).get_latest_revision().publish()
    assert learner.get(module.url).context["journey"].enrollment is not None
    assert ModuleSnapshot.objects.get().withdrawn_at is None


def test_withdrawing_takes_no_completed_hours(client, person, module) -> None:
    complete_module(person, module)
    client.force_login(person.user)
    snapshot.withdraw(module=module, because="A figure was wrong.", at=AT + timedelta(days=1))
    assert "landed in your record" in text(client.get(place("finished")))


def test_what_was_published_before_is_kept_at_the_next_load(module) -> None:
    ModuleSnapshot.objects.all().delete()
    assert [snapshot.keep_missing(at=AT) for _twice in range(2)] == [1, 0]
    kept = ModuleSnapshot.objects.get()
    assert (kept.titles, kept.lesson_keys) == (
        {"en": "Module small-talk"},
        ["lesson-1", "lesson-2"],
    )
