"""Reminders for members of cohorts who fall behind: owed rows, written from the state when they leave.

A member is reminded of a late module on a few days after it was due (`rules.pace.RUNGS`), each once. What
a missed night left behind is caught up: of several reminders about one module the latest is sent. One
person gets one mail a day, whatever is late in however many cohorts.
"""

import logging
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import translation

from courses.models import Cohort, CohortMember, CohortModule, CohortReminder
from courses.rules import pace
from courses.selectors import path as modules
from endorsement.models import Person
from lms.backbone.mail import owe_mail

logger = logging.getLogger(__name__)

State, Outcome = CohortReminder.State, CohortReminder.Outcome
# Somewhere it is a day earlier, somewhere a day later.
ANYWHERE = timedelta(days=1)


def sweep(*, at: datetime) -> int:
    """Owe what is due by now where each association is, then send it; how many people got a mail.

    Five queries a running cohort, however many members it has, and a few more for each who is late. Each
    cohort and each person is a transaction of its own; one that cannot be read holds up no other.
    """
    for cohort in _running(at):
        try:
            _owe(cohort, at)
        except Exception:
            logger.exception("Reminders of cohort %s.", cohort.public_id)
    return send_owed(at=at)


def send_owed(*, at: datetime) -> int:
    """Send what is owed; how many people got a mail."""
    owed = CohortReminder.objects.filter(state=State.OWED, due_at__lte=at)
    sent = 0
    for person in list(owed.order_by("person_id").values_list("person_id", flat=True).distinct()):
        try:
            sent += _send(person, at)
        except Exception:
            logger.exception("Reminders of a member of a cohort.")
    return sent


def _running(at: datetime) -> Iterable[Cohort]:
    """Cohorts that are seen; the last reminder comes some days after the last day."""
    today = at.date()
    found = Cohort.objects.filter(
        ended_at__isnull=True,
        from_on__lte=today + ANYWHERE,
        through_on__gte=today - pace.SEEN_AFTER - ANYWHERE,
    )
    return [one for one in found.select_related("association") if one.is_seen(at)]


@transaction.atomic
def _owe(cohort: Cohort, at: datetime) -> None:
    today = cohort.today(at)
    rows = [(one, one.due_on) for one in cohort.modules.all()]
    late = [(one, due_on) for one, due_on in rows if due_on is not None and due_on < today]
    members = list(CohortMember.objects.filter(cohort=cohort, left_at=None, reminders=True))
    if not late or not members:
        return
    known = set(
        CohortReminder.objects.filter(module__in=[one for one, _due_on in late]).values_list(
            "module_id", "person_id", "due_on", "rung"
        )
    )
    codes = [one.code for one, _due_on in late]
    done = modules.completed([one.person_id for one in members], codes)
    # The unique key makes a second sweep at the same moment insert nothing.
    CohortReminder.objects.bulk_create(
        [
            CohortReminder(
                module=one, person_id=member.person_id, due_on=due_on, rung=rung, due_at=at
            )
            for member in members
            for one, due_on in late
            if one.code not in done.get(member.person_id, {})
            for rung in pace.rungs(due_on, joined_on=cohort.today(member.joined_at), today=today)
            if (one.pk, member.person_id, due_on, rung) not in known
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def _send(person_id: int, at: datetime) -> bool:
    """One mail about everything that is late, if that is still so. The lock makes it once."""
    # Weaker than the lock that rows pointing to the person take.
    person = Person.objects.select_for_update(no_key=True).get(pk=person_id)
    zone = ZoneInfo(person.time_zone)
    day = at.astimezone(zone).date()
    theirs = CohortReminder.objects.filter(person=person)
    sent = theirs.filter(outcome=Outcome.SENT).aggregate(last=Max("finished_at"))["last"]
    if sent is not None and sent.astimezone(zone).date() >= day:
        # They had today's mail; tomorrow's says what is late then.
        return False
    owed = list(
        theirs.filter(state=State.OWED, due_at__lte=at)
        .select_related("module__cohort__association")
        .order_by("module__cohort__from_on", "module__cohort_id", "module__position", "rung")
    )
    late = _still_late(person, owed, at)
    sending: list[CohortModule] = []
    for _pk, rows in groupby(owed, key=lambda row: row.module_id):
        same = list(rows)
        current = [row for row in same if row in late]
        _finish([row for row in same if row not in late], Outcome.NEEDLESS, at)
        if not current:
            continue
        latest, _overtaken = pace.latest(row.rung for row in current)
        _finish([row for row in current if row.rung != latest], Outcome.OVERTAKEN, at)
        _finish([row for row in current if row.rung == latest], Outcome.SENT, at)
        sending.append(current[-1].module)
    if sending:
        _mail(person, sending, day, at)
    return bool(sending)


def _still_late(person: Person, owed: list[CohortReminder], at: datetime) -> set[CohortReminder]:
    """Those of the rows that are true now: a member, who wants them, of a module that is late."""
    codes = {row.module.code for row in owed}
    done = modules.completed([person.pk], codes).get(person.pk, {})
    joined = set(
        CohortMember.objects.filter(person=person, left_at=None, reminders=True).values_list(
            "cohort_id", flat=True
        )
    )
    return {
        row
        for row in owed
        if row.module.cohort_id in joined
        and row.module.cohort.is_seen(at)
        and row.module.due_on == row.due_on
        and row.due_on < row.module.cohort.today(at)
        and row.module.code not in done
        and person.email
    }


def _finish(rows: list[CohortReminder], outcome: str, at: datetime) -> None:
    CohortReminder.objects.filter(pk__in=[row.pk for row in rows], state=State.OWED).update(
        state=State.DONE, outcome=outcome, finished_at=at
    )


def _mail(person: Person, late: list[CohortModule], day: date, at: datetime) -> None:
    with translation.override(person.language):
        titles = modules.offered({one.code for one in late})
    cohorts: dict[int, dict[str, Any]] = {}
    for one in late:
        group = cohorts.setdefault(
            one.cohort_id,
            {"name": one.cohort.name, "public_id": one.cohort.public_id, "modules": []},
        )
        title = titles[one.code].title if one.code in titles else one.code
        group["modules"].append({"title": title, "due_on": (one.due_on or day).isoformat()})
    owe_mail(
        key=f"cohort-behind:{person.ref}:{day}",
        to=person.email,
        template="cohort_behind",
        language=person.language,
        context={
            "public_url": settings.PUBLIC_URL,
            "name": person.name,
            "cohorts": list(cohorts.values()),
        },
        at=at,
    )
