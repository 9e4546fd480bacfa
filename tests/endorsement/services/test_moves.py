"""Every move of the table happens through a service, with its event in the same transaction."""

import datetime
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from endorsement.models import Application, Event, Result
from endorsement.rules.workflow import MOVES
from endorsement.services import appeal, award, exam
from endorsement.services import application as applications
from endorsement.services import event as events
from endorsement.services import result as results
from endorsement.services import review as reviews
from endorsement.services.application import Point, Wishes, moving
from tests.factories import application as given
from tests.factories import exam as exams
from tests.factories.application import AT, staff
from tests.factories.outcomes import EMERGING_CATEGORY, LATER, LETTER, awaiting

pytestmark = pytest.mark.django_db

MUCH_LATER = datetime.datetime.combine(LATER, datetime.time(18), datetime.UTC) + 2 * exams.DAY


def _coordinator(application: Application) -> Any:
    return staff(application.association, "coordinator")


def _by(application: Application, at: datetime.datetime = AT) -> dict[str, Any]:
    return {"application": application, "coordinator": _coordinator(application), "at": at}


def submit(application: Application) -> None:
    applications.submit(
        application=application, person=application.person, wishes=Wishes(), at=MUCH_LATER
    )


def register(application: Application) -> None:
    applications.register(
        application=application, person=application.person, note="", wants_advisor=False, at=AT
    )


def split() -> Application:
    """The reviewers came to different results."""
    application = given.in_review()
    for review, said in zip(
        application.reviews.order_by("pk"), ("approve", "decline"), strict=True
    ):
        given.hand_in(review, recommendation=said)
    application.refresh_from_db()
    return application


def ask_third(application: Application) -> None:
    applications.ask_third(reviewer=staff(application.association, "reviewer"), **_by(application))


def withdraw(application: Application) -> None:
    applications.withdraw(application=application, person=application.person, at=AT)


def ask_more(application: Application) -> None:
    applications.ask_more(question="Which?", **_by(application))


def hold(application: Application) -> None:
    applications.hold(until_on=LATER, letter=LETTER, **_by(application))


def defer(application: Application) -> None:
    applications.defer(
        until_on=LATER, letter=LETTER, conditions=[Point("training", "More.")], **_by(application)
    )


def decide(decision: str) -> Callable[[Application], None]:
    return lambda one: applications.decide(decision=decision, reason=LETTER, **_by(one))  # type: ignore[func-returns-value,return-value]


def more_information() -> Application:
    application = given.submitted()
    ask_more(application)
    return application


def on_hold() -> Application:
    application = awaiting()
    hold(application)
    return application


def deferred() -> Application:
    application = awaiting()
    defer(application)
    return application


def emerging() -> Application:
    application = awaiting(EMERGING_CATEGORY)
    applications.grant_emerging(until_on=LATER, **_by(application))
    return application


def declined() -> Application:
    application = given.awaiting_decision()
    decide("decline")(application)
    return application


def appealed() -> Application:
    application = declined()
    appeal.file(application=application, person=application.person, reasons="Again.", at=AT)
    application.refresh_from_db()
    return application


def exam_passed() -> Application:
    sits = exams.candidate()
    _pass_choice(sits)
    _pass_written(sits)
    sits.application.refresh_from_db()
    return sits.application


def nearly_passed() -> Application:
    sits = exams.candidate()
    _pass_choice(sits)
    return sits.application


def _pass_choice(sits: Any) -> None:
    exam.enter_score(
        candidate=sits,
        points=60,
        coordinator=staff(sits.sitting.association, "coordinator"),
        at=exams.AFTER,
    )


def _pass_written(sits: Any) -> None:
    exams.written(sits)
    for _number in range(2):
        exams.give(exams.ask(sits), 10)


def last_score(application: Application) -> None:
    results.record(
        asked="exam:vignettes",
        held_on=exams.HELD_ON,
        reached=10,  # type: ignore[arg-type]
        out_of=10,  # type: ignore[arg-type]
        once="last",
        **_by(application, exams.AFTER),
    )


