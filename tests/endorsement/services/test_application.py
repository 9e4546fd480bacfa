"""An application moves only along the table, and its snapshot stays what it was."""

import json
from datetime import timedelta

import pytest

from endorsement.models import Application, Endorsement, Event, RegistryListing, Review
from endorsement.refusals import Refused
from endorsement.selectors import desk_queue
from endorsement.services import application as applications
from endorsement.services import event, ledger, person
from endorsement.services import review as reviews
from endorsement.services.application import Wishes
from lms.backbone import canonical
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.association import AssociationFactory
from tests.factories.ledger import EntryFactory
from tests.factories.person import PersonFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db

STATES = {
    "draft": given.unregistered,
    "registration_asked": given.registration_asked,
    "in_progress": given.draft,
    "submitted": given.submitted,
    "complete": given.complete,
    "in_review": given.in_review,
    "awaiting_decision": given.awaiting_decision,
    "approved": given.approved,
}
LEGAL = {
    "register": {"draft"},
    "accept_registration": {"registration_asked"},
    "ask_registration": {"registration_asked"},
    "submit": {"in_progress"},
    "withdraw": {
        "draft",
        "registration_asked",
        "in_progress",
        "submitted",
        "complete",
        "in_review",
    },
    "confirm_complete": {"submitted"},
    "ask_more": {"submitted", "complete", "awaiting_decision"},
    "assign": {"complete"},
    "approve": {"awaiting_decision"},
    "decline": {"awaiting_decision"},
}


def _do(action: str, application: Application) -> object:
    coordinator = staff(application.association, "coordinator")
    by = {"application": application, "at": AT}
    match action:
        case "register":
            return applications.register(
                person=application.person, note="", wants_advisor=False, **by
            )
        case "accept_registration":
            return applications.accept_registration(coordinator=coordinator, **by)
        case "ask_registration":
            return applications.ask_registration(coordinator=coordinator, question="Who?", **by)
        case "submit":
            return applications.submit(person=application.person, wishes=Wishes(), **by)
        case "withdraw":
            return applications.withdraw(person=application.person, **by)
        case "confirm_complete":
            return applications.confirm_complete(coordinator=coordinator, **by)
        case "ask_more":
            return applications.ask_more(coordinator=coordinator, question="Which?", **by)
        case "assign":
            return given.assign(application)
        case "approve" | "decline":
            return applications.decide(
                coordinator=coordinator, decision=action, reason="Because.", **by
            )
    raise AssertionError(action)


@pytest.mark.parametrize("action", LEGAL)
@pytest.mark.parametrize("state", STATES)
def test_moves_are_legal_only_where_the_table_has_them(state, action):
    application = STATES[state]()
    if state in LEGAL[action]:
        _do(action, application)
        return
    if (state, action) in {("submitted", "submit"), ("registration_asked", "register")}:
        # A double click: the second finds it done.
        before = application.sha256
        assert _do(action, application).sha256 == before
        return
    with pytest.raises(Refused):
        _do(action, application)
    application.refresh_from_db()
    assert application.state == state


def test_whole_way_writes_each_event_once():
    application = given.approved()
    kinds = Event.objects.filter(stream=f"application:{application.public_id}").order_by("seq")
    assert list(kinds.values_list("kind", flat=True)) == [
        "application.started",
        "application.in_progress",
        "application.submitted",
        "application.complete",
        "application.reviewer_assigned",
        "application.reviewer_assigned",
        "application.in_review",
        "application.review_handed_in",
        "application.review_handed_in",
        "application.awaiting_decision",
        "application.approved",
    ]


def test_start_finds_the_open_application_again():
    first = given.draft()
    again = given.draft(first.association, person=first.person)
    assert again.pk == first.pk


def test_start_refuses_an_unknown_category():
    with pytest.raises(Refused):
        given.draft(category="astronaut")


def test_start_refuses_without_an_edition_in_force():
    with pytest.raises(Refused):
        given.draft(AssociationFactory(slug="without"))


def test_start_refuses_what_is_held():
    held = given.approved()
    with pytest.raises(Refused, match="already hold"):
        given.draft(held.association, person=held.person)


def test_submit_makes_drafts_permanent_and_keeps_the_wishes():
    application = given.draft()
    wishes = Wishes(show_name=True, show_county=True)
    applications.submit(application=application, person=application.person, wishes=wishes, at=AT)
    assert [entry.permanent_at for entry in application.person.entries.all()] == [AT]
    listing = RegistryListing.objects.get(person=application.person)
    assert (listing.show_name, listing.show_county, listing.languages.count()) == (True, True, 0)


def test_submit_refuses_without_a_name():
    application = given.draft(person=PersonFactory(name=""))
    with pytest.raises(Refused, match="name is missing"):
        applications.submit(
            application=application, person=application.person, wishes=Wishes(), at=AT
        )
    assert application.person.entries.get().permanent_at is None


def test_submit_refuses_an_empty_portfolio():
    application = given.draft()
    application.person.entries.all().delete()
    with pytest.raises(Refused, match="portfolio is empty"):
        applications.submit(
            application=application, person=application.person, wishes=Wishes(), at=AT
        )


def test_submit_writes_to_each_coordinator_of_the_association_once():
    association = association_with_scheme()
    people = [staff(association, "coordinator") for _number in range(2)]
    staff(association_with_scheme("south"), "coordinator")
    application = given.submitted(association)
    applications.submit(application=application, person=application.person, wishes=Wishes(), at=AT)
    mails = Mail.objects.filter(template="application_submitted").order_by("pk")
    assert [mail.to_address for mail in mails] == [one.email for one in people]


