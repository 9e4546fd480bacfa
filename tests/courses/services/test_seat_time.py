"""The time in lessons as rows: by the browser or by the server, each minute once, and what it completes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import connection

from courses.models import Accommodation, Enrollment, LessonPage, ModulePage, SeatClock
from courses.selectors.accommodation import minutes_left
from courses.selectors.journey import of_module
from courses.selectors.module import lessons_of
from courses.services import accommodation, forgetting, learning, seat_time
from endorsement.models import LedgerEntry, Person
from endorsement.refusals import Refused
from tests.factories.learning import enroll, evaluate, finish_lessons, take_test
from tests.factories.module import AT, make_module, module_of_an_association
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db

VISIT = UUID("11111111-1111-4111-8111-111111111111")


def after(minutes: float) -> datetime:
    return AT + timedelta(minutes=minutes)


@pytest.fixture
def module() -> ModulePage:
    return make_module(minimum_minutes=30)


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def enrollment(person: Person, module: ModulePage) -> Enrollment:
    return enroll(person, module)


def opened(enrollment: Enrollment, lesson: LessonPage, at: datetime) -> None:
    learning.open_lesson(enrollment=enrollment, lesson=lesson, at=at)


def told(
    enrollment: Enrollment,
    module: ModulePage,
    seconds: int,
    at: datetime,
    *,
    lesson: int = 0,
    visit: UUID = VISIT,
    ago: int = 0,
) -> None:
    seat_time.report(
        enrollment=enrollment,
        lesson_key=lessons_of(module)[lesson].lesson_key,
        visit=visit,
        seconds=seconds,
        ago=ago,
        at=at,
    )


def read(enrollment: Enrollment) -> dict[str, int]:
    return dict(enrollment.lessons.values_list("lesson_key", "seat_seconds"))


def test_without_script_time_counts_from_act_to_act(module, enrollment) -> None:
    first, second = lessons_of(module)
    opened(enrollment, first, AT)
    seat_time.act(person=enrollment.person, at=after(4))
    learning.complete_lesson(enrollment=enrollment, module=module, lesson=first, at=after(6))
    # Nothing is open until the next lesson is.
    opened(enrollment, second, after(16))
    opened(enrollment, first, after(19))
    # Idle: the limit of a lesson without stated minutes.
    opened(enrollment, second, after(200))
    assert read(enrollment) == {"lesson-1": 6 * 60 + 20 * 60, "lesson-2": 3 * 60}


def test_page_that_reports_counts_by_the_browser_alone(module, enrollment) -> None:
    first, second = lessons_of(module)
    opened(enrollment, first, AT)
    told(enrollment, module, 0, AT)
    told(enrollment, module, 60, after(2))
    # Hidden for a while, then marked done: the server adds nothing.
    learning.complete_lesson(enrollment=enrollment, module=module, lesson=first, at=after(15))
    opened(enrollment, second, after(15))
    assert read(enrollment) == {"lesson-1": 60, "lesson-2": 0}


def test_report_twice_or_after_a_later_one_adds_nothing(module, enrollment) -> None:
    for minute, seconds in enumerate((30, 30, 60, 30, 60), start=1):
        told(enrollment, module, seconds, after(minute))
    assert read(enrollment) == {"lesson-1": 60}


def test_claim_is_no_more_than_the_time_on_the_wall(module, enrollment) -> None:
    opened(enrollment, lessons_of(module)[0], AT)
    told(enrollment, module, 99_999, after(1))
    told(enrollment, module, 99_999, after(1), visit=uuid4(), lesson=1)
    assert sum(read(enrollment).values()) == 60


def test_time_kept_offline_arrives_in_order_and_counts(module, enrollment) -> None:
    opened(enrollment, lessons_of(module)[0], AT)
    # Two lessons were read without a connection; both reports arrive an hour later.
    told(enrollment, module, 600, after(60), ago=50 * 60)
    told(enrollment, module, 480, after(60), ago=40 * 60, visit=uuid4(), lesson=1)
    assert read(enrollment) == {"lesson-1": 600, "lesson-2": 480}


def test_modules_side_by_side_do_not_double(module, enrollment, person) -> None:
    other = make_module("other-talk")
    beside = enroll(person, other)
    opened(enrollment, lessons_of(module)[0], AT)
    opened(beside, lessons_of(other)[0], AT)
    told(enrollment, module, 300, after(5))
    told(beside, other, 300, after(5), visit=uuid4())
    assert (read(enrollment), read(beside)) == ({"lesson-1": 300}, {"lesson-1": 0})


def all_but_time(enrollment: Enrollment, module: ModulePage) -> None:
    finish_lessons(enrollment, module)
    take_test(enrollment, module)
    evaluate(enrollment, module)


@pytest.mark.parametrize("by_browser", [True, False])
def test_module_completes_by_itself_when_the_minimum_is_reached(
    module, enrollment, person, by_browser
) -> None:
    lesson = lessons_of(module)[0]
    all_but_time(enrollment, module)
    standing = of_module(module, person)
    assert (standing.only_time_is_missing, standing.minutes_missing) == (True, 30)
    opened(enrollment, lesson, AT)
    for minutes in (15, 29, 31):
        assert LedgerEntry.objects.count() == 0
        if by_browser:
            told(enrollment, module, minutes * 60, after(minutes))
        else:
            opened(enrollment, lesson, after(minutes))
    entry = LedgerEntry.objects.get()
    assert (entry.hours, entry.attributes["seat_minutes"]) == (Decimal("0.50"), 31)


def test_minimum_completes_a_module_that_asks_for_no_evaluation(person) -> None:
    module = make_module("no-evaluation", minimum_minutes=10, evaluation=[])
    enrollment, lesson = enroll(person, module), lessons_of(module)[0]
    finish_lessons(enrollment, module)
    take_test(enrollment, module)
    opened(enrollment, lesson, AT)
    assert LedgerEntry.objects.count() == 0
    opened(enrollment, lesson, after(10))
    assert LedgerEntry.objects.count() == 1


def test_module_without_minimum_asks_for_no_time(person) -> None:
    module = make_module("no-minimum")
    all_but_time(enroll(person, module), module)
    assert LedgerEntry.objects.count() == 1


@pytest.fixture
def of_an_association() -> ModulePage:
    return module_of_an_association(minimum_minutes=30)


def give(module: ModulePage, person: Person, minutes: int, email: str = "") -> Accommodation:
    return accommodation.give(
        association=module.association,
        code=module.code,
        email=email or person.user.email.upper(),
        minimum_minutes=minutes,
        by=PersonFactory(),
        at=AT,
    )


def test_accommodation_lowers_the_minimum_of_one_learner_and_completes(
    of_an_association, person
) -> None:
    module = of_an_association
    mine, other = enroll(person, module), enroll(PersonFactory(), module)
    all_but_time(mine, module)
    all_but_time(other, module)
    give(module, person, 90)
    assert of_module(module, person).minimum_minutes == 30
    row = give(module, person, 0)
    assert (Accommodation.objects.count(), LedgerEntry.objects.get().person) == (1, person)
    assert of_module(module, other.person).minimum_minutes == 30
    accommodation.take_back(accommodation=row)
    assert LedgerEntry.objects.count() == 1


def test_accommodation_that_ended_asks_for_the_modules_own_time(of_an_association, person) -> None:
    module = of_an_association
    mine = enroll(person, module)
    row = give(module, person, 0)
    day = module.association.day_of(AT)
    Accommodation.objects.filter(pk=row.pk).update(through_on=day)
    assert [minutes_left(mine, module, AT + timedelta(days=n)) for n in (0, 1)] == [0, 30]


def test_accommodation_is_for_somebody_whom_the_association_knows(
    of_an_association, person
) -> None:
    with pytest.raises(Refused, match="Nobody of your association"):
        give(of_an_association, person, 0)


def test_erasing_takes_clock_and_accommodations_along(of_an_association, person) -> None:
    module = of_an_association
    enrollment = enroll(person, module)
    told(enrollment, module, 10, after(1))
    give(module, person, 5)
    forgetting.forget(person=person, at=AT)
    assert (SeatClock.objects.count(), Accommodation.objects.count()) == (0, 0)


@pytest.mark.usefixtures("on_postgresql")
@pytest.mark.django_db(transaction=True)
def test_reports_of_many_tabs_at_the_same_moment_count_the_wall_once() -> None:
    module = make_module(minimum_minutes=30)
    enrollment = enroll(PersonFactory(), module)
    opened(enrollment, lessons_of(module)[0], AT)

    def one_tab(_number: int) -> None:
        told(enrollment, module, 60, after(1), visit=uuid4())
        connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one_tab, range(8)))
    assert read(enrollment) == {"lesson-1": 60}
