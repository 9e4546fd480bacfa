"""Each outcome moves the application once, keeps its decision and its letter, and is a link of the chain."""

import datetime
import json
from typing import Any

import pytest

from endorsement.models import Application, Decision, Endorsement, Event
from endorsement.refusals import Refused
from endorsement.selectors import reopening
from endorsement.selectors.providers import standings
from endorsement.services import application as applications
from endorsement.services import award, event, letter
from endorsement.services.application import Point, Wishes
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.ledger import EntryFactory
from tests.factories.outcomes import EMERGING_CATEGORY, EXAM_CATEGORY, LATER, LETTER, awaiting

pytestmark = pytest.mark.django_db

DAYS = datetime.timedelta(days=1)
CONDITIONS = [Point("training", "Take nine more hours about attachment.", "9 clock hours")]
OUTCOMES: dict[str, tuple[Any, dict[str, Any], str]] = {
    "approve_for_exam": (applications.approve_for_exam, {}, "approved_for_exam"),
    "hold": (applications.hold, {"until_on": LATER, "letter": LETTER}, "on_hold"),
    "defer": (
        applications.defer,
        {"until_on": LATER, "letter": LETTER, "conditions": CONDITIONS},
        "deferred",
    ),
    "decline": (applications.decide, {"decision": "decline", "reason": LETTER}, "declined"),
    "more_info": (applications.ask_more, {"question": LETTER}, "more_information"),
}


def conclude(application: Application, outcome: str, **more: Any) -> Application:
    verb, said, _state = OUTCOMES[outcome]
    coordinator = more.pop("coordinator", None) or staff(application.association, "coordinator")
    at = more.pop("at", AT)
    found: Application = verb(
        application=application, coordinator=coordinator, at=at, **said, **more
    )
    return found


def submit(application: Application, at: datetime.datetime) -> Application:
    return applications.submit(
        application=application, person=application.person, wishes=Wishes(), at=at
    )


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_outcome_moves_keeps_its_decision_and_tells_the_applicant(outcome: str) -> None:
    application = awaiting()
    conclude(application, outcome)
    decision = application.decisions.get()
    assert (application.state, decision.outcome) == (OUTCOMES[outcome][2], outcome)
    assert decision.letter in {LETTER, ""}
    assert Mail.objects.filter(to_address=application.person.email).exists()
    assert event.verify_chain(application.association) is None


@pytest.mark.parametrize("outcome", [one for one in OUTCOMES if one != "more_info"])
def test_outcome_is_a_link_of_the_chain(outcome: str) -> None:
    application = awaiting()
    conclude(application, outcome)
    last = Event.objects.filter(stream=f"application:{application.public_id}").latest("seq")
    assert last.kind == f"application.{application.state}"
    assert last.chain_no is not None
    assert LETTER not in last.payload


def test_only_outcomes_of_the_edition_may_be_chosen() -> None:
    plain = given.awaiting_decision()
    for outcome in ("approve_for_exam", "hold", "defer"):
        with pytest.raises(Refused, match="do not have this outcome"):
            conclude(plain, outcome)
    with pytest.raises(Refused, match="do not have this outcome"):
        applications.decide(
            application=awaiting(),
            coordinator=staff(plain.association, "coordinator"),
            decision="approve",
            reason="",
            at=AT,
        )
    plain.refresh_from_db()
    assert plain.state == "awaiting_decision"
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("outcome", "field"), [("hold", "letter"), ("defer", "letter")])
def test_what_hurts_is_never_sent_without_a_letter(outcome: str, field: str) -> None:
    application = awaiting()
    verb, said, _state = OUTCOMES[outcome]
    with pytest.raises(Refused) as refused:
        verb(
            application=application,
            coordinator=staff(application.association, "coordinator"),
            at=AT,
            **{**said, "letter": "  "},
        )
    assert refused.value.field == field


@pytest.mark.parametrize("outcome", ["hold", "defer"])
def test_day_that_has_come_is_refused(outcome: str) -> None:
    application = awaiting()
    verb, said, _state = OUTCOMES[outcome]
    with pytest.raises(Refused, match="has come already"):
        verb(
            application=application,
            coordinator=staff(application.association, "coordinator"),
            at=AT,
            **{**said, "until_on": AT.date()},
        )


def test_hold_ends_with_an_answer_that_is_kept() -> None:
    application = conclude(awaiting(), "hold")
    with pytest.raises(Refused, match="Write your answer"):
        applications.answer(application=application, person=application.person, text=" ", at=AT)
    applications.answer(application=application, person=application.person, text="It is so.", at=AT)
    assert application.state == "awaiting_decision"
    assert application.decisions.get().answer.text == "It is so."


def test_hold_ends_the_day_after_its_last_and_only_once() -> None:
    application = conclude(awaiting(), "hold")
    at = datetime.datetime.combine(LATER, datetime.time(18), datetime.UTC)
    assert applications.end_holds(at=at) == 0
    assert [applications.end_holds(at=at + DAYS) for _twice in range(2)] == [1, 0]
    application.refresh_from_db()
    assert application.state == "awaiting_decision"
    # Nothing more was sent: what the applicant hears is for a person to write.
    assert Mail.objects.filter(template="letter").count() == 1


def test_hold_that_cannot_be_ended_holds_up_no_other() -> None:
    broken, other = awaiting(), conclude(awaiting(), "hold")
    Application.objects.filter(pk=broken.pk).update(state="on_hold")
    at = datetime.datetime.combine(LATER, datetime.time(18), datetime.UTC) + DAYS
    assert broken.pk < other.pk
    assert applications.end_holds(at=at) == 1


