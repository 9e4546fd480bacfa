"""Reminders of renewals: what is due is owed once; what it says is `reminder_letter`.

`RenewalCycle.next_rung_on` says when a cycle needs looking at, so a sweep over a hundred thousand
cycles with nothing due reads none of them, and a missed night is caught up by the next sweep.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from endorsement.models import Association, Notice, RenewalCycle
from endorsement.rules import renewal
from endorsement.rules.windows import ONE_DAY
from endorsement.services.cycle import days_of
from endorsement.services.cycle_hold import release
from endorsement.services.notices.kinds import CHANNEL, Coming, Kind
from endorsement.services.reminder_letter import (
    category_named,
    ladder_of,
    rung_name,
    step_of,
    write,
)
from lms.backbone import sweeps

WITH_RUNGS = (RenewalCycle.State.OPEN, RenewalCycle.State.LAPSED)
BATCH = 200
NAME = "renewal"

Today = Mapping[str, date]
"""The calendar day by time zone."""


@dataclass(frozen=True)
class Plan:
    """What a cycle owes on a day: the rung to send, if any, and the ones it overtakes."""

    cycle: RenewalCycle
    send: str | None
    overtaken: tuple[str, ...]
    next_on: date | None
    days: Mapping[str, date]
    again: frozenset[str]


def sweep(*, at: datetime, on: date | None = None) -> int:
    """Owe every reminder that is due by now, wherever the association is; how many were owed.

    `on` is a day to sweep as of, instead of today in each association's time zone.

    Effects per batch, each in a transaction of its own: notices (the latest rung owed, the missed
    ones recorded as overtaken); the day each cycle is looked at next. What the days do to an endorsement
    itself is `cycle_sweep`, which goes first; whoever sweeps gathers the notices to messages afterwards.

    A cycle that cannot be read (a broken edition) is logged and left for the next sweep; it holds up
    no other.
    """
    return sweeps.in_batches(
        due_cycles(today_by_zone(at, on)),
        lambda cycles: _sweep_batch(cycles, today_by_zone(at, on, cycles), at),
        most=BATCH,
        which=lambda cycle: f"of endorsement {cycle.endorsement.public_id}",
    )


def today_by_zone(
    at: datetime, on: date | None = None, cycles: Iterable[RenewalCycle] | None = None
) -> Today:
    """Today in every zone that an association is in, or `on` in each of them."""
    if cycles is None:
        zones = set(Association.objects.order_by().values_list("time_zone", flat=True))
    else:
        zones = {cycle.endorsement.association.time_zone for cycle in cycles}
    return {zone: on or at.astimezone(ZoneInfo(zone)).date() for zone in sorted(zones)}


def due_cycles(today: Today) -> QuerySet[RenewalCycle]:
    """Cycles whose next rung has come where their association is, in one query; the last rung comes
    when a cycle has lapsed."""
    by_zone = [
        Q(endorsement__association__time_zone=zone, next_rung_on__lte=day)
        for zone, day in today.items()
    ]
    if not by_zone:
        return RenewalCycle.objects.none()
    return (
        RenewalCycle.objects.filter(reduce(or_, by_zone), state__in=WITH_RUNGS)
        .filter(endorsement__person__deceased_on__isnull=True)
        .select_related(
            "edition",
            "endorsement__edition",
            "endorsement__person",
            "endorsement__association__overlay",
        )
        .order_by("next_rung_on", "pk")
    )


def plans(cycles: list[RenewalCycle], today: Today) -> list[Plan]:
    """What each of these cycles owes, in one query."""
    dealt_with: dict[str, dict[str, date]] = {cycle.subject_key: {} for cycle in cycles}
    notices = Notice.objects.filter(subject__in=dealt_with, channel=CHANNEL).order_by("rung_on")
    for subject, rung, on in notices.values_list("subject", "rung", "rung_on"):
        dealt_with[subject][step_of(rung)] = on
    return [
        _plan(cycle, dealt_with[cycle.subject_key], today[cycle.endorsement.association.time_zone])
        for cycle in cycles
    ]


def _plan(cycle: RenewalCycle, dealt_with: Mapping[str, date], on: date) -> Plan:
    days, ladder = days_of(cycle), ladder_of(cycle)
    steps = renewal.rungs(days, ladder)
    # Whoever was given more time is reminded of the later days anew.
    already = {rung for rung, day in steps if rung in dealt_with and dealt_with[rung] >= day}
    owed = renewal.owed(steps, already, on)
    return Plan(
        cycle=cycle,
        send=owed.send,
        overtaken=owed.overtaken,
        next_on=renewal.next_look(days, ladder, after=on),
        days=dict(steps),
        again=frozenset(dealt_with) - already,
    )


@transaction.atomic
def _sweep_batch(cycles: list[RenewalCycle], today: Today, at: datetime) -> int:
    found = plans(cycles, today)
    # The unique key makes a second sweep at the same moment insert nothing.
    Notice.objects.bulk_create(
        [notice for one in found for notice in _notices(one, at)], ignore_conflicts=True
    )
    for one in found:
        one.cycle.next_rung_on = one.next_on
    RenewalCycle.objects.bulk_update(cycles, ["next_rung_on"])
    return sum(1 for one in found if one.send)


def _notices(one: Plan, at: datetime) -> Iterable[Notice]:
    def named(rung: str) -> str:
        return f"{rung}:{one.days[rung]}" if rung in one.again else rung

    for rung in one.overtaken:
        yield _notice(
            one.cycle,
            named(rung),
            one.days[rung],
            at,
            state=Notice.State.DONE,
            outcome=Notice.Outcome.OVERTAKEN,
            finished_at=at,
        )
    if one.send:
        yield _notice(one.cycle, named(one.send), one.days[one.send], at)


def _notice(
    cycle: RenewalCycle, rung: str, rung_on: date, at: datetime, **fields: object
) -> Notice:
    return Notice(
        association=cycle.endorsement.association,
        person=cycle.endorsement.person,
        kind=NAME,
        subject=cycle.subject_key,
        rung=str(rung),
        channel=CHANNEL,
        rung_on=rung_on,
        due_at=at,
        owed_at=at,
        **fields,
    )


@transaction.atomic
def suppress_before(*, cycle: RenewalCycle, day: date, reason: str, at: datetime) -> int:
    """Nothing of the cycle's ladder from before the day is sent any more; how many rungs that were.

    A cycle that came from elsewhere in mid-ladder begins to be looked at by this: on the day of its next
    rung, and when its grace is over already on the day itself. Doing it twice changes nothing.

    Effects, in order: a notice, suppressed with the reason, for each rung before the day that has none;
    those that are owed are suppressed too; the day the cycle is looked at next; from the day on, its days
    also open it, make it late and let it lapse.
    """
    days, ladder = days_of(cycle), ladder_of(cycle)
    before = [(rung, on) for rung, on in renewal.rungs(days, ladder) if on < day]
    done = {
        "state": Notice.State.DONE,
        "outcome": Notice.Outcome.SUPPRESSED,
        "reason": reason,
        "finished_at": at,
    }
    mine = Notice.objects.filter(subject=cycle.subject_key, channel=CHANNEL)
    owed = mine.filter(state=Notice.State.OWED, rung_on__lt=day).update(**done)
    known = set(mine.values_list("rung", flat=True))
    missing = [_notice(cycle, rung, on, at, **done) for rung, on in before if rung not in known]
    Notice.objects.bulk_create(missing, ignore_conflicts=True)
    if cycle.state == RenewalCycle.State.OPEN:
        following = renewal.next_look(days, ladder, after=day - ONE_DAY) or day
        RenewalCycle.objects.filter(pk=cycle.pk).update(next_rung_on=following)
        cycle.next_rung_on = following
        release(cycle=cycle, day=day)
    return int(owed) + len(missing)


@transaction.atomic
def look_anew(*, association: Association, at: datetime) -> None:
    """The association's ladder is another one: look at each cycle on the day of its next rung by that.

    A rung of today goes out today; one that is new and whose day is over is recorded as overtaken. What is
    held stays held.
    """
    today = association.day_of(at)
    runs = Q(next_rung_on__isnull=False) | Q(next_status_on__isnull=False)
    rows = RenewalCycle.objects.filter(
        runs, endorsement__association=association, state__in=WITH_RUNGS
    ).select_related("edition", "endorsement__edition", "endorsement__association__overlay")
    changed = []
    for cycle in rows.select_for_update(of=("self",)).order_by("pk").iterator(BATCH):
        # What is due already and was not swept yet stays due.
        since = min(cycle.next_rung_on or today, today)
        following = renewal.next_look(days_of(cycle), ladder_of(cycle), after=since - ONE_DAY)
        if following != cycle.next_rung_on:
            cycle.next_rung_on = following
            changed.append(cycle)
    RenewalCycle.objects.bulk_update(changed, ["next_rung_on"], batch_size=BATCH)


def coming(association: Association, from_on: date, through_on: date) -> list[Coming]:
    """What the ladders will send on these days, by the same rules, as long as nobody renews."""
    cycles = (
        RenewalCycle.objects.filter(
            endorsement__association=association,
            endorsement__person__deceased_on__isnull=True,
            state__in=WITH_RUNGS,
            next_rung_on__lte=through_on,
        )
        .select_related(
            "edition",
            "endorsement__edition",
            "endorsement__person",
            "endorsement__association__overlay",
        )
        .order_by("next_rung_on", "pk")
    )
    found = []
    for cycle in cycles:
        steps = renewal.rungs(days_of(cycle), ladder_of(cycle))
        since = max(cycle.next_rung_on or from_on, from_on)
        about = category_named(cycle, get_language() or "en")
        found += [
            Coming(on, cycle.endorsement.person, str(rung), about)
            for rung, on in steps
            if since <= on <= through_on
        ]
    return found


RENEWALS = Kind(
    name=NAME,
    title=_("Renewal of endorsements"),
    owe=lambda at: sweep(at=at),
    write=write,
    duty=True,
    rung_name=rung_name,
    urgent=frozenset({renewal.Rung.DUE}),
    coming=coming,
)
