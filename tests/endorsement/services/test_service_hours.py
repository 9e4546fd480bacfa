"""Reviewing gives service hours: once, within what the association gives, correctable, capped."""

from decimal import Decimal

import pytest

from endorsement.models import LedgerEntry, Review
from endorsement.refusals import Refused
from endorsement.rules.evaluate import evaluate
from endorsement.selectors import portfolio
from endorsement.selectors import service_hours as selectors
from endorsement.services import review as reviews
from endorsement.services import service_hours
from tests.endorsement.rules import given as rules
from tests.factories import application as given
from tests.factories.application import AT

pytestmark = pytest.mark.django_db


def opened(most: str = "4", reviewer=None) -> Review:
    application = given.complete()
    application.association.overlay.service_hours = Decimal(most)
    application.association.overlay.save()
    review = given.assign(application, reviewer)
    reviews.save(review=review, findings={}, recommendation="approve", comment="")
    return review


def test_handing_in_writes_the_stated_hours_to_the_reviewers_ledger():
    review = opened()
    reviews.hand_in(review=review, hours=Decimal("2.5"), at=AT)
    entry = review.reviewer.entries.get()
    assert (entry.kind, entry.hours, entry.source_key, entry.origin) == (
        "service",
        Decimal("2.50"),
        f"review:{review.public_id}",
        "system",
    )
    assert entry.permanent_at == AT
    # Whom the review was about is nobody's business there.
    assert review.application.person.name not in f"{entry.detail.title} {entry.detail.notes}"


@pytest.mark.parametrize("hours", [None, Decimal(0)])
def test_stating_nothing_writes_nothing(hours):
    review = opened()
    reviews.hand_in(review=review, hours=hours, at=AT)
    assert not review.reviewer.entries.exists()


@pytest.mark.parametrize(("most", "stated"), [("4", "4.25"), ("0", "1")])
def test_more_than_the_association_gives_is_refused_and_nothing_is_handed_in(most, stated):
    review = opened(most)
    with pytest.raises(Refused, match="at most") as refused:
        reviews.hand_in(review=review, hours=Decimal(stated), at=AT)
    assert refused.value.field == "hours"
    review.refresh_from_db()
    assert review.state == "assigned"
    assert not LedgerEntry.objects.filter(kind="service").exists()


def test_the_same_review_is_written_once():
    review = opened()
    first = service_hours.record(review=review, hours=Decimal(2), at=AT)
    assert service_hours.record(review=review, hours=Decimal(3), at=AT) == first
    assert review.reviewer.entries.get().hours == 2


def test_correction_is_a_further_row():
    review = opened()
    reviews.hand_in(review=review, hours=Decimal(2), at=AT)
    row = service_hours.correct(review=review, hours=Decimal(3), at=AT)
    assert row.corrects.hours == 2
    assert selectors.of_review(review) == row
    again = service_hours.correct(review=review, hours=Decimal(1), at=AT)
    assert [one.hours for one in review.reviewer.entries.order_by("pk")] == [2, 3, 1]
    assert selectors.of_review(review) == again
    with pytest.raises(Refused, match="at most"):
        service_hours.correct(review=review, hours=Decimal(5), at=AT)


def test_nothing_stated_is_nothing_to_correct():
    with pytest.raises(Refused, match="No hours"):
        service_hours.correct(review=opened(), hours=Decimal(1), at=AT)


def test_the_edition_caps_them_when_the_ledger_is_measured():
    reviewer = None
    for _number in range(3):
        review = opened(reviewer=reviewer)
        reviewer = review.reviewer
        review.association.memberships.get_or_create(
            person=reviewer, role="reviewer", from_on=AT.date()
        )
        reviews.hand_in(review=review, hours=Decimal(4), at=AT)
    known = portfolio.facts(reviewer, review.association, AT.date())
    wanted = rules.criterion(
        hours={"kinds": ["training", "service"], "min": 15, "caps": {"kind": {"service": 7}}}
    )
    assert evaluate(wanted, known, AT.date()).have == 700
