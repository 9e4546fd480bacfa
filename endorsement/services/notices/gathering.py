"""What a person is owed on one day becomes one message, which the outbox then sends."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from endorsement.models import DayMessage, Notice, Person, ReminderSettings
from endorsement.rules import quiet
from endorsement.services.notices.kinds import CHANNEL, kind_of
from lms.backbone.mail import hint_mails
from lms.backbone.models import Mail

PEOPLE = 200
TEMPLATE = "reminders"
# Nobody's day is further away from the day in Greenwich.
RECENT = timedelta(days=2)
Hours = Mapping[int | None, quiet.Hours]
WAITING = (Mail.State.OWED, Mail.State.CLAIMED, Mail.State.DEAD)


def waiting(at: datetime) -> QuerySet[Notice]:
    """Owed notices that no mail on its way carries, of associations that have not paused."""
    return Notice.objects.ungathered().filter(
        state=Notice.State.OWED, channel=CHANNEL, due_at__lte=at
    )


def gather(*, at: datetime, hurry: bool = False) -> int:
    """Put what is owed into messages; how many messages that made or filled.

    Somebody has at most one message that has not left, and gets at most one a day: what comes due after
    today's waits for tomorrow's. With `hurry`, because somebody asked for it by hand, quiet hours do not
    count. Effects per two hundred people, each in a transaction of its own: messages and their mails;
    the notices point to them; a hint to send.
    """
    filled, after = 0, 0
    while people := _next_people(at, after):
        filled += _gather(people, at, hurry)
        after = people[-1]
    return filled


def _next_people(at: datetime, after: int) -> list[int]:
    found = waiting(at).filter(person__gt=after).order_by("person_id")
    return list(found.values_list("person_id", flat=True).distinct()[:PEOPLE])


@dataclass(frozen=True)
class _Owed:
    """What one person is owed, and when it may leave."""

    person: Person
    notices: Sequence[Notice]
    may_leave_at: datetime
    on: date


@transaction.atomic
def _gather(people: Sequence[int], at: datetime, hurry: bool) -> int:
    # Two that gather at once take turns, each row in one of them.
    rows = list(
        waiting(at)
        .filter(person__in=people)
        .select_related("person")
        .select_for_update(of=("self",), no_key=True)
        .order_by("person_id", "rung_on", "pk")
    )
    by_person: dict[int, list[Notice]] = defaultdict(list)
    for row in rows:
        by_person[row.person_id].append(row)
    hours = hours_of({row.association_id for row in rows})
    owed = [_owed(some, hours, at, hurry) for some in by_person.values()]
    messages = _messages(owed, at)
    _with_mails(owed, messages, hurry)
    for one in owed:
        for notice in one.notices:
            notice.message = messages[one.person.pk]
    Notice.objects.bulk_update(rows, ["message"])
    hint_mails(messages[one.person.pk].mail_id for one in owed if one.may_leave_at <= at)
    return len(owed)


def hours_of(associations: Iterable[int | None]) -> Hours:
    """When mail of each association may leave; of one that says nothing, the usual hours."""
    known = {key for key in associations if key is not None}
    said = ReminderSettings.objects.filter(association__in=known)
    return {
        key: quiet.Hours(first, last)
        for key, first, last in said.values_list("association_id", "from_hour", "until_hour")
    }


def leaves_at(person: Person, notices: Iterable[Notice], hours: Hours, at: datetime) -> datetime:
    """When a mail with these notices may leave, from `at` on."""
    zone = ZoneInfo(person.time_zone)
    today = at.astimezone(zone).date()
    listed = list(notices)
    kept = quiet.narrowest(hours.get(one.association_id, quiet.Hours()) for one in listed)
    return quiet.may_leave_at(
        at, zone, kept, today_at_the_latest=any(_urgent(one, today) for one in listed)
    )


def _urgent(notice: Notice, today: date) -> bool:
    kind = kind_of(notice.kind)
    # A rung that came again on a later day names that day too.
    rung = notice.rung.partition(":")[0]
    return kind is not None and rung in kind.urgent and notice.rung_on == today


def _owed(notices: list[Notice], hours: Hours, at: datetime, hurry: bool) -> _Owed:
    person = notices[0].person
    leave = at if hurry else leaves_at(person, notices, hours, at)
    return _Owed(person, notices, leave, leave.astimezone(ZoneInfo(person.time_zone)).date())


def _messages(owed: Sequence[_Owed], at: datetime) -> dict[int, DayMessage]:
    """Each person's message: the one that has not left, or else a new one for the first free day."""
    theirs = DayMessage.objects.filter(person__in=[one.person for one in owed])
    unsent = theirs.filter(mail__state__in=WAITING).select_related("mail").order_by("on")
    found = {message.person_id: message for message in unsent}
    last = dict(
        theirs.filter(mail__state=Mail.State.DONE, mail__reason="", on__gte=(at - RECENT).date())
        .order_by("on")
        .values_list("person_id", "on")
    )
    days = {
        one.person.pk: _after(one.on, last.get(one.person.pk))
        for one in owed
        if one.person.pk not in found
    }
    DayMessage.objects.bulk_create(
        [DayMessage(person_id=person, on=on) for person, on in days.items()],
        ignore_conflicts=True,
    )
    # Somebody's message of a day may be there already, without a mail or with nothing left to say.
    of_days = theirs.filter(on__in=set(days.values())).select_related("mail")
    by_day = {(message.person_id, message.on): message for message in of_days}
    return found | {person: by_day[person, on] for person, on in days.items()}


def _after(on: date, last: date | None) -> date:
    """The day, or the one after the last message."""
    return on if last is None or last < on else last + timedelta(days=1)


def _with_mails(owed: Sequence[_Owed], messages: Mapping[int, DayMessage], hurry: bool) -> None:
    """A mail for each message; one that was given up, or had nothing to say, begins anew."""
    new: dict[str, tuple[_Owed, DayMessage]] = {}
    for one in owed:
        message = messages[one.person.pk]
        mail = message.mail
        if mail is None:
            new[f"day:{message.public_id}"] = (one, message)
        elif mail.state in (Mail.State.DONE, Mail.State.DEAD):
            Mail.objects.filter(pk=mail.pk, state=mail.state).update(
                **_columns(one, message, hurry),
                state=Mail.State.OWED,
                attempts=0,
                reason="",
                finished_at=None,
            )
        elif mail.state == Mail.State.OWED and not mail.attempts:
            columns = _columns(one, message, hurry)
            if columns["due_at"] < mail.due_at:
                Mail.objects.filter(pk=mail.pk, attempts=0, state=mail.state).update(**columns)
    rows = [Mail(key=key, **_columns(*pair, hurry)) for key, pair in new.items()]
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
    for mail in Mail.objects.filter(key__in=new):
        new[mail.key][1].mail = mail
    DayMessage.objects.bulk_update([message for _one, message in new.values()], ["mail"])


def _columns(one: _Owed, message: DayMessage, hurry: bool) -> dict[str, Any]:
    zone = ZoneInfo(one.person.time_zone)
    leave = one.may_leave_at
    if message.on > leave.astimezone(zone).date():
        leave = quiet.begin_of(message.on, zone, quiet.Hours())
    return {
        "to_address": one.person.email,
        "template": TEMPLATE,
        "context": {"message": message.public_id, **({"hurry": True} if hurry else {})},
        "language": one.person.language,
        "due_at": leave,
    }
