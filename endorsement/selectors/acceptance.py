"""Modules as an association's coordinator sees them: what they give, what was decided, who waits."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.http import Http404

from endorsement.models import (
    Application,
    Association,
    LedgerEntry,
    TrainingAcceptance,
    TrainingOffer,
)

OPEN, ACCEPTED, NOT_ACCEPTED = "open", "accepted", "not_accepted"


@dataclass
class Offered:
    """A module in its newest version; `waiting` people have hours of days nobody decided about."""

    offer: TrainingOffer
    decisions: list[TrainingAcceptance] = field(default_factory=list)
    waiting: int = 0
    state: str = OPEN


def for_coordinator(association: Association, on: date) -> list[Offered]:
    """Open ones first and most waited for first, then by code; three queries."""
    found = {offer.code: Offered(offer) for offer in _newest(association)}
    rows = association.training_acceptances.filter(code__in=found).select_related("decided_by")
    for row in rows.order_by("from_on"):
        found[row.code].decisions.append(row)
    for code, people in _waiting(association, list(found)).items():
        found[code].waiting = people
    for one in found.values():
        one.state = _state(one.decisions, on)
    # What can no longer be taken is only worth a line while something about it is open.
    shown = [one for one in found.values() if one.offer.live or one.waiting or one.decisions]
    return sorted(shown, key=lambda one: (one.state != OPEN, -one.waiting, one.offer.code))


def on_list(association: Association, code: str, on: date) -> Offered:
    """:raises Http404: for a module that is not on the association's list."""
    for one in for_coordinator(association, on):
        if one.offer.code == code:
            return one
    raise Http404


def holding(association: Association, on: date) -> dict[str, TrainingAcceptance]:
    """By module, the decision that holds on the day; what is not in it is open. One query."""
    rows = association.training_acceptances.filter(
        Q(through_on__isnull=True) | Q(through_on__gte=on), from_on__lte=on
    )
    return {row.code: row for row in rows.order_by("from_on")}


def _newest(association: Association) -> list[TrainingOffer]:
    offers = TrainingOffer.objects.filter(Q(shared=True) | Q(association=association))
    newest = {offer.code: offer for offer in offers.order_by("code", "version")}
    return list(newest.values())


def _state(decisions: list[TrainingAcceptance], on: date) -> str:
    """What holds on the day; a decision that only begins later leaves the module open until then."""
    holding = [
        one
        for one in decisions
        if one.from_on <= on and (one.through_on is None or on <= one.through_on)
    ]
    if not holding:
        return OPEN
    return ACCEPTED if holding[-1].accepted else NOT_ACCEPTED


def _waiting(association: Association, codes: list[str]) -> dict[str, int]:
    """By module, how many people's hours wait for a decision here; the database counts.

    The ledger belongs to no association: those who apply elsewhere only are left out.
    """
    theirs = Application.objects.filter(person=OuterRef("person"))
    decided = association.training_acceptances.filter(
        Q(through_on__isnull=True) | Q(through_on__gte=OuterRef("day")),
        code=OuterRef("offer_code"),
        from_on__lte=OuterRef("day"),
    )
    rows = (
        LedgerEntry.objects.filter(
            Exists(theirs.filter(association=association)) | ~Exists(theirs),
            kind=LedgerEntry.Kind.TRAINING,
            offer_code__in=codes,
            corrected_by__isnull=True,
            withdrawn=False,
            person__erased_at__isnull=True,
        )
        .annotate(day=Coalesce("last_on", "first_on"))
        .filter(~Exists(decided))
    )
    counted = rows.order_by().values("offer_code").annotate(people=Count("person", distinct=True))
    return {row["offer_code"]: row["people"] for row in counted}
