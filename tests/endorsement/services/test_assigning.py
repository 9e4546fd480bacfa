"""Whom to ask, in which order, and what happens until they hand in."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail as outgoing

from endorsement.models import Association, Event, Overlay, Person, Review
from endorsement.refusals import Refused
from endorsement.selectors import applications as selectors
from endorsement.selectors import proposals
from endorsement.services import application as applications
from endorsement.services import availability, guest, membership, review, review_reminder
from endorsement.services.notices import gathering
from lms.backbone.mail import send_batch
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, staff
from tests.factories.award import EndorsementFactory
from tests.factories.ledger import RscFactory
from tests.factories.scheme import association_with_scheme

pytestmark = pytest.mark.django_db

TODAY = AT.date()


def _association(**overlay: Any) -> Association:
    found = association_with_scheme()
    Overlay.objects.filter(association=found).update(**overlay)
    return Association.objects.get(pk=found.pk)


def _holds(person: Person, application: Any) -> None:
    EndorsementFactory(
        person=person,
        association=application.association,
        edition=application.edition,
        category=application.category,
    )


def _named(application: Any) -> list[tuple[str, str]]:
    return [(one.person.name, one.refused) for one in proposals.candidates(application, TODAY)]


# Proposals.


def test_the_best_come_first_and_the_refused_last_with_a_reason():
    application = given.complete()
    here = application.association
    names = ("plain", "busy", "spanish", "holder", "away", "full", "tied")
    people = {name: staff(here, "reviewer", name=name) for name in names}
    _holds(people["holder"], application)
    Person.objects.filter(pk=people["spanish"].pk).update(language="es")
    given.assign(given.complete(here), people["busy"])
    availability.add_absence(
        person=people["away"], from_on=TODAY, through_on=TODAY, by=people["away"], at=AT
    )
    availability.set_capacity(person=people["full"], at_most=0, at=AT)
    RscFactory(person=people["tied"], provider=application.person)
    assert _named(application) == [
        ("holder", ""),
        ("plain", ""),
        ("busy", ""),
        ("spanish", ""),
        ("away", "away"),
        ("full", "full"),
        ("tied", "supervisee"),
    ]
    found = proposals.candidates(application, TODAY)
    assert found[0].reasons == [
        "Holds this category.",
        "0 open reviews.",
        "Uses the applicant’s language: English.",
        "Has not been asked here yet.",
    ]
    assert "Last asked on June 1, 2026." in found[2].reasons
    # What stands in the reviewer's own portfolio is not told.
    assert "supervision" not in str(found[-1].why_not)
    assert [one.person.name for one in proposals.proposed(application, TODAY)] == [
        "holder",
        "plain",
    ]


def test_candidates_cost_the_same_for_one_and_for_twenty(django_assert_num_queries):
    application = given.complete()
    proposals.candidates(application, TODAY)
    for many in (1, 20):
        for _number in range(many):
            staff(application.association, "reviewer")
        with django_assert_num_queries(21):
            proposals.candidates(application, TODAY)


@pytest.mark.parametrize("why", ["away", "full", "category", "asked"])
def test_assigning_is_refused(why):
    application = given.complete(_association(same_category=why == "category"))
    reviewer = staff(application.association, "reviewer")
    if why == "away":
        availability.add_absence(
            person=reviewer, from_on=TODAY, through_on=TODAY, by=reviewer, at=AT
        )
    if why == "full":
        availability.set_capacity(person=reviewer, at_most=1, at=AT)
        given.assign(given.complete(application.association), reviewer)
    if why == "asked":
        given.assign(application, reviewer)
    with pytest.raises(Refused) as refused:
        given.assign(application, reviewer)
    assert (refused.value.field, str(refused.value)) == (
        "reviewer",
        str(proposals.sentence(why)),
    )


def test_where_the_category_is_asked_for_a_holder_is_taken():
    application = given.complete(_association(same_category=True))
    reviewer = staff(application.association, "reviewer")
    _holds(reviewer, application)
    assert given.assign(application, reviewer).state == "assigned"


def test_a_room_that_was_freed_can_be_filled():
    application = given.complete(_association(reviewers_required=1))
    reviewer = staff(application.association, "reviewer")
    availability.set_capacity(person=reviewer, at_most=1, at=AT)
    given.hand_in(given.assign(application, reviewer))
    other = given.complete(application.association)
    assert given.assign(other, reviewer).state == "assigned"


# One after the other.


def test_one_after_the_other_the_second_is_asked_when_the_first_is_in():
    application = given.in_review(_association(review_order="sequential"))
    first, second = application.reviews.order_by("pk")
    assert [first.state, second.state] == ["assigned", "waiting"]
    assert list(selectors.reviews_of(second.reviewer)) == []
    assert Mail.objects.filter(template="review_assigned").count() == 1
    later = AT + timedelta(days=10)
    review.save(review=first, findings={}, recommendation="approve", comment="")
    review.hand_in(review=first, at=later)
    second.refresh_from_db()
    application.refresh_from_db()
    assert (second.state, second.due_on) == ("assigned", TODAY + timedelta(days=38))
    assert application.state == "in_review"
    assert Mail.objects.filter(template="review_assigned").count() == 2
    review.save(review=second, findings={}, recommendation="approve", comment="")
    review.hand_in(review=second, at=later)
    application.refresh_from_db()
    assert application.state == "awaiting_decision"


def test_one_after_the_other_a_first_one_who_steps_back_passes_the_turn_on():
    application = given.in_review(_association(review_order="sequential"))
    first, second = application.reviews.order_by("pk")
    review.recuse(review=first, at=AT)
    second.refresh_from_db()
    application.refresh_from_db()
    assert (second.state, application.state) == ("assigned", "complete")
    third = given.assign(application)
    application.refresh_from_db()
    assert (third.state, application.state) == ("waiting", "in_review")


def test_opinions_stay_closed_while_somebody_waits_for_their_turn():
    application = given.in_review(_association(review_order="sequential", reviewers_required=2))
    given.hand_in(application.reviews.order_by("pk")[0], comment="Seen too early")
    assert list(selectors.opinions(application)) == []


# Yes and no, other hands, another day.


def _open() -> Review:
    return given.in_review().reviews.select_related("reviewer").order_by("pk")[0]


def test_saying_yes_twice_says_it_once_and_no_gives_it_back():
    row = _open()
    for _time in range(2):
        review.accept(review=row, at=AT)
    assert Event.objects.filter(kind="application.review_accepted").count() == 1
    assert row.accepted_at == AT
    review.decline(review=row, at=AT)
    row.application.refresh_from_db()
    assert (row.state, row.application.state) == ("recused", "complete")
    with pytest.raises(Refused):
        review.accept(review=row, at=AT)


def test_reassigning_is_both_or_neither():
    row = _open()
    coordinator = staff(row.association, "coordinator")
    tied = staff(row.association, "reviewer")
    RscFactory(person=row.application.person, provider=tied)
    with pytest.raises(Refused):
        review.reassign(review=row, reviewer=tied, coordinator=coordinator, at=AT)
    row.refresh_from_db()
    assert row.state == "assigned"
    free = staff(row.association, "reviewer")
    new = review.reassign(review=row, reviewer=free, coordinator=coordinator, at=AT)
    row.refresh_from_db()
    row.application.refresh_from_db()
    assert (row.state, new.state, row.application.state) == ("recused", "assigned", "in_review")


def test_another_day_moves_the_reminders_and_is_not_in_the_past():
    row = _open()
    by = {"coordinator": staff(row.association, "coordinator"), "at": AT}
    review.give_time(review=row, due_on=TODAY + timedelta(days=60), **by)
    assert row.next_rung_on == TODAY + timedelta(days=53)
    with pytest.raises(Refused):
        review.give_time(review=row, due_on=TODAY - timedelta(days=1), **by)


def test_a_reviewer_is_reminded_once_a_day():
    row = _open()
    by = {"coordinator": staff(row.association, "coordinator")}
    review.remind(review=row, at=AT, **by)
    with pytest.raises(Refused, match="today"):
        review.remind(review=row, at=AT + timedelta(hours=1), **by)
    review.remind(review=row, at=AT + timedelta(days=1), **by)
    assert Mail.objects.filter(template="review_due").count() == 2


# The ladder.


def _climb(days: int) -> int:
    """Owe and send; of how many reviews something came due."""
    at = AT + timedelta(days=days)
    reviews = review_reminder.sweep(at=at)
    gathering.gather(at=at, hurry=True)
    mine = Mail.objects.owed(at).filter(template="reminders").values_list("pk", flat=True)
    send_batch(list(mine), clock=lambda: at)
    return reviews


def _reminders() -> list[tuple[str, str]]:
    """Who got which of the two mails."""
    kinds = {"/reviews/": "review_due", "/desk/": "review_overdue"}
    return [
        (kind, mail.to[0])
        for mail in outgoing.outbox
        for place, kind in kinds.items()
        if place in mail.body
    ]


def test_each_rung_goes_out_once_and_the_last_to_the_coordinators_without_a_conflict():
    application = given.complete(_association(reviewers_required=1))
    reviewer = staff(application.association, "reviewer")
    row = given.assign(application, reviewer)
    coordinators = [
        one.person for one in application.association.memberships.filter(role="coordinator")
    ]
    tied = staff(application.association, "coordinator")
    RscFactory(person=application.person, provider=tied)
    for days in (20, 21, 21, 28, 35, 60):
        _climb(days)
    assert _reminders()[:2] == [("review_due", reviewer.email)] * 2
    assert sorted(_reminders()[2:]) == sorted(("review_overdue", one.email) for one in coordinators)
    row.refresh_from_db()
    assert row.next_rung_on is None
    assert Event.objects.filter(kind="application.coordinator_reminded").count() == 1


def test_missed_nights_are_caught_up_without_doubling():
    given.in_review(_association(reviewers_required=1))
    assert _climb(30) == 1
    assert [one for one, _to in _reminders()] == ["review_due"]
    assert _climb(30) == 0


def test_nobody_is_reminded_while_the_applicant_has_to_answer_or_after_handing_in():
    application = given.in_review(_association(reviewers_required=1))
    given.hand_in(application.reviews.get())
    other = given.complete(application.association)
    Overlay.objects.update(reviewers_required=2)
    other = type(other).objects.get(pk=other.pk)
    given.assign(other)
    applications.ask_more(
        application=other,
        coordinator=staff(other.association, "coordinator"),
        question="Which?",
        at=AT,
    )
    assert _climb(90) == 0


def test_an_association_without_a_ladder_reminds_nobody():
    given.in_review(_association(review_ladder=[]))
    assert _climb(90) == 0


# Guests.


def _invite(application: Any, person: Person, role: str = "reviewer", **more: Any) -> Any:
    said = {
        "application": application,
        "email": person.email,
        "role": role,
        "through_on": TODAY + timedelta(days=30),
        "coordinator": staff(application.association, "coordinator"),
        "at": AT,
        **more,
    }
    return guest.invite(**said)


def _elsewhere(role: str = "reviewer") -> Person:
    return staff(association_with_scheme("south"), role)


def test_a_guest_can_be_asked_and_the_end_of_the_invitation_takes_it_back():
    application = given.complete()
    helper = _elsewhere()
    with pytest.raises(Refused, match="not a reviewer"):
        given.assign(application, helper)
    invitation = _invite(application, helper)
    row = given.assign(application, helper)
    found = [one for one in proposals.candidates(application, TODAY) if one.guest]
    assert [one.person for one in found] == [helper]
    guest.end(
        invitation=invitation, coordinator=staff(application.association, "coordinator"), at=AT
    )
    row.refresh_from_db()
    assert row.state == "recused"


@pytest.mark.parametrize("problem", ["own role", "nobody", "past", "twice", "tied", "closed"])
def test_inviting_is_refused(problem):
    application = given.approved() if problem == "closed" else given.complete()
    person, more = _elsewhere(), {}
    if problem == "own role":
        person = staff(application.association, "reviewer")
    if problem == "nobody":
        more["email"] = "stranger@example.org"
    if problem == "past":
        more["through_on"] = TODAY - timedelta(days=1)
    if problem == "twice":
        _invite(application, person)
    if problem == "tied":
        RscFactory(person=application.person, provider=person)
    with pytest.raises(Refused):
        _invite(application, person, **more)


def test_a_coordinator_with_a_conflict_hands_over_and_does_no_more():
    application = given.submitted()
    tied = staff(application.association, "coordinator")
    RscFactory(person=application.person, provider=tied)
    helper = _elsewhere("coordinator")
    _invite(application, helper, role="coordinator", coordinator=tied)
    applications.confirm_complete(application=application, coordinator=helper, at=AT)
    assert application.state == "complete"
    with pytest.raises(Refused, match="reflective supervision"):
        _invite(application, _elsewhere(), coordinator=tied)


def test_whose_role_elsewhere_ends_is_a_guest_no_more():
    application, helper = given.complete(), _elsewhere()
    _invite(application, helper)
    membership.end(membership=helper.memberships.get(), through_on=date(2026, 5, 31))
    with pytest.raises(Refused, match="not a reviewer"):
        given.assign(application, helper)


def test_a_role_that_ended_elsewhere_invites_nobody():
    person = _elsewhere()
    membership.end(membership=person.memberships.get(), through_on=date(2026, 5, 31))
    with pytest.raises(Refused):
        _invite(given.complete(), person)
