"""What a package reports is kept, and believed no further than its unit."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from courses.models import Enrollment, LessonProgress, Package, PackagePlay
from courses.services import play
from courses.services.package import keep_package
from tests.factories import package as made
from tests.factories.learning import enroll
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
UNIT = "item_00"


@pytest.fixture
def package(db: None) -> Package:
    return keep_package(file=made.scorm(), title="", association=None, at=AT)


@pytest.fixture
def enrollment(db: None) -> Enrollment:
    return enroll(PersonFactory(), make_module())


def open_unit(enrollment: Enrollment, package: Package, at: datetime = AT) -> PackagePlay:
    return play.open_unit(
        enrollment=enrollment,
        lesson_key="lesson-1",
        block_key="p1",
        package=package,
        unit_key=UNIT,
        at=at,
    )


def report(
    opened: PackagePlay, values: dict[str, str], *, after: int = 60, seconds: int = 0
) -> PackagePlay:
    return play.keep_report(
        public_id=opened.public_id,
        turn=opened.turn,
        values=values,
        seconds=seconds,
        at=AT + timedelta(seconds=after),
    )


def test_reports_add_up_and_done_stays_done(enrollment: Enrollment, package: Package) -> None:
    opened = open_unit(enrollment, package)
    report(opened, {"cmi.suspend_data": "a", "cmi.core.lesson_status": "incomplete"})
    done = report(opened, {"cmi.core.lesson_status": "passed", "cmi.core.score.raw": "85"})
    assert (done.score, done.done_at) == (85, AT + timedelta(seconds=60))
    worse = {"cmi.core.lesson_status": "failed", "cmi.core.score.raw": "10"}
    kept = report(opened, worse, after=90)
    assert (kept.score, kept.done_at) == (85, AT + timedelta(seconds=60))
    assert kept.report["cmi.suspend_data"] == "a"


def test_score_below_the_mastery_is_not_done(enrollment: Enrollment, package: Package) -> None:
    opened = open_unit(enrollment, package)
    told = {"cmi.core.lesson_status": "completed", "cmi.core.score.raw": "79"}
    assert report(opened, told).done_at is None


def test_tab_opened_last_is_believed(enrollment: Enrollment, package: Package) -> None:
    first = open_unit(enrollment, package)
    second = open_unit(enrollment, package)
    assert (first.pk, first.turn + 1) == (second.pk, second.turn)
    with pytest.raises(play.NotKept) as refused:
        report(first, {"cmi.suspend_data": "old"})
    assert refused.value.elsewhere
    assert report(second, {"cmi.suspend_data": "new"}).report == {"cmi.suspend_data": "new"}


@pytest.mark.parametrize(
    ("claimed", "passed", "believed"), [(30, 60, 30), (600, 60, 65), (-5, 60, 0), (60, -60, 0)]
)
def test_time_grows_no_faster_than_the_clock(
    enrollment: Enrollment, package: Package, claimed: int, passed: int, believed: int
) -> None:
    opened = open_unit(enrollment, package)
    assert report(opened, {}, after=passed, seconds=claimed).seconds == believed


@pytest.mark.parametrize("lessons", [1, 12])
def test_a_minute_in_a_package_costs_the_same_in_a_long_module(
    package: Package, lessons: int, django_assert_num_queries: Any
) -> None:
    """Neither the module nor its lessons are loaded where no minimum time is asked for."""
    long = enroll(PersonFactory(), make_module(lessons=lessons))
    opened = open_unit(long, package)
    report(opened, {}, seconds=60)
    with django_assert_num_queries(14):
        report(opened, {}, after=120, seconds=60)
    assert LessonProgress.objects.get(enrollment=long).seat_seconds == 120


@pytest.mark.parametrize(
    "values",
    [
        {"cmi.suspend_data": "x" * 300_000},
        {"hours": "20"},
        {"cmi.core.score.raw": 100},
        ["cmi.core.lesson_status"],
    ],
)
def test_what_is_no_report_is_not_kept(
    enrollment: Enrollment, package: Package, values: dict[str, str]
) -> None:
    opened = open_unit(enrollment, package)
    with pytest.raises(play.NotKept):
        report(opened, values)
    assert PackagePlay.objects.get().report == {}


def test_package_completes_no_lesson_and_no_module(
    enrollment: Enrollment, package: Package
) -> None:
    opened = open_unit(enrollment, package)
    report(opened, {"cmi.core.lesson_status": "completed", "cmi.core.session_time": "99:00:00"})
    enrollment.refresh_from_db()
    assert enrollment.completed_at is None
    assert not LessonProgress.objects.filter(completed_at__isnull=False).exists()


def test_unit_that_reports_nothing_is_done_when_opened(
    enrollment: Enrollment, package: Package
) -> None:
    package.units[0]["reports"] = False
    package.save()
    assert open_unit(enrollment, package).done_at == AT