def take_back(application: Application) -> None:
    results.take_back(
        result=Result.objects.filter(application=application).latest("pk"),
        coordinator=_coordinator(application),
        at=exams.AFTER,
    )


def assign_last(application: Application) -> None:
    given.assign(application)


def nearly_in_review() -> Application:
    application = given.complete()
    for _number in range(application.association.overlay.reviewers_required - 1):
        given.assign(application)
    application.refresh_from_db()
    return application


def nearly_handed_in() -> Application:
    application = given.in_review()
    *others, _last = application.reviews.order_by("pk")
    for one in others:
        given.hand_in(one)
    return application


def hand_in_last(application: Application) -> None:
    given.hand_in(application.reviews.get(state="assigned"))


def recuse(application: Application) -> None:
    reviews.recuse(review=application.reviews.filter(state="assigned").latest("pk"), at=AT)


WALK: dict[tuple[str, str, str], tuple[Callable[[], Application], Callable[[Application], Any]]] = {
    ("draft", "register", "applicant"): (given.unregistered, register),
    ("registration_asked", "accept_registration", "coordinator"): (
        given.registration_asked,
        lambda one: applications.accept_registration(**_by(one)),
    ),
    ("registration_asked", "ask_registration", "coordinator"): (
        given.registration_asked,
        lambda one: applications.ask_registration(question="Which?", **_by(one)),
    ),
    ("registration_asked", "withdraw", "applicant"): (given.registration_asked, withdraw),
    ("in_progress", "submit", "applicant"): (given.draft, submit),
    ("in_progress", "withdraw", "applicant"): (given.draft, withdraw),
    ("more_information", "submit", "applicant"): (more_information, submit),
    ("draft", "withdraw", "applicant"): (given.unregistered, withdraw),
    ("submitted", "withdraw", "applicant"): (given.submitted, withdraw),
    ("complete", "withdraw", "applicant"): (given.complete, withdraw),
    ("in_review", "withdraw", "applicant"): (given.in_review, withdraw),
    ("more_information", "withdraw", "applicant"): (more_information, withdraw),
    ("submitted", "confirm_complete", "coordinator"): (
        given.submitted,
        lambda one: applications.confirm_complete(**_by(one)),
    ),
    ("submitted", "ask_more", "coordinator"): (given.submitted, ask_more),
    ("complete", "ask_more", "coordinator"): (given.complete, ask_more),
    ("complete", "start_review", "coordinator"): (nearly_in_review, assign_last),
    ("awaiting_decision", "approve", "coordinator"): (given.awaiting_decision, decide("approve")),
    ("awaiting_decision", "decline", "coordinator"): (given.awaiting_decision, decide("decline")),
    ("awaiting_decision", "ask_more", "coordinator"): (awaiting, ask_more),
    ("awaiting_decision", "ask_third", "coordinator"): (split, ask_third),
    ("in_review", "all_handed_in", "system"): (nearly_handed_in, hand_in_last),
    ("in_review", "reviewer_recused", "system"): (given.in_review, recuse),
    ("on_hold", "answer", "applicant"): (
        on_hold,
        lambda one: applications.answer(application=one, person=one.person, text="So.", at=AT),
    ),
    ("on_hold", "withdraw", "applicant"): (on_hold, withdraw),
    ("deferred", "submit", "applicant"): (deferred, submit),
    ("deferred", "withdraw", "applicant"): (deferred, withdraw),
    ("emerging", "submit", "applicant"): (emerging, submit),
    ("approved_for_exam", "withdraw", "applicant"): (exams.approved_for_exam, withdraw),
    ("exam_passed", "withdraw", "applicant"): (exam_passed, withdraw),
    ("declined", "appeal", "applicant"): (
        declined,
        lambda one: appeal.file(application=one, person=one.person, reasons="Again.", at=AT),
    ),
    ("awaiting_decision", "approve_for_exam", "coordinator"): (
        awaiting,
        lambda one: applications.approve_for_exam(**_by(one)),
    ),
    ("awaiting_decision", "grant_emerging", "coordinator"): (
        lambda: awaiting(EMERGING_CATEGORY),
        lambda one: applications.grant_emerging(until_on=LATER, **_by(one)),
    ),
    ("awaiting_decision", "hold", "coordinator"): (awaiting, hold),
    ("awaiting_decision", "defer", "coordinator"): (awaiting, defer),
    ("on_hold", "resume", "coordinator"): (on_hold, lambda one: applications.resume(**_by(one))),
    ("approved_for_exam", "decline", "coordinator"): (exams.approved_for_exam, decide("decline")),
    ("exam_passed", "approve", "coordinator"): (exam_passed, decide("approve")),
    ("exam_passed", "decline", "coordinator"): (exam_passed, decide("decline")),
    ("appealed", "hear", "coordinator"): (appealed, lambda one: appeal.hear(**_by(one))),
    ("appealed", "uphold", "coordinator"): (
        appealed,
        lambda one: appeal.uphold(letter=LETTER, **_by(one)),
    ),
    ("on_hold", "hold_ended", "system"): (
        on_hold,
        lambda _one: applications.end_holds(at=MUCH_LATER),
    ),
    ("approved_for_exam", "exam_passed", "system"): (nearly_passed, last_score),
    ("exam_passed", "exam_reopened", "system"): (exam_passed, take_back),
}


