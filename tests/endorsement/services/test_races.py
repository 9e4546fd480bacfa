"""What happens at the same moment happens once. Needs a database with parallel writers."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from endorsement.models import (
    Appeal,
    Application,
    Association,
    Confirmation,
    ConfirmationRequest,
    Edition,
    Endorsement,
    Event,
    LedgerEntry,
    Notice,
    Overlay,
    Result,
    Review,
    Scoring,
)
from endorsement.refusals import Refused
from endorsement.selectors import confirmations
from endorsement.services import (
    appeal,
    availability,
    confirmation,
    confirmation_reminder,
    cycle_sweep,
    event,
    guest,
    ledger,
    publication,
    reminder,
    review_reminder,
    roster,
    standing,
)
from endorsement.services import application as applications
from endorsement.services import edition as editions
from endorsement.services import review as reviews
from endorsement.services.application import Wishes
from endorsement.services.confirmation import Answer, Answered
from endorsement.services.entry_content import EntryContent
from endorsement.services.notices import gathering
from lms.backbone.mail import send_due_mail
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories import exam as exams
from tests.factories.application import AT, staff
from tests.factories.award import CycleFactory, EndorsementFactory
from tests.factories.confirmation import asked, group_of, hours, post
from tests.factories.edition import administrator
from tests.factories.edition import submitted as submitted_edition
from tests.factories.outcomes import LATER, LETTER, awaiting
from tests.factories.person import OutsiderFactory, PersonFactory
from tests.factories.scheme import association_with_scheme, sample_edition

pytestmark = pytest.mark.usefixtures("on_postgresql", "committed_db")


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call answered or raised, when all start together on connections of their own."""
    start, answers = Barrier(len(calls)), [None] * len(calls)

    def run(number: int, call: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=20)
            answers[number] = call()
        except Exception as error:  # noqa: BLE001  the test looks at it
            answers[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=one) for one in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def _refusals(answers: list[Any]) -> int:
    unexpected = [one for one in answers if isinstance(one, Exception)]
    assert all(isinstance(one, Refused) for one in unexpected), unexpected
    return len(unexpected)


def test_application_submitted_twice_at_once_is_submitted_once():
    application = given.draft()

    def submit() -> None:
        applications.submit(
            application=Application.objects.get(pk=application.pk),
            person=application.person,
            wishes=Wishes(),
            at=AT,
        )

    assert _refusals(at_once(submit, submit)) == 0
    assert Event.objects.filter(kind="application.submitted").count() == 1


def test_application_started_twice_at_once_is_one():
    association, person = association_with_scheme(), staff(association_with_scheme(), "advisor")

    def start() -> None:
        applications.start(person=person, association=association, category="first_steps", at=AT)

    assert _refusals(at_once(start, start)) == 0
    assert Application.objects.count() == 1


def test_of_two_coordinators_who_decide_at_once_one_is_refused():
    application = given.awaiting_decision()
    people = [staff(application.association, "coordinator") for _number in range(2)]

    def decide(number: int) -> None:
        applications.decide(
            application=Application.objects.get(pk=application.pk),
            coordinator=people[number],
            decision=["approve", "decline"][number],
            reason="Because.",
            at=AT,
        )

    assert _refusals(at_once(lambda: decide(0), lambda: decide(1))) == 1
    application.refresh_from_db()
    assert Endorsement.objects.count() == (application.state == "approved")
    assert event.verify_chain(application.association) is None


def test_decisions_of_one_association_at_once_all_join_the_chain():
    association = association_with_scheme()
    waiting = [given.awaiting_decision(association) for _number in range(3)]
    calls = [lambda one=one: given.decide(one, "approve") for one in waiting]
    assert _refusals(at_once(*calls)) == 0
    assert event.verify_chain(association) is None
    assert Event.objects.filter(chain_no__isnull=False).count() == 6


