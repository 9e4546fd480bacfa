"""Owing what is due of a kind whose rungs are days: the latest once, what was missed as overtaken."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from endorsement.models import Association, Notice, Person
from endorsement.services.notices.kinds import CHANNEL, Coming

BATCH = 500

Rung = tuple[str, date]


@dataclass(frozen=True)
class Subject:
    """What somebody is reminded of, and the rungs whose day has come, in order."""

    key: str
    person: Person
    association: Association | None
    reached: Sequence[Rung]


def after(since: date, days: Iterable[int], *, through: date) -> list[Rung]:
    """Rungs so many days after a day, as far as they have come."""
    steps = [(f"after_{count}", since + timedelta(days=count)) for count in sorted(days)]
    return [step for step in steps if step[1] <= through]


def coming_of(
    subjects: Callable[[datetime, Association], Iterable[Subject]],
) -> Callable[[Association, date, date], list[Coming]]:
    """What will come due on these days, by the function that will owe it, as of the last of them.

    `subjects` looks at one association's alone.
    """

    def coming(association: Association, from_on: date, through_on: date) -> list[Coming]:
        # Noon, so that it is that day wherever the association is.
        noon = datetime.combine(through_on, time(12), ZoneInfo(association.time_zone))
        return [
            Coming(on, one.person, rung, "")
            for one in subjects(noon, association)
            for rung, on in one.reached
            if from_on <= on <= through_on
        ]

    return coming


def owe(kind: str, subjects: Iterable[Subject], *, at: datetime) -> int:
    """Insert what has no row yet; how many are owed now. Doing it twice owes it once.

    Per five hundred subjects one look and one insert, in a transaction of its own.
    """
    owed, coming = 0, iter(subjects)
    while some := list(islice(coming, BATCH)):
        owed += _owe(kind, some, at)
    return owed


@transaction.atomic
def _owe(kind: str, subjects: Sequence[Subject], at: datetime) -> int:
    known = set(
        Notice.objects.filter(
            subject__in=[one.key for one in subjects], channel=CHANNEL
        ).values_list("subject", "rung")
    )
    rows = [
        _row(kind, one, rung, at, last=rung == one.reached[-1])
        for one in subjects
        for rung in one.reached
        if (one.key, rung[0]) not in known
    ]
    # The unique key makes a second sweep at the same moment insert nothing.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
    return sum(row.state == Notice.State.OWED for row in rows)


def _row(kind: str, subject: Subject, rung: Rung, at: datetime, *, last: bool) -> Notice:
    name, on = rung
    missed: dict[str, Any] = {
        "state": Notice.State.DONE,
        "outcome": Notice.Outcome.OVERTAKEN,
        "finished_at": at,
    }
    return Notice(
        association=subject.association,
        person=subject.person,
        kind=kind,
        subject=subject.key,
        rung=name,
        channel=CHANNEL,
        rung_on=on,
        due_at=at,
        owed_at=at,
        **({} if last else missed),
    )
