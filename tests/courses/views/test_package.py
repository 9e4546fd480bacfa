"""A package in a lesson: its card, its page, and that the lesson waits for it where it must."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from courses.models import (
    Enrollment,
    LessonPage,
    LessonProgress,
    ModulePage,
    Package,
    PackagePlay,
    PackageSession,
)
from courses.selectors.play import units_of
from courses.services import play
from courses.services.package import keep_package
from tests.factories import package as made
from tests.factories.cmi5 import cmi5
from tests.factories.learning import enroll
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
HERE = ("small-talk", "lesson-1")
#: Of a lesson with packages, however many.
QUERIES = 38


@pytest.fixture
def package(db: None) -> Package:
    return keep_package(file=made.scorm(), title="", association=None, at=AT)


@pytest.fixture
def module(package: Package) -> ModulePage:
    module = make_module()
    lesson = LessonPage.objects.child_of(module).first()
    block = {"title": "A talk with a baby", "package": package, "instead": "<p>Read this.</p>"}
    lesson.body = [("package", {**block, "required": True, "key": "p1"})]
    lesson.save_revision().publish()
    return module


@pytest.fixture
def enrollment(module: ModulePage) -> Enrollment:
    return enroll(PersonFactory(), module)


@pytest.fixture
def learner(enrollment: Enrollment) -> Client:
    client = Client()
    client.force_login(enrollment.person.user)
    return client


def open_package(learner: Client) -> Any:
    return learner.get(reverse("courses:package", args=[*HERE, "p1", 1]))


def finish(score: str = "90") -> PackagePlay:
    opened = PackagePlay.objects.get()
    told = {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": score}
    return play.keep_report(
        public_id=opened.public_id,
        turn=opened.turn,
        values=told,
        seconds=0,
        at=opened.reported_at,
    )


def test_package_opens_in_a_sandbox_from_its_own_host(learner: Client, settings: Any) -> None:
    settings.CONTENT_URL = "https://content.example.org"
    page = open_package(learner)
    text = page.content.decode()
    assert '<iframe class="package__frame" src="https://content.example.org/play/' in text
    assert 'sandbox="allow-scripts allow-same-origin allow-forms allow-popups' in text
    assert "frame-src https://content.example.org" in page["Content-Security-Policy"]
    assert PackagePlay.objects.get().turn == 1


def test_lesson_waits_for_a_package_that_it_requires(learner: Client) -> None:
    done = reverse("courses:lesson_done", args=HERE)
    page = learner.post(done, follow=True)
    assert "This lesson is done when “A talk with a baby” is finished." in page.content.decode()
    assert not LessonProgress.objects.filter(completed_at__isnull=False).exists()
    open_package(learner)
    finish(score="79")
    learner.post(done)
    assert not LessonProgress.objects.filter(completed_at__isnull=False).exists()
    finish(score="80")
    learner.post(done)
    assert LessonProgress.objects.filter(completed_at__isnull=False).count() == 1


def test_card_says_where_one_stands_and_gives_the_same_as_text(learner: Client) -> None:
    lesson = reverse("courses:lesson", args=HERE)
    before = learner.get(lesson, follow=True).content.decode()
    assert "Read this." in before
    assert "Finished." not in before
    open_package(learner)
    finish()
    after = learner.get(lesson, follow=True).content.decode()
    assert "Best result: 90%" in after


@pytest.mark.parametrize("count", [1, 6])
def test_lesson_asks_once_for_the_standing_in_all_its_packages(
    learner: Client,
    module: ModulePage,
    package: Package,
    count: int,
    django_assert_num_queries: Any,
) -> None:
    lesson = LessonPage.objects.child_of(module).first()
    block = {"title": "A talk", "package": package, "instead": "<p>Read this.</p>"}
    lesson.body = [("package", {**block, "key": f"p{number}"}) for number in range(count)]
    lesson.save_revision().publish()
    address = lesson.get_url()
    assert learner.get(address).content.decode().count("package-card__parts") == count
    with django_assert_num_queries(QUERIES):
        learner.get(address)


@pytest.mark.parametrize(
    ("language", "title"), [("en", "A talk at night"), ("es", "Una charla de noche")]
)
def test_parts_of_cmi5_are_named_in_the_readers_language(language: str, title: str) -> None:
    package = keep_package(file=cmi5(), title="", association=None, at=AT)
    with translation.override(language):
        assert units_of(package)[0].title == title


def test_part_of_cmi5_opens_with_a_session_of_its_own(
    learner: Client, module: ModulePage, settings: Any
) -> None:
    settings.CONTENT_URL = "https://content.example.org"
    lesson = LessonPage.objects.child_of(module).first()
    package = keep_package(file=cmi5(), title="", association=None, at=AT)
    block = {"title": "Nights", "package": package, "instead": "<p>Read this.</p>", "key": "p1"}
    lesson.body = [("package", block)]
    lesson.save_revision().publish()
    pages = [open_package(learner).content.decode() for _ in range(2)]
    assert all('src="https://content.example.org/play/' in page for page in pages)
    assert list(PackageSession.objects.order_by("pk").values_list("abandoned", flat=True)) == [
        True,
        False,
    ]
    assert PackagePlay.objects.get().turn == 2


def test_time_in_a_package_is_the_lessons_and_counts_once(
    learner: Client, enrollment: Enrollment
) -> None:
    with time_machine.travel(AT + timedelta(hours=1), tick=False) as now:
        open_package(learner)
        opened = PackagePlay.objects.get()
        for seconds in (60, 60, 0):
            now.shift(60)
            play.keep_report(
                public_id=opened.public_id,
                turn=opened.turn,
                values={},
                seconds=seconds,
                at=timezone.now(),
            )
    assert PackagePlay.objects.get().seconds == 120
    assert LessonProgress.objects.get(enrollment=enrollment).seat_seconds == 120


@pytest.mark.parametrize("tail", [("p1", 2), ("p1", 0), ("other", 1)])
def test_what_is_not_there_leads_nowhere(learner: Client, tail: tuple[str, int]) -> None:
    answer = learner.get(reverse("courses:package", args=[*HERE, *tail]))
    assert answer.status_code in {302, 404}
    assert not PackagePlay.objects.exists()


def test_somebody_who_has_not_started_opens_no_package(module: ModulePage) -> None:
    client = Client()
    client.force_login(PersonFactory().user)
    assert open_package(client).status_code == 404