def test_two_reviewers_who_hand_in_at_once_pass_the_application_on():
    application = given.in_review()
    both = list(application.reviews.order_by("pk"))
    for review in both:
        reviews.save(review=review, findings={}, recommendation="approve", comment="")
    calls = [
        lambda pk=one.pk: reviews.hand_in(review=Review.objects.get(pk=pk), at=AT) for one in both
    ]
    assert _refusals(at_once(*calls)) == 0
    application.refresh_from_db()
    assert application.state == "awaiting_decision"


def test_one_reviewer_handing_in_while_the_other_steps_back_waits_for_a_third():
    application = given.in_review()
    one, two = application.reviews.order_by("pk")
    reviews.save(review=one, findings={}, recommendation="approve", comment="")
    answers = at_once(
        lambda: reviews.hand_in(review=Review.objects.get(pk=one.pk), at=AT),
        lambda: reviews.recuse(review=Review.objects.get(pk=two.pk), at=AT),
    )
    assert _refusals(answers) == 0
    application.refresh_from_db()
    assert application.state == "complete"


def test_two_sweeps_at_once_remind_and_lapse_once():
    association = association_with_scheme()
    for _number in range(5):
        CycleFactory(
            endorsement=EndorsementFactory(
                association=association, edition=sample_edition(), category="first_steps"
            ),
            next_rung_on=date(2026, 10, 1),
            next_status_on=date(2026, 10, 1),
        )
    at = datetime(2027, 3, 1, 18, tzinfo=UTC)

    def sweep() -> None:
        cycle_sweep.sweep(at=at)
        reminder.sweep(at=at)
        gathering.gather(at=at)
        send_due_mail(at=at)

    assert _refusals(at_once(sweep, sweep, sweep)) == 0
    gathering.gather(at=at)
    send_due_mail(at=at)
    assert Mail.objects.count() == 5
    assert Notice.objects.filter(outcome="sent").count() == 5
    for what in ("window_opened", "lapsed", "removed_from_registry"):
        assert Event.objects.filter(kind=f"endorsement.{what}").count() == 5
    assert event.verify_chain(association) is None


def test_a_break_and_a_lapse_at_once_are_one_of_the_two():
    association = association_with_scheme()
    cycle = CycleFactory(
        endorsement=EndorsementFactory(
            association=association, edition=sample_edition(), category="first_steps"
        ),
        next_status_on=date(2026, 10, 1),
    )
    at = datetime(2027, 3, 1, 12, tzinfo=UTC)

    def rest() -> None:
        standing.set_inactive(
            endorsement=Endorsement.objects.get(pk=cycle.endorsement_id),
            coordinator=PersonFactory(),
            because="illness",
            at=at,
        )

    at_once(rest, lambda: cycle_sweep.sweep(at=at))
    cycle.refresh_from_db()
    cycle.endorsement.refresh_from_db()
    kinds = set(Event.objects.values_list("kind", flat=True))
    if cycle.endorsement.state == "inactive":
        assert (cycle.state, cycle.next_status_on) == ("open", None)
        assert "endorsement.lapsed" not in kinds
    else:
        assert (cycle.endorsement.state, cycle.state) == ("lapsed", "lapsed")
        assert "endorsement.set_inactive" not in kinds
    assert event.verify_chain(association) is None


def test_two_tabs_that_confirm_at_once_confirm_once():
    person, provider = PersonFactory(), OutsiderFactory()
    request = asked(person, *hours(person, provider, 4))
    shown = {
        line.entry.public_id: Answer(right=True, shown=confirmations.fingerprint(line.entry))
        for line in request.lines.select_related("entry")
    }

    def confirm() -> Answered:
        return confirmation.answer(request=request, answers=shown, at=AT)

    answers = at_once(confirm, confirm)
    assert _refusals(answers) == 0
    assert sorted((one.confirmed, one.already) for one in answers) == [(0, 4), (4, 0)]
    assert Confirmation.objects.filter(by=provider).count() == 4
    assert LedgerEntry.objects.filter(permanent_at=AT).count() == 4
    assert Mail.objects.filter(template="confirmation_answered").count() == 1


