"""A post-test with a time limit: fixed at the start, longer for some, never losing what was saved."""

from datetime import date, timedelta

import pytest

from courses.models import Accommodation, Attempt, Enrollment, ModulePage
from courses.selectors import own_data
from courses.services import accommodation, authoring, forgetting, post_test
from endorsement.refusals import Refused
from tests.factories.association import AssociationFactory
from tests.factories.learning import (
    as_fields,
    enroll,
    evaluate,
    finish_lessons,
    hand_in,
    right_answers,
)
from tests.factories.module import AT, make_module
from tests.factories.person import PersonFactory

pytestmark = pytest.mark.django_db
DUE = AT + timedelta(minutes=20)
AFTER = DUE + timedelta(seconds=31)


@pytest.fixture
def association():
    association = AssociationFactory(slug="north")
    authoring.ensure_association(association=association)
    return association


@pytest.fixture
def module(association) -> ModulePage:
    return make_module(
        lessons=1, draw=2, time_limit=20, parent=association.root_page, wait_minutes=10
    )


@pytest.fixture
def ready(module) -> Enrollment:
    enrollment = enroll(PersonFactory(email="lea@example.org"), module)
    finish_lessons(enrollment, module)
    return enrollment


def start(enrollment, module, at=AT) -> Attempt:
    return post_test.start_attempt(enrollment=enrollment, module=module, at=at)


def save(enrollment, module, attempt, answers, at=AT, only="") -> Attempt:
    return post_test.save_answers(
        enrollment=enrollment,
        module=module,
        number=attempt.number,
        fields=as_fields(attempt, answers),
        only=only,
        at=at,
    )


def give(association, code, percent=50, email=" Lea@example.org", **times) -> Accommodation:
    return accommodation.give(
        association=association,
        email=email,
        code=code,
        extra_percent=percent,
        by=PersonFactory(),
        at=AT,
        **times,
    )


def test_the_deadline_is_fixed_when_the_attempt_begins(ready, module) -> None:
    attempt = start(ready, module)
    ModulePage.objects.filter(pk=module.pk).update(time_limit=1)
    module.refresh_from_db()
    again = start(ready, module, AT + timedelta(minutes=5))
    assert (attempt.deadline, again.deadline, again.time_limit) == (DUE, DUE, 20)


def test_handing_in_within_the_grace_takes_what_there_is(ready, module) -> None:
    attempt = start(ready, module)
    first = attempt.questions[0]["key"]
    answers = {first: right_answers(attempt)[first]}
    assert hand_in(ready, module, attempt, answers, DUE).problems
    handed = hand_in(ready, module, attempt, answers, DUE + timedelta(seconds=20))
    assert not handed.problems
    assert (handed.attempt.score, handed.attempt.timed_out) == (50, True)


def test_handing_in_later_counts_what_was_saved(ready, module) -> None:
    attempt = start(ready, module)
    right = right_answers(attempt)
    save(ready, module, attempt, right)
    handed = hand_in(ready, module, attempt, {}, AFTER).attempt
    assert (handed.score, handed.passed, handed.timed_out) == (100, True, True)
    assert (handed.handed_in_at, handed.answers) == (DUE, right)
    assert save(ready, module, attempt, {}, AFTER).answers == right


def test_an_attempt_left_open_is_closed_by_the_sweep_and_completes_the_module(
    ready, module
) -> None:
    attempt = start(ready, module)
    save(ready, module, attempt, right_answers(attempt))
    assert post_test.close_all_overdue(at=DUE + timedelta(seconds=30)) == 0
    assert [post_test.close_all_overdue(at=AFTER) for _twice in range(2)] == [1, 0]
    evaluate(ready, module, AFTER)
    ready.refresh_from_db()
    assert ready.completed_at == AFTER


def test_the_wait_counts_from_the_deadline_and_the_next_attempt_has_its_own_time(
    ready, module
) -> None:
    start(ready, module)
    with pytest.raises(Refused, match="You can try again from"):
        start(ready, module, AFTER)
    second = start(ready, module, DUE + timedelta(minutes=10))
    assert (second.number, second.deadline) == (2, DUE + timedelta(minutes=30))
    assert Attempt.objects.get(number=1).score == 0


def test_saving_one_question_leaves_what_another_tab_answered(ready, module) -> None:
    attempt = start(ready, module)
    (first, a), (second, b) = right_answers(attempt).items()
    save(ready, module, attempt, {first: a}, only=first)
    save(ready, module, attempt, {second: b}, only=second)
    attempt.refresh_from_db()
    assert attempt.answers == {first: a, second: b}
    save(ready, module, attempt, {}, only=first)
    attempt.refresh_from_db()
    assert attempt.answers == {second: b}


def test_extra_time_is_added_to_new_and_to_open_attempts(association, ready, module) -> None:
    start(ready, module)
    give(association, module.code)
    assert Attempt.objects.get().deadline == AT + timedelta(minutes=30)
    give(association, module.code, percent=25)
    assert Attempt.objects.get().deadline == AT + timedelta(minutes=30)
    post_test.close_all_overdue(at=AT + timedelta(hours=1))
    later = AT + timedelta(hours=2)
    assert start(ready, module, later).deadline == later + timedelta(minutes=25)
    assert Accommodation.objects.count() == 1


def test_the_most_of_several_associations_counts(association, ready, module) -> None:
    south = AssociationFactory(slug="south")
    ready.person.belongings.create(organization="south", from_on=AT.date(), recorded_at=AT)
    give(association, module.code, percent=25)
    give(south, module.code, percent=100)
    assert start(ready, module).deadline == AT + timedelta(minutes=40)


def test_an_association_gives_time_to_those_it_has_reason_to_know(
    association, ready, module
) -> None:
    south = AssociationFactory(slug="south")
    for where, code, email in (
        (south, module.code, "lea@example.org"),
        (association, module.code, "nobody@example.org"),
    ):
        with pytest.raises(Refused, match="Nobody of your association signs in with this address"):
            give(where, code, email=email)
    with pytest.raises(Refused, match="not on your association's list"):
        give(association, "another")
    assert not Accommodation.objects.exists()


def test_extra_time_is_exported_taken_back_and_erased(association, ready, module) -> None:
    person = ready.person
    row = give(association, module.code)
    [told] = own_data.accommodations(person)
    assert (told["module"], told["extra_percent"]) == (module.code, 50)
    accommodation.take_back(accommodation=row)
    assert start(ready, module).deadline == DUE
    give(association, module.code)
    forgetting.forget(person=person, at=AT)
    assert not Accommodation.objects.exists()


@pytest.mark.parametrize(("days", "minutes"), [(0, 30), (1, 30), (2, 20)])
def test_extra_time_holds_through_its_last_day(association, ready, module, days, minutes) -> None:
    """By the association's calendar: the day after, the module's own time holds again."""
    give(association, module.code, through_on=association.day_of(AT) + timedelta(days=1))
    at = AT + timedelta(days=days)
    assert start(ready, module, at).deadline == at + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"minimum_minutes": 5}, "minimum_minutes"),
        ({"through_on": date(2020, 1, 1)}, "through_on"),
    ],
)
def test_what_cannot_hold_is_refused_at_its_field(association, ready, module, times, field) -> None:
    """This module has no minimum time."""
    with pytest.raises(Refused) as refused:
        give(association, module.code, **times)
    assert refused.value.field == field
    assert not Accommodation.objects.exists()
