"""Reviewers and coordinators at the same moment. Needs a database with parallel writers."""

from collections.abc import Callable
from decimal import Decimal
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from endorsement.models import Application, Event, LedgerEntry, Review, ReviewComment, ReviewVersion
from endorsement.refusals import Refused
from endorsement.services import application as applications
from endorsement.services import review as reviews
from endorsement.services import review_comment, review_work
from lms.backbone.models import Mail
from tests.endorsement.services.test_races import at_once
from tests.factories import application as given
from tests.factories.application import AT, staff

pytestmark = pytest.mark.usefixtures("on_postgresql", "committed_db")


def refused(answers: list[Any]) -> int:
    """How many were refused; anything else that was raised is a mistake of ours."""
    wrong = [one for one in answers if isinstance(one, Exception)]
    assert all(isinstance(one, Refused) for one in wrong), wrong
    return len(wrong)


def two(*recommendations: str, **overlay: Any) -> list[Review]:
    """Two reviews that only have to be handed in."""
    application = given.complete()
    for name, value in overlay.items():
        setattr(application.association.overlay, name, value)
    application.association.overlay.save()
    found = [given.assign(application), given.assign(application)]
    for review, recommendation in zip(found, recommendations, strict=True):
        review_work.save_whole(review=review, recommendation=recommendation, comment="")
    return found


def handing_in(review: Review, **more: Any) -> Callable[[], Review]:
    return lambda: reviews.hand_in(review=Review.objects.get(pk=review.pk), at=AT, **more)


def of(review: Review) -> Application:
    return Application.objects.get(pk=review.application_id)


def test_two_who_agree_hand_in_at_once_and_the_application_moves_once():
    one, other = two("approve", "approve")
    assert refused(at_once(handing_in(one), handing_in(other))) == 0
    assert of(one).state == "awaiting_decision"
    assert Event.objects.filter(kind="application.awaiting_decision").count() == 1


def test_two_who_differ_hand_in_at_once_and_look_at_it_again_once():
    one, other = two("approve", "decline", consensus=True)
    assert refused(at_once(handing_in(one), handing_in(other))) == 0
    assert of(one).state == "in_review"
    assert list(Review.objects.order_by("pk").values_list("state", "version")) == [
        ("assigned", 2),
        ("assigned", 2),
    ]
    assert ReviewVersion.objects.count() == 2
    assert Mail.objects.filter(template="review_together").count() == 2


def test_what_is_saved_while_a_review_is_handed_in_comes_too_late(monkeypatch):
    """Or a rejection without a reason would be handed in after reasons were asked for."""
    one, _other = two("approve", "approve")
    answers: list[Refused] = []

    def save() -> None:
        try:
            review_work.save_requirement(
                review=Review.objects.get(pk=one.pk),
                requirement="hours",
                verdict="reject",
                reason="",
                items={},
            )
        except Refused as told:
            answers.append(told)
        finally:
            connection.close()

    tab, asked = Thread(target=save), reviews._refuse_without_reasons

    def asked_while_another_tab_saves(review: Review) -> None:
        asked(review)
        tab.start()
        # It waits for the row where that is held, and is done long before where it is not.
        tab.join(1)

    monkeypatch.setattr(reviews, "_refuse_without_reasons", asked_while_another_tab_saves)
    handing_in(one)()
    tab.join()
    assert (len(answers), one.findings.count()) == (1, 0)


def test_handing_in_while_the_coordinator_takes_the_assignment_back_is_one_of_the_two():
    one, _other = two("approve", "approve")
    coordinator = staff(one.association, "coordinator")
    answers = at_once(
        handing_in(one),
        lambda: reviews.release(
            review=Review.objects.get(pk=one.pk), coordinator=coordinator, at=AT
        ),
    )
    assert refused(answers) == 1
    one.refresh_from_db()
    assert (one.state, of(one).state) in [("handed_in", "in_review"), ("recused", "complete")]


def test_double_click_hands_in_once_and_writes_the_hours_once():
    one, _other = two("approve", "approve", service_hours=Decimal(4))
    click = handing_in(one, hours=Decimal(2))
    assert refused(at_once(click, click)) == 1
    assert LedgerEntry.objects.filter(source_key=f"review:{one.public_id}").count() == 1
    assert Event.objects.filter(kind="application.review_handed_in").count() == 1


def test_saving_while_handing_in_is_in_it_or_refused():
    one, _other = two("approve", "approve")
    answers = at_once(
        handing_in(one),
        lambda: review_work.save_requirement(
            review=Review.objects.get(pk=one.pk),
            requirement="training",
            verdict="accept",
            reason="",
            items={},
        ),
    )
    assert refused(answers) == 1 - one.findings.count()
    one.refresh_from_db()
    assert one.state == "handed_in"


def test_both_write_a_comment_at_once_and_both_are_kept():
    def writing(review: Review) -> Callable[[], ReviewComment]:
        what = {"audience": "applicant", "text": "Good.", "requirement": "", "once": "x"}
        return lambda: review_comment.write(review=Review.objects.get(pk=review.pk), **what, at=AT)

    one, other = two("approve", "approve")
    assert refused(at_once(writing(one), writing(other), writing(one))) == 0
    assert ReviewComment.objects.count() == 2


def test_two_coordinators_ask_a_third_at_once_and_one_is_asked():
    one, other = two("approve", "decline")
    for review in (one, other):
        reviews.hand_in(review=review, at=AT)
    people = [staff(one.association, "coordinator") for _number in range(2)]
    thirds = [staff(one.association, "reviewer") for _number in range(2)]

    def asking(number: int) -> Callable[[], Review]:
        return lambda: applications.ask_third(
            application=of(one), reviewer=thirds[number], coordinator=people[number], at=AT
        )

    assert refused(at_once(asking(0), asking(1))) == 1
    assert Review.objects.filter(third=True).count() == 1


def test_comments_released_twice_at_once_are_released_once():
    one, other = two("approve", "approve")
    kept = review_comment.write(
        review=one, audience="applicant", text="Good.", requirement="", once="x", at=AT
    )
    for review in (one, other):
        reviews.hand_in(review=review, at=AT)
    coordinator = staff(one.association, "coordinator")

    def release() -> int:
        return review_comment.release(
            application=of(one),
            coordinator=coordinator,
            wording={kept.public_id: "Good."},
            at=AT,
        )

    assert sorted(at_once(release, release)) == [0, 1]
    assert Mail.objects.filter(template="comments_released").count() == 1