def test_changing_an_entry_while_it_is_confirmed_never_confirms_what_was_not_shown():
    person, provider = PersonFactory(), OutsiderFactory()
    (entry,) = hours(person, provider, 1)
    request = asked(person, entry)
    shown = {entry.public_id: Answer(right=True, shown=confirmations.fingerprint(entry))}
    content = EntryContent(
        kind="rsc_received",
        first_on=entry.first_on,
        last_on=entry.last_on,
        hours=Decimal("5.00"),
        provider=provider,
    )
    answers = at_once(
        lambda: confirmation.answer(request=request, answers=shown, at=AT),
        lambda: ledger.change_entry(
            entry=LedgerEntry.objects.get(pk=entry.pk), content=content, at=AT
        ),
    )
    refused, confirmed = _refusals(answers), Confirmation.objects.count()
    entry.refresh_from_db()
    assert (refused, confirmed, entry.hours) in [(1, 1, Decimal(1)), (0, 0, Decimal(5))]


def test_roster_posted_twice_at_once_records_every_member_once():
    people = [PersonFactory() for _number in range(4)]
    group = group_of(*people)
    answers = at_once(lambda: post(group, *people), lambda: post(group, *people))
    assert _refusals(answers) == 0
    assert LedgerEntry.objects.count() == Confirmation.objects.count() == 4


def _approval(edition: Edition) -> Callable[[], Any]:
    by = administrator()
    return lambda: publication.approve(
        edition=Edition.objects.get(pk=edition.pk),
        effective_from=edition.effective_from,
        seen=edition.revision,
        by=by,
        at=AT,
    )


def test_two_approvals_of_one_edition_at_once_publish_it_once():
    association_with_scheme("north")
    draft = submitted_edition()
    answers = at_once(_approval(draft), _approval(draft))
    assert _refusals(answers) == 1
    published = Event.objects.filter(stream=f"edition:{draft.public_id}:north")
    assert [one.kind for one in published] == ["edition_published"]


def test_two_editions_of_the_same_days_approved_at_once_do_not_overlap():
    association_with_scheme("north")
    first, second = submitted_edition(code="a"), submitted_edition(code="b")
    assert _refusals(at_once(_approval(first), _approval(second))) == 1
    rows = Edition.objects.filter(code__in="ab", state=Edition.State.PUBLISHED)
    assert rows.count() == 1


def test_an_edition_is_taken_back_once():
    association_with_scheme("north")
    far = date(2126, 1, 1)
    draft = submitted_edition(on=far)
    publication.approve(
        edition=draft, effective_from=far, seen=draft.revision, by=administrator(), at=AT
    )
    by = administrator()

    def take_back() -> Any:
        return publication.take_back(
            edition=Edition.objects.get(pk=draft.pk), asked="Fewer hours.", by=by, at=AT
        )

    assert _refusals(at_once(take_back, take_back)) == 1
    draft.refresh_from_db()
    assert (draft.state, draft.revision) == ("draft", 3)
    told = Event.objects.filter(stream=f"edition:{draft.public_id}:north").order_by("pk")
    assert [one.kind for one in told] == ["edition_published", "edition_taken_back"]


def test_of_two_who_save_a_draft_at_once_one_is_told():
    association_with_scheme("north")
    draft = submitted_edition()
    by = draft.submitted_by
    assert by
    editions.give_back(edition=draft, asked="", by=by)

    def save() -> Any:
        return editions.change(
            edition=Edition.objects.get(pk=draft.pk),
            document=json.loads(draft.document),
            seen=draft.revision,
            by=by,
            at=AT,
        )

    assert _refusals(at_once(save, save)) == 1
    draft.refresh_from_db()
    assert [one.number for one in draft.revisions.all()] == [3, 2, 1]


