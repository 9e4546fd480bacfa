"""Exams: registered in time, scored blind, passed parts stand, and the application follows."""

import datetime
from decimal import Decimal

import pytest

from endorsement.models import Candidate, Event, Person, Result, Scoring, WrittenAnswer
from endorsement.refusals import Refused
from endorsement.rules.windows import add_months
from endorsement.selectors import exams
from endorsement.selectors.verdicts import of_application
from endorsement.services import conflict, erasure, exam, scoring
from endorsement.services import result as results
from endorsement.services.event import verify_chain
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.exam import (
    AFTER,
    DAY,
    HELD_ON,
    approved_for_exam,
    ask,
    candidate,
    give,
    sitting,
    written,
)
from tests.factories.ledger import EntryFactory
from tests.factories.outcomes import awaiting, river

pytestmark = pytest.mark.django_db


def enter(sits: Candidate, points: int, at: datetime.datetime = AFTER) -> Result:
    return exam.enter_score(
        candidate=sits,
        points=points,
        coordinator=staff(sits.sitting.association, "coordinator"),
        at=at,
    )


def score_written(sits: Candidate, *totals: int) -> None:
    """Answers, and so many scorers with these points for each item."""
    written(sits)
    for points in totals:
        give(ask(sits), points)


@pytest.mark.parametrize(("points", "met"), [(48, True), (47, False)])
def test_worked_check_17_48_of_60_passes_and_47_does_not(points: int, met: bool) -> None:
    sits = candidate()
    enter(sits, points)
    found = of_application(sits.application)
    assert found is not None
    part = next(one for one in found.verdict.walk() if one.id == "exam.part.choice")
    assert (part.met, part.have) == (met, 80 if met else 78)
    (choice, _written) = exams.parts(sits.application, AFTER.date())
    assert choice.passed is met
    assert choice.retake_from == (None if met else add_months(HELD_ON, 12))


def test_application_goes_on_to_the_decision_when_every_part_is_passed() -> None:
    sits = candidate()
    enter(sits, 48)
    sits.application.refresh_from_db()
    assert sits.application.state == "approved_for_exam"
    score_written(sits, 9, 8)
    sits.application.refresh_from_db()
    assert sits.application.state == "exam_passed"
    given.decide(sits.application, "approve")
    assert sits.application.state == "approved"
    assert verify_chain(sits.application.association) is None


def test_result_taken_back_reopens_the_exam() -> None:
    sits = candidate()
    row = enter(sits, 48)
    score_written(sits, 9, 8)
    results.take_back(
        result=row, coordinator=staff(sits.sitting.association, "coordinator"), at=AFTER
    )
    sits.application.refresh_from_db()
    assert sits.application.state == "approved_for_exam"
    with pytest.raises(Refused, match="Another score"):
        enter(sits, 48)


def test_passed_part_stands_and_the_other_is_retaken_alone_after_the_wait() -> None:
    sits = candidate()
    enter(sits, 48)
    score_written(sits, 5, 5)
    soon = sitting(held_on=HELD_ON + 90 * DAY)
    with pytest.raises(Refused, match="again from July 1, 2027"):
        candidate(soon, sits.application, at=AFTER)
    again = candidate(sitting(held_on=HELD_ON + 400 * DAY), sits.application, at=AFTER)
    assert again.parts == ["vignettes"]
    with pytest.raises(Refused, match="does not sit the multiple-choice part"):
        enter(again, 60, AFTER + 400 * DAY)


def test_registering_twice_registers_once_and_gives_a_code_of_its_own() -> None:
    one, application = sitting(), approved_for_exam()
    first, second = candidate(one, application), candidate(one, application)
    assert first == second
    assert first.code not in {first.public_id, application.public_id, str(application.person.ref)}


