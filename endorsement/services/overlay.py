"""What an association sets on top of its scheme: fees, deadlines, reviewers, membership, names."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Fee, IntakeDeadline, Overlay, Person
from endorsement.models.association import review_ladder
from endorsement.refusals import Overtaken, Refused
from endorsement.services import event, reminder


@dataclass(frozen=True, kw_only=True)
class Reviewing:
    """How the association's reviewers work together; `service_hours` are the most for one review."""

    consensus: bool = False
    agree_on_findings: bool = False
    blind: bool = False
    signed_comments: bool = False
    service_hours: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """All of it at once. `fees` holds purpose, category (empty for every one) and amount."""

    reviewers_required: int
    review_days: int
    membership_rule: str
    locale: str
    currency: str
    accepted: Sequence[str] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fees: Sequence[tuple[str, str, Decimal]] = ()
    review_hours: int = 3
    review_order: str = Overlay.ReviewOrder.PARALLEL
    same_category: bool = False
    review_ladder: Sequence[Mapping[str, Any]] = field(default_factory=review_ladder)
    deadlines: Sequence[tuple[date, str]] = ()
    registration: bool = False
    complete_only: bool = False
    reviewing: Reviewing = Reviewing()


@transaction.atomic
def change(
    *, association: Association, terms: Terms, seen: int, by: Person, at: datetime
) -> Overlay:
    """Set the association's own terms.

    Effects, in order: the overlay, only if it is still at `seen`; its fees and deadlines; an event.

    :raises Overtaken: when somebody else saved meanwhile.
    :raises Refused: when a fee or a deadline is there twice.
    """
    _refuse_twins(terms)
    overlay = association.overlay
    written = Overlay.objects.filter(pk=overlay.pk, revision=seen).update(
        revision=seen + 1,
        reviewers_required=terms.reviewers_required,
        review_days=terms.review_days,
        membership_rule=terms.membership_rule,
        locale=terms.locale,
        registration=terms.registration,
        complete_only=terms.complete_only,
        accepted=list(terms.accepted),
        labels={code: dict(text) for code, text in terms.labels.items()},
        review_hours=terms.review_hours,
        review_order=terms.review_order,
        same_category=terms.same_category,
        review_ladder=[dict(one) for one in terms.review_ladder],
        **asdict(terms.reviewing),
    )
    if not written:
        raise Overtaken(
            _("Somebody else has changed these terms meanwhile. Compare them and save again.")
        )
    overlay.fees.all().delete()
    Fee.objects.bulk_create(
        Fee(
            overlay=overlay,
            purpose=purpose,
            category=category,
            amount=amount,
            currency=terms.currency,
        )
        for purpose, category, amount in terms.fees
    )
    overlay.deadlines.all().delete()
    IntakeDeadline.objects.bulk_create(
        IntakeDeadline(overlay=overlay, on=on, note=note) for on, note in terms.deadlines
    )
    event.record(
        association=association,
        stream=f"overlay:{association.slug}",
        kind="overlay_changed",
        actor=by,
        payload=_payload(terms),
        at=at,
    )
    overlay.refresh_from_db()
    return overlay


@transaction.atomic
def set_renewal(
    *, association: Association, own: Mapping[str, Any], seen: int, by: Person, at: datetime
) -> Overlay:
    """Set the association's own days of renewal; empty: as the scheme says.

    Cycles that run keep theirs; reminders of them go by the new ladder from now on. Effects, in order: the
    overlay, only if it is still at `seen`; the day each cycle is looked at next; an event.

    :raises Overtaken: when somebody else saved meanwhile.
    """
    overlay = association.overlay
    written = Overlay.objects.filter(pk=overlay.pk, revision=seen).update(
        revision=seen + 1, renewal=dict(own)
    )
    if not written:
        raise Overtaken(
            _("Somebody else has changed these terms meanwhile. Compare them and save again.")
        )
    overlay.refresh_from_db()
    reminder.look_anew(association=association, at=at)
    event.record(
        association=association,
        stream=f"overlay:{association.slug}",
        kind="overlay_renewal_changed",
        actor=by,
        payload={"renewal": dict(own)},
        at=at,
    )
    return overlay


def _refuse_twins(terms: Terms) -> None:
    fees = [(purpose, category) for purpose, category, _amount in terms.fees]
    days = [on for on, _note in terms.deadlines]
    if len(set(fees)) < len(fees):
        raise Refused(_("Two fees are for the same purpose and category. Keep one of them."))
    if len(set(days)) < len(days):
        raise Refused(_("Two deadlines are on the same day. Keep one of them."))


def _payload(terms: Terms) -> dict[str, Any]:
    return {
        "reviewers_required": terms.reviewers_required,
        "review_days": terms.review_days,
        "review_hours": terms.review_hours,
        "review_order": terms.review_order,
        "same_category": terms.same_category,
        "review_ladder": [dict(one) for one in terms.review_ladder],
        "membership_rule": terms.membership_rule,
        "locale": terms.locale,
        "registration": terms.registration,
        "complete_only": terms.complete_only,
        **asdict(terms.reviewing),
        "fees": [
            {"purpose": purpose, "category": category, "amount": amount, "currency": terms.currency}
            for purpose, category, amount in terms.fees
        ],
        "deadlines": [on for on, _note in terms.deadlines],
    }