def test_two_sweeps_at_once_remind_a_silent_confirmer_once():
    person, provider = PersonFactory(), OutsiderFactory()
    request = asked(person, *hours(person, provider, 1))
    later = AT + timedelta(days=400)
    ConfirmationRequest.objects.filter(pk=request.pk).update(
        asked_at=later - timedelta(days=14),
        sent_at=later - timedelta(days=14),
        token_expires_at=later + timedelta(days=9),
    )
    answers = at_once(
        lambda: confirmation_reminder.owe(later), lambda: confirmation_reminder.owe(later)
    )
    assert sorted(answers) == [0, 1]
    assert Notice.objects.count() == 1


def test_taking_somebody_back_twice_at_once_withdraws_once():
    person = PersonFactory()
    group = group_of(person)
    post(group, person)
    entry = LedgerEntry.objects.get()
    back = {"group": group, "on": entry.first_on, "person": person, "at": entry.recorded_at}
    answers = at_once(lambda: roster.take_back(**back), lambda: roster.take_back(**back))
    assert sorted(answers) == [False, True]
    assert LedgerEntry.objects.filter(corrects=entry, withdrawn=True).count() == 1


def test_two_coordinators_who_assign_the_last_place_at_once_assign_one():
    application = given.complete()
    given.assign(application)
    coordinators = [staff(application.association, "coordinator") for _number in range(2)]
    reviewers = [staff(application.association, "reviewer") for _number in range(2)]

    def assign(number: int) -> None:
        applications.assign_reviewer(
            application=Application.objects.get(pk=application.pk),
            reviewer=reviewers[number],
            coordinator=coordinators[number],
            at=AT,
        )

    assert _refusals(at_once(lambda: assign(0), lambda: assign(1))) == 1
    application.refresh_from_db()
    assert (application.state, application.reviews.count()) == ("in_review", 2)


def test_one_reviewer_asked_for_two_applications_at_once_takes_what_there_is_room_for():
    one = given.complete()
    two = given.complete(one.association)
    reviewer = staff(one.association, "reviewer")
    coordinator = staff(one.association, "coordinator")
    availability.set_capacity(person=reviewer, at_most=1, at=AT)
    calls = [
        lambda pk=each.pk: applications.assign_reviewer(
            application=Application.objects.get(pk=pk),
            reviewer=reviewer,
            coordinator=coordinator,
            at=AT,
        )
        for each in (one, two)
    ]
    assert _refusals(at_once(*calls)) == 1
    assert reviewer.reviews.count() == 1


def test_handing_in_anew_while_a_reviewer_is_assigned_loses_neither():
    """The coordinator asks for more and the applicant answers, while another assigns."""
    application = given.complete()
    coordinator, reviewer = (
        staff(application.association, role) for role in ("coordinator", "reviewer")
    )

    def answer() -> None:
        asked = applications.ask_more(
            application=Application.objects.get(pk=application.pk),
            coordinator=coordinator,
            question="Which?",
            at=AT,
        )
        applications.submit(application=asked, person=application.person, wishes=Wishes(), at=AT)

    def assign() -> None:
        applications.assign_reviewer(
            application=Application.objects.get(pk=application.pk),
            reviewer=reviewer,
            coordinator=coordinator,
            at=AT,
        )

    refused = _refusals(at_once(answer, assign))
    application.refresh_from_db()
    found = list(application.reviews.values_list("state", "round"))
    assert (refused, application.state, found) in [
        # Assigned first: the review goes on with what was handed in anew.
        (0, "submitted", [("assigned", 2)]),
        # Asked first: nobody is assigned to what is being answered.
        (1, "submitted", []),
    ]


def test_yes_and_no_at_once_leave_one_answer():
    review = given.in_review().reviews.order_by("pk")[0]
    answers = at_once(
        lambda: reviews.accept(review=Review.objects.get(pk=review.pk), at=AT),
        lambda: reviews.decline(review=Review.objects.get(pk=review.pk), at=AT),
    )
    assert _refusals(answers) <= 1
    review.refresh_from_db()
    assert review.state == "recused"


