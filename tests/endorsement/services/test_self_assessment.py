"""A person's own view: one for each day, on the scale, and gone with the person."""

import datetime
from typing import Any

import pytest

from endorsement.models import DevelopmentGoal, Person, SelfAssessment
from endorsement.refusals import Refused
from endorsement.selectors import own_growth, portfolio
from endorsement.services import development_plan, self_assessment
from endorsement.services.person import erase
from tests.factories.association import AssociationFactory
from tests.factories.ledger import NOW, EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import core_framework

pytestmark = pytest.mark.django_db
ON = NOW.date()
PLANNING = "core:thinking.planning"


@pytest.fixture
def person() -> Person:
    core_framework()
    return PersonFactory()


def assess(person: Person, answers: Any, on: datetime.date = ON) -> SelfAssessment:
    return self_assessment.assess(person=person, framework="core@1", answers=answers, on=on, at=NOW)


def plan(person: Person, what: str, once: str = "", **said: Any) -> DevelopmentGoal:
    wanted = {"competency": "", "by_on": None, "offer_code": "", "entry": None, **said}
    return development_plan.add_goal(person=person, what=what, once=once or what, at=NOW, **wanted)


def test_saving_again_on_the_same_day_changes_it(person: Person) -> None:
    assess(person, {PLANNING: {"step": 1}})
    row = assess(person, {PLANNING: {"step": 2, "note": "Better."}})
    assert SelfAssessment.objects.get() == row
    assert row.answers == {PLANNING: {"step": 2, "note": "Better."}}


def test_each_day_is_compared_with_the_one_before(person: Person) -> None:
    days = [ON - datetime.timedelta(days=number) for number in (2, 1, 0)]
    first, second, third = (assess(person, {PLANNING: {"step": 1}}, on) for on in days)
    assert own_growth.latest(person) == third
    assert [own_growth.before(one) for one in (third, second, first)] == [second, first, None]


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({}, "at least one line"),
        ({PLANNING: {"step": 5}}, "not one of those"),
        ({PLANNING: {"step": 0}}, "not one of those"),
        ({"core:thinking.telepathy": {"step": 1}}, "not one of those"),
        ({PLANNING: {"step": 1, "note": "x" * 501}}, "at most 500"),
    ],
)
def test_what_is_off_the_scale_is_refused(person: Person, answers: Any, why: str) -> None:
    with pytest.raises(Refused, match=why):
        assess(person, answers)


def test_no_snapshot_holds_it(person: Person) -> None:
    assess(person, {PLANNING: {"step": 1, "note": "MARKER"}})
    plan(person, "MARKER")
    assert "MARKER" not in str(portfolio.snapshot(person, AssociationFactory(), ON))


def test_goals_stand_open_ones_first_by_day(person: Person) -> None:
    for what, by_on in (("later", 9), ("sooner", 2)):
        plan(person, what, by_on=datetime.date(2026, 7, by_on))
    plan(person, "some day")
    done = plan(person, "done", by_on=datetime.date(2026, 6, 1))
    development_plan.finish_goal(goal=done, on=ON)
    assert [goal.what for goal in own_growth.goals(person)] == [
        "sooner",
        "later",
        "some day",
        "done",
    ]


def test_sending_a_goal_twice_adds_one(person: Person) -> None:
    assert plan(person, "Read", once="a") == plan(person, "Read", once="a")


def test_a_goal_is_overdue_after_its_day_until_it_is_done(person: Person) -> None:
    goal = plan(person, "Read", by_on=ON)
    tomorrow = ON + datetime.timedelta(days=1)
    assert [own_growth.overdue(goal, day) for day in (ON, tomorrow)] == [False, True]
    development_plan.finish_goal(goal=goal, on=tomorrow)
    goal.refresh_from_db()
    assert not own_growth.overdue(goal, tomorrow)


def test_a_goal_survives_the_draft_it_names(person: Person) -> None:
    entry = EntryFactory(person=person)
    goal = plan(person, "Read", entry=entry)
    entry.delete()
    goal.refresh_from_db()
    assert goal.entry is None


def test_erasing_takes_both_away(person: Person) -> None:
    assess(person, {PLANNING: {"step": 1, "note": "MARKER"}})
    plan(person, "MARKER")
    erase(person=person, at=NOW)
    assert not SelfAssessment.objects.exists()
    assert not DevelopmentGoal.objects.exists()