def test_letter_goes_out_as_it_was_read_with_its_days_and_is_kept() -> None:
    application = awaiting()
    sender = staff(application.association, "coordinator")
    text = letter.open_text(application=application, kind="hold", at=AT, sender=sender)
    assert "{re_review_on}" in text
    applications.hold(
        application=application, coordinator=sender, until_on=LATER, letter=text, at=AT
    )
    sent = application.letters.get()
    mail = Mail.objects.get(template="letter")
    assert (sent.kind, sent.sent_by, sent.body) == ("hold", sender, mail.context["letter_body"])
    assert "Sept. 1, 2026" in sent.body
    assert "{" not in sent.body
    assert application.decisions.get().letter == sent.body


def test_coordinator_can_end_a_hold_early() -> None:
    application = conclude(awaiting(), "hold")
    coordinator = staff(application.association, "coordinator")
    applications.resume(application=application, coordinator=coordinator, at=AT)
    assert application.state == "awaiting_decision"


def test_deferral_names_its_conditions_and_waits_for_its_day() -> None:
    application = conclude(awaiting(), "defer")
    assert list(application.decisions.get().points.values_list("requirement", "amount")) == [
        ("training", "9 clock hours")
    ]
    with pytest.raises(Refused, match=r"from Sept\. 1, 2026"):
        submit(application, AT + DAYS)
    again = submit(application, AT + 100 * DAYS)
    assert (again.state, again.submissions) == ("submitted", 2)


@pytest.mark.parametrize("conditions", [[], [Point("training", " ")]])
def test_deferral_without_a_condition_is_refused(conditions: list[Point]) -> None:
    application = awaiting()
    with pytest.raises(Refused, match="at least one condition"):
        applications.defer(
            application=application,
            coordinator=staff(application.association, "coordinator"),
            conditions=conditions,
            until_on=LATER,
            letter=LETTER,
            at=AT,
        )


def test_requirement_of_another_category_is_refused() -> None:
    with pytest.raises(Refused, match="not of this category"):
        conclude(awaiting(), "more_info", requirements=["astronautics"])


def test_more_information_reopens_only_what_was_asked() -> None:
    application = awaiting()
    work = EntryFactory(person=application.person, kind="work", hours=None, covers=[], topics={})
    training = EntryFactory(person=application.person)
    conclude(application, "more_info", requirements=["training"])
    again = submit(application, AT + DAYS)
    keys = {one["key"] for one in json.loads(again.snapshot)["entries"]}
    assert training.public_id in keys
    assert work.public_id not in keys
    work.refresh_from_db()
    training.refresh_from_db()
    assert (work.permanent_at, training.permanent_at) == (None, AT + DAYS)
    found = reopening.changed(again)
    assert found is not None
    assert found.asked == ("training",)
    assert [(one.part, one.change.value) for one in found.differences] == [("entries", "added")]


def test_question_about_nothing_in_particular_reopens_everything() -> None:
    application = awaiting()
    work = EntryFactory(person=application.person, kind="work", hours=None, covers=[], topics={})
    again = submit(conclude(application, "more_info"), AT + DAYS)
    assert work.public_id in {one["key"] for one in json.loads(again.snapshot)["entries"]}


def test_round_handed_in_before_rounds_were_kept_can_be_compared() -> None:
    application = awaiting()
    application.rounds.all().delete()
    again = submit(conclude(application, "more_info"), AT + DAYS)
    assert list(again.rounds.order_by("number").values_list("number", flat=True)) == [1, 2]


def emerging(until: datetime.date = LATER) -> Application:
    application = awaiting(EMERGING_CATEGORY)
    return applications.grant_emerging(
        application=application,
        coordinator=staff(application.association, "coordinator"),
        until_on=until,
        at=AT,
    )


def test_emerging_counts_as_a_provider_on_its_days_and_has_no_certificate() -> None:
    application = emerging()
    held = Endorsement.objects.get()
    assert (held.emerging, held.emerging_through, held.cycles.count()) == (True, LATER, 0)
    (standing,) = standings(application.association, [application.person_id])[application.person_id]
    assert (standing.emerging, standing.through_on) == (True, LATER)


def test_emerging_longer_than_the_edition_allows_is_refused() -> None:
    with pytest.raises(Refused, match="at most 24 months"):
        emerging(datetime.date(2029, 1, 1))


def test_emerging_lapses_after_its_day_and_becomes_full_when_approved() -> None:
    application = emerging()
    after = datetime.datetime.combine(LATER, datetime.time(18), datetime.UTC) + DAYS
    assert [award.end_emerging(at=after) for _twice in range(2)] == [1, 0]
    submit(application, after)
    coordinator = staff(application.association, "coordinator")
    applications.confirm_complete(application=application, coordinator=coordinator, at=after)
    for _number in range(application.association.overlay.reviewers_required):
        given.hand_in(given.assign(application))
    application.refresh_from_db()
    given.decide(application, "approve")
    held = Endorsement.objects.get()
    assert (held.emerging, held.state, held.cycles.count()) == (False, "active", 1)
    found = standings(application.association, [application.person_id])[application.person_id]
    assert [one.emerging for one in found] == [True, False]


def test_only_what_an_exam_category_lists_is_open_to_the_coordinator() -> None:
    from endorsement.rules.outcomes import open_outcomes
    from endorsement.selectors import editions

    application = awaiting()
    listed = editions.parsed(application.edition).categories[EXAM_CATEGORY].outcomes
    assert [one.value for one in open_outcomes("awaiting_decision", listed)] == [
        *("approve_for_exam", "more_info", "hold", "defer", "decline")
    ]
    assert [one.value for one in open_outcomes("exam_passed", listed)] == ["approve", "decline"]
    assert [one.value for one in open_outcomes("submitted", listed)] == ["more_info"]
    assert open_outcomes("approved", listed) == []
