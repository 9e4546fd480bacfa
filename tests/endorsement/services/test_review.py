"""Reviewers work on their own and hand in once."""

import pytest

from endorsement.models import Event, Review
from endorsement.refusals import Refused
from endorsement.selectors import applications as selectors
from endorsement.services import application as applications
from endorsement.services import membership
from endorsement.services import review as reviews
from tests.factories import application as given
from tests.factories.application import AT, staff

pytestmark = pytest.mark.django_db


def _two() -> tuple[Review, Review]:
    one, two = given.in_review().reviews.order_by("pk")
    return one, two


def _save(review: Review, **more: object) -> Review:
    what = {"findings": {}, "recommendation": "approve", "comment": "", **more}
    return reviews.save(review=review, **what)


def test_save_keeps_findings_and_takes_back_what_was_opened_again():
    review, _other = _two()
    _save(review, findings={"training": ("reject", " too short "), "work": ("accept", "")})
    _save(review, findings={"training": ("", ""), "work": ("accept", "")})
    assert [(one.requirement, one.verdict) for one in review.findings.all()] == [("work", "accept")]


def test_last_review_passes_the_application_on():
    one, two = _two()
    given.hand_in(one)
    one.application.refresh_from_db()
    assert one.application.state == "in_review"
    given.hand_in(two)
    one.application.refresh_from_db()
    assert one.application.state == "awaiting_decision"


def test_hand_in_needs_a_recommendation():
    review, _other = _two()
    with pytest.raises(Refused) as refused:
        reviews.hand_in(review=review, at=AT)
    assert refused.value.field == "recommendation"


def test_hand_in_needs_a_reason_for_each_rejection():
    review, _other = _two()
    _save(review, findings={"training": ("reject", "")})
    with pytest.raises(Refused, match="reason"):
        reviews.hand_in(review=review, at=AT)


def test_hand_in_twice_is_refused():
    review, _other = _two()
    given.hand_in(review)
    with pytest.raises(Refused):
        reviews.hand_in(review=review, at=AT)
    assert Event.objects.filter(kind="application.review_handed_in").count() == 1


def test_nothing_changes_after_handing_in():
    review, _other = _two()
    given.hand_in(review)
    with pytest.raises(Refused):
        _save(review, comment="On second thought")


def test_save_from_a_second_tab_after_handing_in_is_refused():
    review, _other = _two()
    second_tab = Review.objects.get(pk=review.pk)
    given.hand_in(review)
    with pytest.raises(Refused):
        _save(second_tab, recommendation="decline")
    review.refresh_from_db()
    assert review.recommendation == "approve"


def test_conflict_that_came_up_since_keeps_a_review_from_being_handed_in():
    review, _other = _two()
    _save(review)
    given.ReferenceFactory(
        person=review.application.person, association=review.association, rater=review.reviewer
    )
    with pytest.raises(Refused, match="reference"):
        reviews.hand_in(review=review, at=AT)


def test_role_that_ended_keeps_a_review_from_being_handed_in():
    review, _other = _two()
    _save(review)
    role = review.reviewer.memberships.get()
    membership.end(membership=role, through_on=role.from_on)
    with pytest.raises(Refused, match="not a reviewer"):
        reviews.hand_in(review=review, at=AT)


def test_stepping_back_waits_for_another_and_keeps_what_is_in():
    one, two = _two()
    given.hand_in(one)
    reviews.recuse(review=two, at=AT)
    application = one.application
    application.refresh_from_db()
    assert application.state == "complete"
    third = given.assign(application)
    given.hand_in(third)
    application.refresh_from_db()
    assert application.state == "awaiting_decision"


def test_stepping_back_is_possible_only_before_handing_in():
    review, _other = _two()
    given.hand_in(review)
    with pytest.raises(Refused):
        reviews.recuse(review=review, at=AT)


def test_coordinator_takes_an_assignment_back():
    review, _other = _two()
    coordinator = staff(review.association, "coordinator")
    reviews.release(review=review, coordinator=coordinator, at=AT)
    event = Event.objects.get(kind="application.reviewer_released")
    assert event.actor_ref == coordinator.ref
    review.application.refresh_from_db()
    assert review.application.state == "complete"


def _readable(application) -> list[str]:
    return [one.comment for one in selectors.opinions(application)]


def test_opinions_are_closed_until_every_reviewer_is_in():
    one, two = _two()
    application = one.application
    given.hand_in(one, comment="first")
    assert _readable(application) == []
    assert list(selectors.other_opinions(two)) == []
    given.hand_in(two, comment="second")
    application.refresh_from_db()
    assert _readable(application) == ["first", "second"]
    assert [other.comment for other in selectors.other_opinions(two)] == ["first"]


def test_lone_opinion_stays_closed_when_the_other_reviewer_steps_back():
    one, two = _two()
    given.hand_in(one, comment="first")
    reviews.recuse(review=two, at=AT)
    one.application.refresh_from_db()
    assert _readable(one.application) == []
    third = given.assign(one.application)
    assert list(selectors.other_opinions(third)) == []


def test_opinion_about_an_earlier_snapshot_is_not_a_co_reviewers():
    application = given.awaiting_decision()
    coordinator = staff(application.association, "coordinator")
    applications.ask_more(application=application, coordinator=coordinator, question="?", at=AT)
    applications.submit(
        application=application, person=application.person, wishes=applications.Wishes(), at=AT
    )
    applications.confirm_complete(application=application, coordinator=coordinator, at=AT)
    one, two = given.assign(application), given.assign(application)
    given.hand_in(one)
    given.hand_in(two)
    assert list(selectors.other_opinions(one)) == [two]
    assert selectors.opinions(application).count() == 4
