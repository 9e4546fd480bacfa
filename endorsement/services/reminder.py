"""Reminders: what is due is owed once, and written from the state at the moment of sending.

`RenewalCycle.next_rung_on` says when a cycle needs looking at, so a sweep over a hundred thousand
cycles with nothing due reads none of them, and a missed night is caught up by the next sweep.

A reminder is written when its notice is sent to the outbox. Somebody who renews in the minute between
that and the departure of the mail still gets it.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q, QuerySet

from endorsement.models import Association, Endorsement, Notice, RenewalCycle
from endorsement.rules import renewal
from endorsement.rules.endorsement_moves import HELD
from endorsement.rules.windows import ONE_DAY
from endorsement.selectors import editions
from endorsement.selectors.hosts import public_url
from endorsement.services.cycle import days_of, release
from lms.backbone.hints import hint
from lms.backbone.mail import owe_mail

logger = logging.getLogger(__name__)

BATCH = 200
CHANNEL = "mail"
KIND = "renewal"
WITH_RUNGS = (RenewalCycle.State.OPEN, RenewalCycle.State.LAPSED)

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


def sweep(*, at: datetime, on: date | None = None) -> int:
    """Owe every reminder that is due by now, wherever the association is; how many were owed.

    `on` is a day to sweep as of, instead of today in each association's time zone.

    Effects per batch, each in a transaction of its own: notices (the latest rung owed, the missed
    ones recorded as overtaken); the day each cycle is looked at next; a hint to send. What the days do to
    an endorsement itself is `cycle_sweep`, which goes first.

    A cycle that cannot be read (a broken edition) is logged and left for the next sweep; it holds up
    no other.
    """
    owed, stuck = 0, set[int]()
    due = due_cycles(today_by_zone(at, on))
    while batch := list(due.exclude(pk__in=stuck)[:BATCH]):
        today = today_by_zone(at, on, batch)
        try:
            owed += _sweep_batch(batch, today, at)
        except Exception:
            logger.exception("A batch of renewal cycles could not be swept: one by one now.")
            owed += _one_by_one(batch, today, at, stuck)
    return owed


def _one_by_one(cycles: list[RenewalCycle], today: Today, at: datetime, stuck: set[int]) -> int:
    """Sweep each cycle in a transaction of its own; the ones that fail are added to `stuck`."""
    owed = 0
    for cycle in cycles:
        try:
            owed += _sweep_batch([cycle], today, at)
        except Exception:
            logger.exception("Renewal cycle of endorsement %s.", cycle.endorsement.public_id)
            stuck.add(cycle.pk)
    return owed


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
        .select_related("endorsement__edition", "endorsement__person", "endorsement__association")
        .order_by("next_rung_on", "pk")
    )


def plans(cycles: list[RenewalCycle], today: Today) -> list[Plan]:
    """What each of these cycles owes, in one query."""
    dealt_with: dict[str, set[str]] = {cycle.subject_key: set() for cycle in cycles}
    notices = Notice.objects.filter(subject__in=dealt_with, channel=CHANNEL)
    for subject, rung in notices.values_list("subject", "rung"):
        dealt_with[subject].add(rung)
    return [
        _plan(cycle, dealt_with[cycle.subject_key], today[cycle.endorsement.association.time_zone])
        for cycle in cycles
    ]


def _plan(cycle: RenewalCycle, already: set[str], on: date) -> Plan:
    rule = editions.parsed(cycle.endorsement.edition).renewal
    ladder = rule.ladder if rule else ()
    days = days_of(cycle)
    steps = renewal.rungs(days, ladder)
    owed = renewal.owed(steps, already, on)
    return Plan(
        cycle=cycle,
        send=owed.send,
        overtaken=owed.overtaken,
        next_on=renewal.next_look(days, ladder, after=on),
        days=dict(steps),
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
    hint("endorsement.send_notices")
    return sum(1 for one in found if one.send)


def _notices(one: Plan, at: datetime) -> Iterable[Notice]:
    for rung in one.overtaken:
        yield _notice(
            one.cycle,
            rung,
            one.days[rung],
            at,
            state=Notice.State.DONE,
            outcome=Notice.Outcome.OVERTAKEN,
            finished_at=at,
        )
    if one.send:
        yield _notice(one.cycle, one.send, one.days[one.send], at)


def _notice(
    cycle: RenewalCycle, rung: str, rung_on: date, at: datetime, **fields: object
) -> Notice:
    return Notice(
        association=cycle.endorsement.association,
        person=cycle.endorsement.person,
        kind=KIND,
        subject=cycle.subject_key,
        rung=str(rung),
        channel=CHANNEL,
        rung_on=rung_on,
        due_at=at,
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
    rule = editions.parsed(cycle.endorsement.edition).renewal
    ladder = rule.ladder if rule else ()
    days = days_of(cycle)
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


def send_owed_notices(*, at: datetime, most: int = BATCH) -> int:
    """Send what is owed, oldest first; how many mails were owed to the outbox.

    A reminder that cannot be written is given back for later and holds up no other.
    """
    sent = 0
    for pk in list(Notice.objects.owed(at).values_list("pk", flat=True)[:most]):
        try:
            sent += send_notice(pk=pk, at=at)
        except Exception as error:
            logger.exception("A reminder could not be written.")
            _give_back(pk, at=at, error=type(error).__name__)
    return sent


@transaction.atomic
def send_notice(*, pk: int, at: datetime) -> bool:
    """Write one reminder from the state as it is now, or suppress it with the reason.

    Claim, mail row and outcome are one transaction: a crash before its end leaves the notice owed
    and no mail, one after it leaves both done.
    """
    attempt = Notice.objects.claim(pk, at=at)
    if attempt is None:
        return False
    notice = Notice.objects.select_related("association", "person").get(pk=pk)
    cycle = _cycle_of(notice)
    if _overtaken(notice):
        Notice.objects.finish(pk, attempt=attempt, at=at, outcome=Notice.Outcome.OVERTAKEN)
        return False
    reason = why_not(notice, cycle)
    if reason:
        Notice.objects.finish(
            pk, attempt=attempt, at=at, outcome=Notice.Outcome.SUPPRESSED, reason=reason
        )
        return False
    owe_mail(
        key=f"notice:{notice.subject}:{notice.rung}:{notice.channel}",
        to=notice.person.email,
        template=f"renewal_{_letter(notice.rung)}",
        language=notice.person.language,
        context=_context(notice, cycle),
        at=at,
    )
    Notice.objects.finish(pk, attempt=attempt, at=at, outcome=Notice.Outcome.SENT)
    return True


@transaction.atomic
def _give_back(pk: int, *, at: datetime, error: str) -> None:
    attempt = Notice.objects.claim(pk, at=at)
    if attempt is not None:
        Notice.objects.fail(pk, attempt=attempt, at=at, error=error)


def _overtaken(notice: Notice) -> bool:
    """Whether a later rung of the cycle has come while this one waited to be sent."""
    later = Notice.objects.filter(subject=notice.subject, channel=notice.channel)
    return later.filter(rung_on__gt=notice.rung_on).exists()


def _cycle_of(notice: Notice) -> RenewalCycle:
    pk = int(notice.subject.partition(":")[2])
    return RenewalCycle.objects.select_related("endorsement__edition").get(pk=pk)


def why_not(notice: Notice, cycle: RenewalCycle) -> str:
    """The reason not to send, empty when it should be sent."""
    person = notice.person
    if person.erased_at:
        return "erased"
    if person.deceased_on:
        return "deceased"
    if not person.email:
        return "no_address"
    if cycle.state == RenewalCycle.State.RENEWED:
        return "renewed"
    if cycle.endorsement.state == Endorsement.State.REVOKED:
        return "no_longer_valid"
    if cycle.endorsement.state in HELD:
        return str(cycle.endorsement.state)
    if cycle.state == RenewalCycle.State.LAPSED and notice.rung != renewal.Rung.LAPSED:
        return "lapsed"
    return ""


def _letter(rung: str) -> str:
    """Three letters cover the ladder: before the due day, during grace, after the lapse."""
    if rung == renewal.Rung.LAPSED:
        return "lapsed"
    return "grace" if rung == renewal.Rung.GRACE else "due"


def _context(notice: Notice, cycle: RenewalCycle) -> dict[str, str]:
    association = notice.association
    category = editions.parsed(cycle.endorsement.edition).categories[cycle.endorsement.category]
    return {
        "public_url": public_url(association),
        "name": notice.person.name,
        "association": association.name,
        "contact": association.contact_email,
        "public_id": cycle.endorsement.public_id,
        "category": category.name.get(notice.person.language, category.name["en"]),
        "due_on": cycle.due_on.isoformat(),
        "grace_through": cycle.grace_through.isoformat(),
    }
