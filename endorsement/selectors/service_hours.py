"""The hours that a reviewer stated for a review."""

from decimal import Decimal

from endorsement.models import LedgerEntry, Review
from endorsement.selectors.competency_links import CORRECTION


def source_key(review: Review) -> str:
    """One review, one entry, also when it was looked at again."""
    return f"review:{review.public_id}"


def of_review(review: Review) -> LedgerEntry | None:
    """The row that counts now, if hours were stated."""
    key = source_key(review)
    rows = LedgerEntry.objects.filter(
        person=review.reviewer_id, corrected_by__isnull=True, withdrawn=False
    )
    exact, corrected = (
        rows.filter(source_key=key),
        rows.filter(source_key__startswith=key + CORRECTION),
    )
    return exact.first() or corrected.first()


def most(review: Review) -> Decimal:
    """What the association gives for one review at most."""
    return review.application.association.overlay.service_hours