#: Happens within the birth of an application: see `test_beginning_is_one_with_the_application`.
AT_BIRTH = ("draft", "begin", "system")


def test_walk_is_the_table() -> None:
    assert {tuple(map(str, move)) for move in MOVES} == {*WALK, AT_BIRTH}


def test_beginning_is_one_with_the_application(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = Event.objects.order_by("seq").values_list("kind", flat=True)
    association = given.begun().association
    assert list(kinds) == ["application.started", "application.in_progress"]

    def fail(_one: Application, kind: str, **_said: Any) -> None:
        raise RuntimeError(kind)

    monkeypatch.setattr(moving, "record", fail)
    with pytest.raises(RuntimeError, match="in_progress"):
        given.begun(association)
    assert Application.objects.count() == 1


@pytest.mark.parametrize("key", WALK, ids="-".join)
def test_move_writes_its_state_and_its_event(key: tuple[str, str, str]) -> None:
    begin, act = WALK[key]
    application = begin()
    assert application.state == key[0]
    act(application)
    application.refresh_from_db()
    target = next(target for move, target in MOVES.items() if tuple(map(str, move)) == key)
    assert application.state == target
    stream = f"application:{application.public_id}"
    assert Event.objects.filter(stream=stream, kind=f"application.{target}").exists()
    seqs = list(Event.objects.filter(stream=stream).order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, len(seqs) + 1))


@pytest.mark.parametrize("key", WALK, ids="-".join)
def test_move_whose_event_fails_never_happened(
    key: tuple[str, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, act = WALK[key]
    application = begin()
    before = Event.objects.count()
    failed: list[str] = []

    def record_then_fail(one: Application, kind: str, **said: Any) -> None:
        moving_record(one, kind, **said)
        if kind in {str(target) for target in MOVES.values()}:
            failed.append(kind)
            raise RuntimeError("the disk is full")

    moving_record = moving.record
    monkeypatch.setattr(moving, "record", record_then_fail)
    # What a sweep does is logged there and tried again by the next one.
    with suppress(RuntimeError):
        act(application)
    assert failed
    application.refresh_from_db()
    assert application.state == key[0]
    assert Event.objects.count() == before


def test_emerging_award_and_its_event_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    application = awaiting(EMERGING_CATEGORY)
    real = events.record

    def fail_for_the_award(**said: Any) -> Any:
        if said["kind"] == "endorsement.emerging":
            raise RuntimeError("the disk is full")
        return real(**said)

    monkeypatch.setattr(award.event, "record", fail_for_the_award)
    with pytest.raises(RuntimeError, match="the disk is full"):
        applications.grant_emerging(until_on=LATER, **_by(application))
    application.refresh_from_db()
    assert application.state == "awaiting_decision"
    assert not application.decisions.exists()
