"""After every reviewer has handed in: the coordinator, once more together, or a third."""

from typing import Any

import pytest

from endorsement.models import Application, Endorsement, Event, Review, ReviewVersion
from endorsement.refusals import Refused
from endorsement.selectors import applications as selectors
from endorsement.selectors import opinions
from endorsement.services import application as applications
from endorsement.services import review as reviews
from endorsement.services import review_work
from lms.backbone.models import Mail
from tests.factories import application as given
from tests.factories.application import AT, staff

pytestmark = pytest.mark.django_db


def two(**overlay: Any) -> tuple[Review, Review]:
    """Two open reviews of an association that works like this."""
    application = given.complete()
    terms = application.association.overlay
    for name, value in overlay.items():
        setattr(terms, name, value)
    terms.save()
    one, other = given.assign(application), given.assign(application)
    return one, other


def split(one: Review, other: Review) -> Application:
    """One approves, the other defers."""
    given.hand_in(one, comment="FIRST")
    given.hand_in(other, recommendation="defer", comment="SECOND")
    return now(one)


def now(review: Review) -> Application:
    return Application.objects.get(pk=review.application_id)


def kinds(application: Application) -> list[str]:
    stream = f"application:{application.public_id}"
    events = Event.objects.filter(stream=stream).order_by("seq")
    return [one.removeprefix("application.") for one in events.values_list("kind", flat=True)]


def test_worked_check_18_split_is_escalated_to_the_coordinator_and_awards_nothing():
    application = split(*two())
    assert application.state == "awaiting_decision"
    assert kinds(application)[-2:] == ["reviewers_disagree", "awaiting_decision"]
    assert not Endorsement.objects.exists()
    known = opinions.for_coordinator(application)
    assert [one.recommendation for one in known] == ["approve", "defer"]
    assert opinions.proposal(known) == ""


def test_worked_check_19_provider_of_supervision_is_no_reviewer():
    application = given.complete()
    reviewer = staff(application.association, "reviewer")
    application.person.entries.filter(corrects=None).first()
    given.EntryFactory(person=application.person, kind="rsc_received", provider=reviewer)
    with pytest.raises(Refused, match="reflective supervision"):
        given.assign(application, reviewer)
    assert not application.reviews.exists()


def test_reviewers_who_agree_never_look_again():
    one, other = two(consensus=True)
    given.hand_in(one)
    given.hand_in(other)
    assert now(one).state == "awaiting_decision"
    assert not ReviewVersion.objects.exists()


@pytest.mark.parametrize(("asked", "state"), [(False, "awaiting_decision"), (True, "in_review")])
def test_different_findings_are_a_disagreement_where_the_association_says_so(asked, state):
    one, other = two(consensus=True, agree_on_findings=asked)
    for review, verdict in ((one, "accept"), (other, "reject")):
        review_work.save_requirement(
            review=review, requirement="training", verdict=verdict, reason="So.", items={}
        )
        given.hand_in(review)
    assert now(one).state == state


def test_disagreement_opens_both_again_and_keeps_what_was_handed_in():
    one, other = two(consensus=True)
    review_work.save_requirement(
        review=one,
        requirement="training",
        verdict="accept",
        reason="",
        items={"key": ("reject", "An odd one.")},
    )
    review_work.save_ticks(review=one, ticks={"core:thinking": ("met", "")})
    application = split(one, other)
    assert application.state == "in_review"
    one.refresh_from_db()
    assert (one.state, one.version, one.recommendation, one.handed_in_at) == (
        "assigned",
        2,
        "approve",
        None,
    )
    kept = opinions.of_version(ReviewVersion.objects.get(review=one))
    assert (kept.recommendation, kept.comment) == ("approve", "FIRST")
    assert kept.findings == {"training": ("accept", "")}
    assert kept.items == {("training", "key"): ("reject", "An odd one.")}
    assert kept.ticks == {"core:thinking": ("met", "")}
    together = Mail.objects.filter(template="review_together")
    assert together.count() == 2