def test_one_after_the_other_two_who_hand_in_and_step_back_at_once_ask_the_next_once():
    association = association_with_scheme()
    Overlay.objects.filter(association=association).update(
        review_order="sequential", reviewers_required=3
    )
    application = given.in_review(Association.objects.get(pk=association.pk))
    first, second, third = application.reviews.order_by("pk")
    reviews.save(review=first, findings={}, recommendation="approve", comment="")
    answers = at_once(
        lambda: reviews.hand_in(review=Review.objects.get(pk=first.pk), at=AT),
        lambda: reviews.recuse(review=Review.objects.get(pk=second.pk), at=AT),
    )
    assert _refusals(answers) == 0
    states = [Review.objects.get(pk=one.pk).state for one in (first, second, third)]
    assert states == ["handed_in", "recused", "assigned"]


def test_two_sweeps_at_once_climb_each_rung_of_a_review_once():
    for _number in range(3):
        given.in_review()
    later = AT + timedelta(days=40)
    calls = [lambda: review_reminder.sweep(at=later) for _time in range(2)]
    answers = at_once(*calls)
    assert _refusals(answers) == 0
    assert sum(answers) == Review.objects.filter(state="assigned").count()
    notices = Notice.objects.filter(kind="reviews")
    # The latest rung to each reader is owed, the earlier ones are overtaken.
    assert notices.filter(outcome="").count() == len(set(notices.values_list("subject", flat=True)))


def test_somebody_invited_twice_at_once_is_a_guest_once():
    application = given.complete()
    helper = staff(association_with_scheme("south"), "reviewer")
    coordinator = staff(application.association, "coordinator")

    def invite() -> None:
        guest.invite(
            application=Application.objects.get(pk=application.pk),
            email=helper.email,
            role="reviewer",
            through_on=AT.date(),
            coordinator=coordinator,
            at=AT,
        )

    assert _refusals(at_once(invite, invite)) == 1
    assert application.guests.count() == 1


def _coordinators(application: Application) -> list[Any]:
    return [staff(application.association, "coordinator") for _number in range(2)]


def test_two_coordinators_deciding_at_once_decide_once():
    application = awaiting()
    one, two = _coordinators(application)

    def hold() -> None:
        applications.hold(
            application=Application.objects.get(pk=application.pk),
            coordinator=one,
            until_on=LATER,
            letter=LETTER,
            at=AT,
        )

    def decline() -> None:
        applications.decide(
            application=Application.objects.get(pk=application.pk),
            coordinator=two,
            decision="decline",
            reason=LETTER,
            at=AT,
        )

    assert _refusals(at_once(hold, decline)) == 1
    assert application.decisions.count() == 1
    application.refresh_from_db()
    assert application.state in {"on_hold", "declined"}
    assert event.verify_chain(application.association) is None


def test_appeal_filed_twice_at_once_is_one():
    application = given.decide(given.awaiting_decision(), "decline", LETTER)

    def file() -> None:
        appeal.file(
            application=Application.objects.get(pk=application.pk),
            person=application.person,
            reasons="Please look again.",
            at=AT,
        )

    assert _refusals(at_once(file, file)) == 1
    assert Appeal.objects.count() == 1


def test_two_scorers_handing_in_at_once_settle_one_result():
    sits = exams.written(exams.candidate())
    asked = [exams.ask(sits) for _number in range(2)]
    calls = [
        lambda one=one, points=points: exams.give(Scoring.objects.get(pk=one.pk), points)
        for one, points in zip(asked, (9, 8), strict=True)
    ]
    assert _refusals(at_once(*calls)) == 0
    assert Result.objects.get(code="vignettes").reached == 34


def test_last_seat_is_given_once():
    sitting = exams.sitting(seats=1)
    two = [exams.approved_for_exam() for _number in range(2)]
    calls = [lambda one=one: exams.candidate(sitting, one) for one in two]
    assert _refusals(at_once(*calls)) == 1
    assert sitting.candidates.count() == 1
