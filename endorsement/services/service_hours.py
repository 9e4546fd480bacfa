"""Reviewing is service to the field: hours in the reviewer's own ledger, once for each review."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement import wording
from endorsement.models import EntryDetail, LedgerEntry, Review
from endorsement.refusals import Refused
from endorsement.selectors import service_hours as selector
from endorsement.selectors.service_hours import source_key
from endorsement.services import ledger


@transaction.atomic
def record(*, review: Review, hours: Decimal, at: datetime) -> LedgerEntry:
    """Write the hours that the reviewer states; a second call finds the first row.

    How many of them count is the edition's business when the ledger is measured.

    :raises Refused: for none, or more than the association gives for one review.
    """
    _refuse_unfitting(review, hours)
    reviewer, association = review.reviewer, review.association
    on = association.day_of(at)
    entry, created = LedgerEntry.objects.get_or_create(
        source_key=source_key(review),
        defaults={
            "person": reviewer,
            "kind": LedgerEntry.Kind.SERVICE,
            "origin": LedgerEntry.Origin.SYSTEM,
            "first_on": on,
            "last_on": on,
            "zone": association.time_zone,
            "hours": hours,
            "recorded_at": at,
            "permanent_at": at,
        },
    )
    if created:
        _name(entry, review)
    return entry


@transaction.atomic
def correct(*, review: Review, hours: Decimal, at: datetime) -> LedgerEntry:
    """State other hours for a review that was handed in; the first statement is replaced, not changed.

    :raises Refused: for none, more than the association gives, when nothing was stated, or when it was
        corrected in another tab meanwhile.
    """
    _refuse_unfitting(review, hours)
    entry = selector.of_review(review)
    if entry is None:
        raise Refused(_("No hours were stated for this review yet."))
    if entry.hours == hours:
        return entry
    kept = {name: getattr(entry, name) for name in ("kind", "first_on", "last_on", "framework")}
    row = ledger.append(entry, fields={**kept, "hours": hours}, withdrawn=False, at=at)
    _name(row, review)
    return row


def _name(entry: LedgerEntry, review: Review) -> None:
    # Never the applicant: the ledger of the reviewer outlives what they may read.
    words: dict[str, Any] = {
        "title": _("Review of an application"),
        "organization": review.association.name,
    }
    EntryDetail.objects.create(entry=entry, **words)


def _refuse_unfitting(review: Review, hours: Decimal) -> None:
    most = review.association.overlay.service_hours
    if hours <= 0:
        raise Refused(_("State more than 0 hours, or leave it empty."), field="hours")
    if hours > most:
        raise Refused(
            _(
                "Your association gives at most %(most)s hours for one review. State no more than that."
            )
            % {"most": wording.hours(int(most * 100))},
            field="hours",
        )
