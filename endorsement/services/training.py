"""Trainings that can be taken here are made known to the portfolio and withdrawn again."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from endorsement.models import Association, TrainingAcceptance, TrainingOffer
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
def accept(
    *, association: Association, code: str, from_on: date, through_on: date | None = None
) -> TrainingAcceptance:
    """The association accepts a module for its in-service hours on these days (inclusive).

    Accepting from the same day again sets the last day anew.
    """
    acceptance, _created = TrainingAcceptance.objects.update_or_create(
        association=association,
        code=code,
        from_on=from_on,
        defaults={"through_on": through_on},
    )
    return acceptance
