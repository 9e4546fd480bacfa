"""What happens to endorsements by a day alone: a cycle begins by the edition then in force, a window
opens, a renewal is late, lapses, is removed; somebody was inactive too long.

`RenewalCycle.next_status_on` says when a cycle changes next, so a sweep with nothing due reads none of
them, a missed night is caught up by the next one, and what has been caught up is not due any more. It is
empty for a cycle that is held or over.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from endorsement import signals
from endorsement.models import Association, Endorsement, RenewalCycle
from endorsement.rules.endorsement_moves import MOVES, Move, Role, State
from endorsement.rules.renewal import Change, changes, next_change
from endorsement.rules.windows import ONE_DAY
from endorsement.services import event, holder_mail, status
from endorsement.services.cycle import DAYS, days_of, settle
from lms.backbone import sweeps

BATCH = 200

Today = Mapping[str, date]
"""The calendar day by time zone."""

Reached = tuple[RenewalCycle, date]
"""A cycle, and the day on which something happened to it."""

KINDS = {
    Change.BEGUN: "endorsement.cycle_begun",
    Change.OPENED: "endorsement.window_opened",
    Change.LATE: "endorsement.renewal_late",
    Change.REMOVED: "endorsement.removed_from_registry",
}


def sweep(*, at: datetime, on: date | None = None) -> int:
    """Bring about what is due by now, wherever the association is; how many cycles changed.

    `on` is a day to sweep as of, instead of today in each association's time zone.

    Effects per batch, each in a transaction of its own: cycles begun, windows opened, late renewals,
    lapses and removals, in the order of their days, each an event; the day each cycle changes next.
    Then those lapse who were inactive longer than they may, and are told.

    What cannot be swept is logged and left for the next sweep; it holds up no other.
    """
    today = _today(at, on)
    changed = sweeps.in_batches(
        _due(today).only("pk"), lambda rows: _sweep_batch(_keys(rows), today, at), most=BATCH
    )
    return changed + sweeps.in_batches(
        _over(today).only("pk"), lambda rows: _end_batch(_keys(rows), today, at), most=BATCH
    )


def _keys(rows: Iterable[Any]) -> list[int]:
    return [row.pk for row in rows]


def _today(at: datetime, on: date | None) -> Today:
    zones = Association.objects.order_by().values_list("time_zone", flat=True).distinct()
    return {zone: on or at.astimezone(ZoneInfo(zone)).date() for zone in sorted(zones)}


def _due(today: Today) -> QuerySet[RenewalCycle]:
    """Cycles that change by now where their association is."""
    by_zone = [
        Q(endorsement__association__time_zone=zone, next_status_on__lte=day)
        for zone, day in today.items()
    ]
    if not by_zone:
        return RenewalCycle.objects.none()
    return (
        RenewalCycle.objects.filter(reduce(or_, by_zone))
        .filter(endorsement__person__deceased_on__isnull=True)
        .order_by("next_status_on", "pk")
    )


@transaction.atomic
def _sweep_batch(batch: Iterable[int], today: Today, at: datetime) -> int:
    # Read again under the lock: of two sweeps, the second finds nothing due any more.
    cycles = list(
        _due(today)
        .filter(pk__in=batch)
        .select_related(
            "edition",
            "endorsement__edition",
            "endorsement__association__overlay",
            "endorsement__person",
        )
        .select_for_update(of=("self", "endorsement"))
    )
    reached: dict[Change, list[Reached]] = {change: [] for change in Change}
    for cycle in cycles:
        day = today[cycle.endorsement.association.time_zone]
        if _begins(cycle):
            settle(cycle)
        for change, on in _reached(cycle, day):
            reached[change].append((cycle, on))
        cycle.next_status_on = next_change(days_of(cycle), after=day)
    for change, found in reached.items():
        if change is Change.LAPSED:
            _lapse(found, at=at)
        else:
            event.record_all([happened(change, *one) for one in found], at=at)
    RenewalCycle.objects.bulk_update(
        cycles, ["state", "edition", "next_rung_on", "next_status_on", *DAYS]
    )
    return len(cycles)


def _begins(cycle: RenewalCycle) -> bool:
    """Whether its first day is what it was waiting for; a lapsed or extended one has begun long ago."""
    waited = cycle.state == RenewalCycle.State.OPEN and cycle.number > 1
    return waited and cycle.next_status_on == cycle.starts_on


def _reached(cycle: RenewalCycle, day: date) -> list[tuple[Change, date]]:
    """What its days have brought about since it was looked at last; nothing for one that is renewed."""
    since = cycle.next_status_on
    if cycle.state == RenewalCycle.State.RENEWED or since is None:
        return []
    if cycle.endorsement.state == State.REVOKED:
        return []
    return [(change, on) for change, on in changes(days_of(cycle)) if since <= on <= day]


def _lapse(reached: list[Reached], *, at: datetime) -> None:
    lapsed = [
        one for one in reached if Move.LAPSE in MOVES.actions(one[0].endorsement.state, Role.SYSTEM)
    ]
    for cycle, _on in lapsed:
        cycle.state = RenewalCycle.State.LAPSED
    status.lapse_all(
        [
            status.Fallen(
                cycle.endorsement,
                on,
                {"cycle": cycle.number, "grace_through": cycle.grace_through},
            )
            for cycle, on in lapsed
        ],
        at=at,
    )
    for cycle, _on in lapsed:
        signals.endorsement_lapsed.send(
            sender=Endorsement, endorsement=cycle.endorsement, cycle=cycle, at=at
        )


def _over(today: Today) -> QuerySet[Endorsement]:
    """Of people who were inactive longer than they may be."""
    by_zone = [
        Q(association__time_zone=zone, state_through_on__lt=day) for zone, day in today.items()
    ]
    if not by_zone:
        return Endorsement.objects.none()
    over = Endorsement.objects.filter(reduce(or_, by_zone), state=State.INACTIVE)
    return over.filter(person__deceased_on__isnull=True).order_by("pk")


@transaction.atomic
def _end_batch(batch: Collection[int], today: Today, at: datetime) -> int:
    # Read again under the lock, as above.
    found = (
        _over(today)
        .filter(pk__in=batch)
        .select_related("association__overlay", "edition", "person")
    )
    rows = [
        (one, one.state_through_on)
        for one in found.select_for_update(of=("self",))
        if one.state_through_on
    ]
    status.lapse_all(
        [
            status.Fallen(one, through_on + ONE_DAY, {"inactive_through": through_on})
            for one, through_on in rows
        ],
        at=at,
    )
    RenewalCycle.objects.filter(
        endorsement__in=[one for one, _through_on in rows], state=RenewalCycle.State.OPEN
    ).update(state=RenewalCycle.State.LAPSED, next_rung_on=None, next_status_on=None)
    for one, through_on in rows:
        # Nobody who is away is reminded, so this is how they hear of it.
        holder_mail.tell(one, "lapsed", at=at, through_on=through_on.isoformat())
    return len(rows)


def happened(change: Change, cycle: RenewalCycle, on: date) -> event.Happened:
    """The event of what a day brought about."""
    payload: dict[str, Any] = {"cycle": cycle.number, "on": on, "due_on": cycle.due_on}
    if change is Change.BEGUN:
        payload["edition"] = cycle.governing_edition.code
    return event.Happened(
        association=cycle.endorsement.association,
        stream=cycle.endorsement.stream,
        kind=KINDS[change],
        payload=payload,
        chained=change is Change.REMOVED,
    )