def test_registration_is_refused_without_approval_seat_or_time() -> None:
    with pytest.raises(Refused, match="once your application is approved"):
        candidate(sitting(), awaiting())
    full = sitting(seats=1)
    candidate(full)
    with pytest.raises(Refused, match="All seats"):
        candidate(full)
    with pytest.raises(Refused, match=r"Registration ended on June 24, 2026"):
        candidate(sitting(), at=AT + 24 * DAY)


def test_seat_can_be_given_back_until_something_is_recorded() -> None:
    sits = candidate()
    exam.unregister(candidate=sits, person=sits.application.person, at=AT)
    assert not Candidate.objects.exists()
    second = written(candidate())
    with pytest.raises(Refused, match="so it stays"):
        exam.unregister(candidate=second, person=second.application.person, at=AT)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"held_on": AT.date() - DAY}, "held_on"),
        ({"register_through": HELD_ON + DAY}, "register_through"),
        ({"choice_part": "", "written_part": ""}, "choice_part"),
        ({"choice_part": "vignettes"}, "choice_part"),
        ({"choice_part": "dance"}, "choice_part"),
        ({"form_code": " "}, "form_code"),
    ],
)
def test_sitting_that_cannot_be_is_refused(more: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        sitting(**more)
    assert refused.value.field == field


def test_accommodation_is_asked_in_time_and_answered_once() -> None:
    sits, coordinator = candidate(), staff(river(), "coordinator")
    exam.ask_for_accommodation(candidate=sits, text="More time, please.", at=AT)
    with pytest.raises(Refused, match="Say why"):
        exam.answer_accommodation(
            candidate=sits, granted=False, answer="", coordinator=coordinator, at=AT
        )
    exam.answer_accommodation(
        candidate=sits, granted=True, answer="Thirty minutes.", coordinator=coordinator, at=AT
    )
    with pytest.raises(Refused, match="answered already"):
        exam.ask_for_accommodation(candidate=sits, text="A quiet room.", at=AT)
    with pytest.raises(Refused, match="Nothing is asked"):
        exam.answer_accommodation(
            candidate=sits, granted=False, answer="No.", coordinator=coordinator, at=AT
        )
    with pytest.raises(Refused, match="until June 17, 2026"):
        exam.ask_for_accommodation(candidate=candidate(), text="Late.", at=AT + 20 * DAY)


def test_scores_of_a_table_are_entered_all_or_none() -> None:
    one = sitting()
    first, second = candidate(one), candidate(one)
    coordinator = staff(river(), "coordinator")
    said = {"sitting": one, "coordinator": coordinator, "at": AFTER}
    with pytest.raises(Refused, match=f"{second.code}: These numbers"):
        exam.enter_scores(scores={first.code: 50, second.code: 61}, **said)
    assert not Result.objects.exists()
    for _twice in range(2):
        assert exam.enter_scores(scores={first.code: 50, second.code: 40}, **said) == 2
    assert [one.reached for one in Result.objects.order_by("pk")] == [50, 40]
    with pytest.raises(Refused, match="no candidate"):
        exam.enter_scores(scores={"NOBODY": 1}, **said)


def test_score_before_the_day_is_refused() -> None:
    with pytest.raises(Refused, match="in the future"):
        enter(candidate(), 50, AT)


def test_candidate_answers_as_many_tasks_as_they_choose() -> None:
    sits = candidate()
    (first, *_others) = sits.sitting.vignettes.order_by("pk")
    with pytest.raises(Refused, match="answers 2 tasks"):
        scoring.enter_answers(
            candidate=sits,
            texts={first.public_id: "One."},
            coordinator=staff(river(), "coordinator"),
            at=AFTER,
        )


def test_far_apart_scores_wait_for_a_third_and_close_ones_for_nobody() -> None:
    far, close = written(candidate()), written(candidate())
    for points in (9, 5):
        give(ask(far), points)
    assert not Result.objects.filter(application=far.application).exists()
    assert scoring.needs_third(far)
    give(ask(far), 8)
    assert Result.objects.get(application=far.application).reached == Decimal("34.00")
    for points in (9, 8):
        give(ask(close), points)
    with pytest.raises(Refused, match="Two scorers are enough"):
        ask(close)


def test_scorer_with_a_conflict_is_refused_when_asked_and_nobody_is_named() -> None:
    sits = written(candidate())
    provider = staff(sits.sitting.association, "exam_scorer")
    EntryFactory(
        person=sits.application.person, kind="rsc_received", provider=provider, covers=[], topics={}
    )
    with pytest.raises(Refused) as refused:
        ask(sits, provider)
    assert refused.value.field == "scorer"
    assert sits.application.person.name not in str(refused.value)
    with pytest.raises(Refused, match="not an exam scorer"):
        ask(sits, staff(sits.sitting.association, "reviewer"))
    colleague = staff(sits.sitting.association, "exam_scorer", employer="Cedar Center")
    Person.objects.filter(pk=sits.application.person_id).update(employer="cedar  center")
    with pytest.raises(Refused, match="cannot score"):
        ask(Candidate.objects.get(pk=sits.pk), colleague)


def test_scorer_with_a_conflict_that_has_come_up_cannot_hand_in() -> None:
    asked = ask(written(candidate()))
    conflict.declare(
        person=asked.scorer,
        name="",
        email=asked.candidate.application.person.email,
        kind="family",
        at=AFTER,
    )
    with pytest.raises(Refused, match="cannot be scored by you any more") as refused:
        give(asked, 9)
    assert asked.candidate.application.person.name not in str(refused.value)
    asked.refresh_from_db()
    assert asked.state == "assigned"


def test_handed_in_scores_stay_and_open_items_are_refused() -> None:
    asked = ask(written(candidate()))
    with pytest.raises(Refused, match="every item"):
        scoring.save_and_hand_in(scoring=asked, points={}, at=AFTER)
    give(asked, 8)
    with pytest.raises(Refused, match="can no longer be changed"):
        give(Scoring.objects.get(pk=asked.pk), 1)


def test_assignment_can_be_taken_back_and_an_erased_scorer_leaves_none() -> None:
    sits = written(candidate())
    first, second = ask(sits), ask(sits)
    coordinator = staff(sits.sitting.association, "coordinator")
    scoring.release(scoring=first, coordinator=coordinator, at=AFTER)
    erasure.erase(person=second.scorer, at=AFTER)
    assert not sits.scorings.exists()
    for points in (8, 9):
        give(ask(sits), points)
    assert Result.objects.get().reached == 34
    done = sits.scorings.first()
    assert done is not None
    with pytest.raises(Refused, match="can no longer be changed"):
        scoring.release(scoring=done, coordinator=coordinator, at=AFTER)


def test_events_of_an_exam_carry_codes_and_no_words() -> None:
    sits = candidate()
    exam.ask_for_accommodation(candidate=sits, text="A quiet room.", at=AT)
    score_written(sits, 9, 9)
    kinds = Event.objects.filter(kind__startswith="exam.").order_by("pk")
    assert [one.kind.removeprefix("exam.") for one in kinds] == [
        *("registered", "accommodation_asked", "answers_entered"),
        *("scorer_assigned", "scored", "scorer_assigned", "scored"),
    ]
    said = "".join(one.payload for one in kinds)
    assert "quiet" not in said
    assert sits.application.person.name not in said


def test_erasing_a_candidate_takes_words_and_keeps_points() -> None:
    sits = candidate()
    exam.ask_for_accommodation(candidate=sits, text="A quiet room.", at=AT)
    score_written(sits, 9, 9)
    erasure.erase(person=sits.application.person, at=AFTER)
    sits.refresh_from_db()
    assert sits.accommodation_text == ""
    assert set(WrittenAnswer.objects.values_list("text", flat=True)) == {""}
    assert Result.objects.get().reached == 36
    assert verify_chain(sits.sitting.association) is None
