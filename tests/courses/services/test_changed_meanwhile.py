"""What becomes of a learner when the module changes while they are in the middle of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from courses.models import Attempt, Enrollment, LessonPage, LiveSession, ModulePage
from courses.selectors import cohort_progress, journey
from courses.selectors.learning import learning_of
from courses.selectors.module import lessons_of
from courses.services import (
    learning,
    live_attendance,
    live_registration,
    post_test,
    snapshot,
    switching,
    versioning,
)
from endorsement.models import LedgerEntry, Person
from endorsement.refusals import Refused
from tests.factories import live
from tests.factories.association import AssociationFactory
from tests.factories.cohort import join, make_cohort
from tests.factories.learning import as_fields, enroll, finish_lessons, right_answers
from tests.factories.module import AT, add_lesson, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
ENDS = live.STARTS + 2 * live.HOUR


def next_version(module: ModulePage, *, without: str = "") -> ModulePage:
    made = versioning.new_version(module=module, by=None)
    LessonPage.objects.child_of(made).filter(lesson_key=without).delete()
    made = ModulePage.objects.get(pk=made.pk)
    made.get_latest_revision().publish()
    return ModulePage.objects.get(pk=made.pk)


def meeting_live(*lessons: str) -> ModulePage:
    """A live module that asks for no evaluation."""
    made = live.live_module(AssociationFactory(slug="north"), evaluation_required=False)
    for key in lessons:
        add_lesson(made, key, title=key).get_latest_revision().publish()
    return ModulePage.objects.get(pk=made.pk)


def attend(session: LiveSession, person: Person) -> None:
    live_registration.register(session=session, person=person, at=live.AT)
    meeting = session.meetings.get()
    code = live_attendance.show_code(meeting=meeting, by=PersonFactory(), at=ENDS)
    live_attendance.enter_code(session=session, person=person, code=code, at=ENDS)


def counted() -> list[tuple[str, int | None]]:
    return list(LedgerEntry.objects.values_list("offer_code", "offer_version"))


@pytest.fixture
def sat() -> Enrollment:
    """Everything is right on a timed paper that nobody has handed in yet."""
    module = make_module(lessons=2, evaluation_required=False, time_limit=30)
    enrollment = enroll(PersonFactory(), module)
    finish_lessons(enrollment, module)
    attempt = post_test.start_attempt(enrollment=enrollment, module=module, at=AT)
    fields = as_fields(attempt, right_answers(attempt))
    post_test.save_answers(enrollment=enrollment, module=module, number=1, fields=fields, at=AT)
    return enrollment


def close(after: timedelta = timedelta(hours=3)) -> bool:
    """The sweep closes it; whether it was passed."""
    assert post_test.close_all_overdue(at=AT + after) == 1
    return bool(Attempt.objects.get().passed)


def test_version_that_was_left_is_not_completed_by_the_sweep(sat: Enrollment) -> None:
    newer = next_version(ModulePage.objects.get())
    switching.switch(enrollment=sat, module=newer, at=AT)
    assert close()
    assert counted() == []


@pytest.mark.parametrize(
    ("minutes", "found"), [(10, []), (40, [("small-talk", 1)])], ids=["while it ran", "afterwards"]
)
def test_sweep_completes_what_was_withdrawn_only_if_its_time_was_over_before(
    sat: Enrollment, minutes: int, found: list[tuple[str, int]]
) -> None:
    withdrawn = AT + timedelta(minutes=minutes)
    snapshot.withdraw(module=ModulePage.objects.get(), because="It is wrong.", at=withdrawn)
    assert close()
    assert counted() == found


def test_who_has_everything_once_a_lesson_is_gone_completes_by_a_button(client: Client) -> None:
    module = make_module(lessons=2, evaluation_required=False)
    person = PersonFactory()
    enrollment = enroll(person, module)
    finish_lessons(enrollment, module)
    attempt = post_test.start_attempt(enrollment=enrollment, module=module, at=AT)
    more = add_lesson(module, "lesson-3", title="Lesson 3")
    more.get_latest_revision().publish()
    post_test.hand_in_attempt(
        enrollment=enrollment,
        module=module,
        number=1,
        fields=as_fields(attempt, right_answers(attempt)),
        at=AT,
    )
    client.force_login(person.user)
    finish, button = reverse("courses:finish", args=["small-talk"]), "Complete this module"
    assert button not in client.get(module.url).content.decode()
    LessonPage.objects.get(pk=more.pk).unpublish()
    assert button in client.get(module.url).content.decode()
    assert client.post(finish).url == reverse("courses:finished", args=["small-talk"])
    assert counted() == [("small-talk", 1)]


def read_two_of_which_one_is_gone() -> Person:
    """Of three lessons two, and the first was taken out."""
    module, person = make_module(lessons=3), PersonFactory()
    enrollment = enroll(person, module)
    first, second, _third = lessons_of(module)
    for lesson in (first, second):
        learning.complete_lesson(enrollment=enrollment, module=module, lesson=lesson, at=AT)
    LessonPage.objects.get(pk=first.pk).unpublish()
    return person


def test_my_learning_counts_only_lessons_that_are_there() -> None:
    person = read_two_of_which_one_is_gone()
    (row,) = learning_of(person)
    assert (row.done, row.lessons) == (1, 2)


def facilitators_percent(person: Person, code: str) -> int:
    cohort = make_cohort("one", from_on=AT.date(), through_on=AT.date() + timedelta(days=100))
    cohort.modules.update(code=code)
    join(cohort, person)
    (row,) = cohort_progress.table(cohort, AT).rows
    return row.cells[0].percent


def test_facilitators_read_the_learners_own_progress_when_a_lesson_is_gone() -> None:
    person = read_two_of_which_one_is_gone()
    own = journey.enrolled("small-talk", person).percent
    # One of two lessons, a post-test and an evaluation.
    assert (facilitators_percent(person, "small-talk"), own) == (25, 25)


def test_facilitators_read_the_learners_own_progress_in_a_live_module() -> None:
    module, person = meeting_live("one", "two"), PersonFactory()
    session = live.planned(module.association, module=module)
    enroll(person, module, live.AT)
    attend(session, person)
    own = journey.enrolled("together", person).percent
    # Attendance is one part of three; there is no post-test.
    assert (facilitators_percent(person, "together"), own) == (33, 33)


def test_address_of_a_lesson_that_is_gone_leads_to_the_module(client: Client) -> None:
    module, person = make_module(lessons=2), PersonFactory()
    enroll(person, module)
    client.force_login(person.user)
    lesson = LessonPage.objects.child_of(module).get(lesson_key="lesson-2")
    lesson.unpublish()
    answer = client.get(lesson.url, follow=True)
    assert (answer.status_code, answer.redirect_chain[-1][0]) == (200, module.url)


def test_session_planned_for_an_earlier_version_counts_in_the_one_that_is_taken() -> None:
    module = meeting_live()
    session = live.planned(module.association, module=module)
    person = PersonFactory()
    enroll(person, next_version(module), live.AT)
    attend(session, person)
    assert counted() == [("together", 2)]
    assert Enrollment.objects.count() == 1


def test_attendance_stays_when_the_learner_goes_on_with_a_newer_version() -> None:
    module, person = meeting_live("one", "two"), PersonFactory()
    session = live.planned(module.association, module=module)
    enrollment = enroll(person, module, live.AT)
    attend(session, person)
    newer = next_version(module)
    switching.switch(enrollment=enrollment, module=newer, at=ENDS)
    assert journey.enrolled("together", person).attended
    assert counted() == []


def test_switching_completes_when_the_newer_version_asks_for_nothing_more() -> None:
    module, person = meeting_live("one", "two"), PersonFactory()
    session = live.planned(module.association, module=module)
    enrollment = enroll(person, module, live.AT)
    learning.complete_lesson(
        enrollment=enrollment, module=module, lesson=lessons_of(module)[0], at=live.AT
    )
    attend(session, person)
    assert counted() == []
    newer = next_version(module, without="two")
    switching.switch(enrollment=enrollment, module=newer, at=ENDS)
    assert counted() == [("together", 2)]


def test_session_counts_once_for_whoever_completed_the_version_it_was_planned_for() -> None:
    module, person = meeting_live(), PersonFactory()
    attend(live.planned(module.association, module=module), person)
    assert counted() == [("together", 1)]
    enrollment = enroll(person, next_version(module), ENDS)
    assert not journey.enrolled("together", person).attended
    assert enrollment.version == 2
    assert counted() == [("together", 1)]


def test_nobody_gets_a_seat_in_a_module_that_was_withdrawn() -> None:
    module = meeting_live()
    session = live.planned(module.association, module=module)
    snapshot.withdraw(module=module, because="It is wrong.", at=live.AT)
    with pytest.raises(Refused, match="no longer offered"):
        live_registration.register(session=session, person=PersonFactory(), at=live.AT)
    assert not session.registrations.exists()
