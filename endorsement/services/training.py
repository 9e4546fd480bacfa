"""Trainings that can be taken here are made known to the portfolio and withdrawn again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from endorsement.models import Association, Person, TrainingAcceptance, TrainingOffer
from endorsement.refusals import Refused
from endorsement.services import event
from endorsement.services.entry_content import hours_by_code


@transaction.atomic
def publish_offer(
    *,
    code: str,
    version: int,
    title: Mapping[str, str],
    hours: Decimal,
    framework: str,
    covers: Sequence[str],
    split: Mapping[str, Any],
    topics: Mapping[str, Any],
    address: str,
    association: Association | None,
    shared: bool,
) -> TrainingOffer:
    """Make a published version of a module known. Publishing it again updates the same row.

    Effects, in order: older versions of the code are no longer live; this version is.
    """
    TrainingOffer.objects.filter(code=code, live=True).exclude(version=version).update(live=False)
    offer, _created = TrainingOffer.objects.update_or_create(
        code=code,
        version=version,
        defaults={
            "title": dict(title),
            "hours": hours,
            "framework": framework,
            "covers": sorted(set(covers)),
            "split": hours_by_code(split),
            "topics": hours_by_code(topics),
            "address": address,
            "association": association,
            "shared": shared,
            "live": True,
        },
    )
    return offer


@transaction.atomic
def withdraw_offer(*, code: str, version: int) -> bool:
    """The module can no longer be taken; what was recorded stays. False when it was not live."""
    offers = TrainingOffer.objects.filter(code=code, version=version, live=True)
    return bool(offers.update(live=False))


@transaction.atomic
def decide(
    *,
    association: Association,
    codes: Iterable[str],
    accepted: bool,
    from_on: date,
    through_on: date | None,
    by: Person | None,
    at: datetime,
) -> list[TrainingAcceptance]:
    """Accept modules for the association's in-service hours on these days (inclusive), or not.

    Deciding again from the same first day replaces that decision; of two for a day, the one that
    begins later holds; the events keep every one. Portfolios show it at once. Effects, in order: the
    decisions; an event for each.

    :raises Refused: when no module is named, one is unknown here, or the days are the wrong way round.
    """
    wanted = sorted(set(codes))
    if not wanted:
        raise Refused(_("Tick at least one module."), field="codes")
    if through_on is not None and through_on < from_on:
        raise Refused(
            _("The last day is before the first day. Please check both dates."), field="through_on"
        )
    known = set(TrainingOffer.objects.filter(code__in=wanted).values_list("code", flat=True))
    if known != set(wanted):
        raise Refused(_("One of these modules is not known here. Please reload the page."))
    # Coordinators who decide at once take turns: the events of an association are numbered.
    Association.objects.select_for_update(no_key=True).get(pk=association.pk)
    decided = [
        _decide(association, code, accepted, from_on, through_on, by=by, at=at) for code in wanted
    ]
    for one in decided:
        event.record(
            association=association,
            stream=f"trainings:{association.slug}",
            kind=f"training.{'accepted' if accepted else 'not_accepted'}",
            actor=by,
            payload={"code": one.code, "from_on": from_on, "through_on": through_on or ""},
            at=at,
        )
    return decided


@transaction.atomic
def accept(
    *, association: Association, code: str, from_on: date, through_on: date | None = None
) -> TrainingAcceptance:
    """The association accepts a module, also one that is not published yet.

    Accepting from the same day again sets the last day anew.
    """
    return _decide(association, code, True, from_on, through_on, by=None, at=None)


def _decide(
    association: Association,
    code: str,
    accepted: bool,
    from_on: date,
    through_on: date | None,
    *,
    by: Person | None,
    at: datetime | None,
) -> TrainingAcceptance:
    decision, _created = TrainingAcceptance.objects.update_or_create(
        association=association,
        code=code,
        from_on=from_on,
        defaults={
            "accepted": accepted,
            "through_on": through_on,
            "decided_by": by,
            "decided_at": at,
        },
    )
    return decision