def test_snapshot_is_canonical_and_stays_when_the_portfolio_changes():
    application = given.submitted()
    before = application.snapshot
    assert application.sha256 == canonical.digest(before)
    EntryFactory(person=application.person)
    ledger.withdraw_entry(entry=application.person.entries.order_by("pk")[0], at=AT)
    application.refresh_from_db()
    assert application.snapshot == before
    assert len(json.loads(before)["entries"]) == 1


def test_answer_to_a_question_freezes_the_portfolio_anew():
    application = given.submitted()
    _do("ask_more", application)
    EntryFactory(person=application.person)
    later = AT + timedelta(days=3)
    applications.submit(
        application=application, person=application.person, wishes=Wishes(), at=later
    )
    application.refresh_from_db()
    assert (application.submissions, application.submitted_at) == (2, later)
    assert len(json.loads(application.snapshot)["entries"]) == 2


def test_question_is_required_and_mailed():
    application = given.submitted()
    with pytest.raises(Refused) as refused:
        applications.ask_more(
            application=application,
            coordinator=staff(application.association, "coordinator"),
            question="  ",
            at=AT,
        )
    assert refused.value.field == "question"
    _do("ask_more", application)
    mail = Mail.objects.get(template="application_more_information")
    assert (mail.to_address, mail.context["question"]) == (application.person.email, "Which?")


def test_last_reviewer_needed_starts_the_review():
    application = given.complete()
    given.assign(application)
    application.refresh_from_db()
    assert application.state == "complete"
    review = given.assign(application)
    application.refresh_from_db()
    assert application.state == "in_review"
    assert review.due_on == AT.date() + timedelta(days=28)
    assert Mail.objects.filter(template="review_assigned").count() == 2


def test_reviewer_is_asked_once():
    application = given.complete()
    review = given.assign(application)
    with pytest.raises(Refused, match="already been asked"):
        given.assign(application, review.reviewer)


def test_assign_refuses_somebody_who_reviews_elsewhere():
    application = given.complete()
    stranger = staff(association_with_scheme("south"), "reviewer")
    with pytest.raises(Refused, match="not a reviewer"):
        given.assign(application, stranger)


def test_decline_needs_a_reason_which_the_applicant_reads():
    application = given.awaiting_decision()
    with pytest.raises(Refused) as refused:
        given.decide(application, "decline")
    assert refused.value.field == "reason"
    given.decide(application, "decline", "Hours are missing.")
    mail = Mail.objects.get(template="letter")
    assert mail.context["letter_body"] == "Hours are missing."
    assert not Endorsement.objects.exists()


def test_unknown_decision_is_refused():
    with pytest.raises(Refused):
        given.decide(given.awaiting_decision(), "maybe")


def test_approval_grants_an_endorsement_with_its_first_cycle():
    application = given.approved()
    endorsement = application.endorsement
    cycle = endorsement.cycles.get()
    assert (endorsement.category, endorsement.awarded_on.isoformat()) == (
        "first_steps",
        "2026-06-01",
    )
    # The rest of the year is exempt; the window opens ninety days before the first due day.
    assert (cycle.due_on.isoformat(), cycle.next_rung_on) == ("2027-12-31", cycle.opens_on)


def test_decisions_are_chained_and_survive_erasure():
    application = given.approved()
    given.decide(given.awaiting_decision(application.association), "decline", "A name is in here.")
    person.erase(person=application.person, at=AT)
    reviewer = application.reviews.order_by("pk")[0].reviewer
    person.erase(person=reviewer, at=AT)
    assert event.verify_chain(application.association) is None
    chained = Event.objects.filter(association=application.association, chain_no__isnull=False)
    assert chained.count() == 3


def test_erasing_an_applicant_empties_what_reviewers_wrote_about_them():
    application = given.in_review()
    review = application.reviews.order_by("pk")[0]
    reviews.save(
        review=review,
        findings={"training": ("reject", "Marta's certificate is missing.")},
        recommendation="decline",
        comment="Marta should wait.",
    )
    person.erase(person=application.person, at=AT)
    review.refresh_from_db()
    assert (review.comment, review.findings.get().reason) == ("", "")


def test_resubmission_opens_a_new_round_of_reviews():
    application = given.awaiting_decision()
    first = application.reviews.order_by("pk")[0]
    _do("ask_more", application)
    _do("submit", application)
    applications.confirm_complete(
        application=application, coordinator=staff(application.association, "coordinator"), at=AT
    )
    again = given.assign(application, first.reviewer)
    assert (first.round, again.round) == (1, 2)


def test_open_review_goes_on_with_the_answer():
    application = given.complete()
    review = given.assign(application)
    application.refresh_from_db()
    _do("ask_more", application)
    with pytest.raises(Refused, match="asked the applicant"):
        given.hand_in(review)
    _do("submit", application)
    review.refresh_from_db()
    assert (review.state, review.round) == (Review.State.ASSIGNED, 2)


def test_queue_counts_the_current_round_only():
    application = given.awaiting_decision()
    found = desk_queue.work([application])[application.pk]
    assert (found.assigned, found.handed_in, found.due_on) == (2, 2, None)
    _do("ask_more", application)
    _do("submit", application)
    application.refresh_from_db()
    found = desk_queue.work([application])[application.pk]
    assert (found.assigned, found.handed_in) == (0, 0)