def test_consensus_shows_the_first_version_and_never_what_the_other_writes_now():
    one, other = two(consensus=True)
    split(one, other)
    for review in (one, other):
        review.refresh_from_db()
    review_work.save_whole(review=other, recommendation="decline", comment="NEW WORDS")
    assert [(peer.recommendation, peer.comment) for peer in opinions.of_peers(one)] == [
        ("defer", "SECOND")
    ]
    reviews.hand_in(review=other, at=AT)
    assert [peer.comment for peer in opinions.of_peers(one)] == ["SECOND"]
    # Who has handed in again waits for the other as before.
    assert [peer.comment for peer in opinions.of_peers(other)] == ["FIRST"]
    # The coordinator reads nothing of an unfinished round.
    assert opinions.for_coordinator(now(one)) == []


def test_consensus_that_is_found_goes_to_the_coordinator_with_both_versions():
    one, other = two(consensus=True)
    split(one, other)
    for review, comment in ((one, "FIRST AGAIN"), (other, "SECOND AGAIN")):
        review.refresh_from_db()
        given.hand_in(review, recommendation="defer", comment=comment)
    application = now(one)
    assert application.state == "awaiting_decision"
    known = opinions.for_coordinator(application)
    assert [one.comment for one in known] == ["FIRST AGAIN", "SECOND AGAIN"]
    assert opinions.proposal(known) == "defer"
    assert [one.comment for one in opinions.earlier(application)] == ["FIRST", "SECOND"]


def test_second_disagreement_is_the_coordinators():
    one, other = two(consensus=True)
    split(one, other)
    for review in (one, other):
        review.refresh_from_db()
        reviews.hand_in(review=review, at=AT)
    assert now(one).state == "awaiting_decision"
    assert kinds(now(one)).count("consensus_opened") == 1
    assert ReviewVersion.objects.count() == 2


def ask_third(application: Application, **more: Any) -> Review:
    return applications.ask_third(
        application=application,
        reviewer=more.get("reviewer") or staff(application.association, "reviewer"),
        coordinator=staff(application.association, "coordinator"),
        at=AT,
    )


def test_third_reviewer_reads_neither_and_makes_a_majority_that_decides_nothing():
    one, other = two()
    application = split(one, other)
    third = ask_third(application)
    assert now(one).state == "in_review"
    assert opinions.of_peers(third) == []
    assert list(selectors.other_opinions(third)) == []
    # What the coordinator could read stays readable while the third reads.
    assert len(opinions.for_coordinator(now(one))) == 2
    given.hand_in(third, recommendation="defer", comment="THIRD")
    assert now(one).state == "awaiting_decision"
    known = opinions.for_coordinator(now(one))
    assert opinions.proposal(known) == "defer"
    assert not Endorsement.objects.exists()
    third.refresh_from_db()
    assert {peer.comment for peer in opinions.of_peers(third)} == {"FIRST", "SECOND"}


def test_third_reviewer_is_refused_where_nobody_disagrees_or_one_was_asked():
    application = given.awaiting_decision()
    with pytest.raises(Refused, match="agree"):
        ask_third(application)
    one, other = two()
    application = split(one, other)
    with pytest.raises(Refused, match="already been asked"):
        ask_third(application, reviewer=one.reviewer)
    third = ask_third(application)
    given.hand_in(third, recommendation="more_info")
    with pytest.raises(Refused, match="third reviewer"):
        ask_third(now(one))


def test_third_reviewer_who_steps_back_leaves_the_coordinator_where_they_were():
    application = split(*two())
    third = ask_third(application)
    reviews.recuse(review=third, at=AT)
    application.refresh_from_db()
    assert application.state == "awaiting_decision"
    ask_third(application)


def test_one_after_the_other():
    application = given.complete()
    application.association.overlay.review_order = "sequential"
    application.association.overlay.save()
    first, second = given.assign(application), given.assign(application)
    assert (first.state, second.state) == ("assigned", "waiting")
    given.hand_in(first, comment="FIRST")
    second.refresh_from_db()
    assert second.state == "assigned"
    assert list(selectors.other_opinions(second)) == []
    given.hand_in(second)
    assert now(first).state == "awaiting_decision"
