"""What a day's message says at the moment it leaves: every kind is asked whether it is still owed."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import translation
from django.utils.safestring import mark_safe

from endorsement.models import DayMessage, Notice, Person, ReminderChoice, ReminderSettings
from endorsement.rules import quiet
from endorsement.rules.due_days import calendar
from endorsement.selectors.addresses import mail_address
from endorsement.services.notices import choosing
from endorsement.services.notices.gathering import leaves_at
from endorsement.services.notices.kinds import Kind, Section, Silence, kind_of
from lms.backbone.departures import Attachment, Later, Nothing, Said
from lms.backbone.letters import fill

logger = logging.getLogger(__name__)

Outcome, State = Notice.Outcome, Notice.State
BARE = "emails/bare"


@dataclass(frozen=True)
class _Part:
    """A notice that is still true, and what it says."""

    notice: Notice
    kind: Kind
    section: Section


def write(context: Mapping[str, Any], at: datetime) -> Said | Nothing | Later:
    """What the message says now; see `lms.backbone.departures`.

    Effects: what needs no saying any more is suppressed with its reason or overtaken; what cannot be
    written is given back for a later message; what its association has paused leaves this message and
    stays owed. Once the mail left, in that transaction, the notices it carried are sent.
    """
    message = (
        DayMessage.objects.select_related("person__user")
        .filter(public_id=context["message"])
        .first()
    )
    if message is None:
        return Nothing("erased")
    notices = _owed(message)
    if not notices:
        return Nothing("nothing_left")
    later = None if context.get("hurry") else _not_yet(message, notices, at)
    if later is not None:
        return Later(later)
    person = message.person
    address, why_not = mail_address(person)
    if why_not:
        _suppress(notices, why_not, at)
        return Nothing(why_not)
    with transaction.atomic():
        parts = _still_true(person, notices, at)
    if not parts:
        return Nothing("nothing_left")
    return _said(message, address, parts, at)


def _owed(message: DayMessage) -> list[Notice]:
    """What the message carries; what is paused leaves it."""
    rows = message.notices.filter(state=State.OWED)
    notices = list(
        rows.select_related("association__reminder_settings", "person").order_by("rung_on", "pk")
    )
    paused = [one.pk for one in notices if _paused(one)]
    if paused:
        rows.filter(pk__in=paused).update(message=None)
    return [one for one in notices if one.pk not in paused]


def _paused(notice: Notice) -> bool:
    said = _settings(notice)
    return said is not None and said.paused_at is not None


def _not_yet(message: DayMessage, notices: Sequence[Notice], at: datetime) -> datetime | None:
    """When it may leave, if that is not now: in quiet hours, or after another of today's."""
    person = message.person
    leave = leaves_at(person, notices, _hours(notices), at)
    if leave > at:
        return leave
    today = at.astimezone(ZoneInfo(person.time_zone)).date()
    if message.on == today:
        return None
    try:
        with transaction.atomic():
            DayMessage.objects.filter(pk=message.pk).update(on=today)
    except IntegrityError:
        # Today's has left; this one is tomorrow's.
        return quiet.begin_of(today + timedelta(days=1), ZoneInfo(person.time_zone), quiet.Hours())
    return None


def _hours(notices: Sequence[Notice]) -> dict[int | None, quiet.Hours]:
    said = {one.association_id: _settings(one) for one in notices}
    return {key: quiet.Hours(row.from_hour, row.until_hour) for key, row in said.items() if row}


def _settings(notice: Notice) -> ReminderSettings | None:
    return getattr(notice.association, "reminder_settings", None)


def _still_true(person: Person, notices: Sequence[Notice], at: datetime) -> list[_Part]:
    current = _without_overtaken(notices, at)
    refused = set(ReminderChoice.objects.filter(person=person).values_list("kind", flat=True))
    by_kind: dict[str, list[Notice]] = defaultdict(list)
    for notice in current:
        by_kind[notice.kind].append(notice)
    parts: list[_Part] = []
    for name, rows in by_kind.items():
        kind = kind_of(name)
        if kind is None:
            _suppress(rows, "unknown_kind", at)
        elif name in refused and not kind.duty:
            _suppress(rows, "unsubscribed", at)
        else:
            parts += _written(kind, rows, at)
    return parts


def _without_overtaken(notices: Sequence[Notice], at: datetime) -> list[Notice]:
    """Of several rungs about one subject the latest; the earlier ones are recorded as overtaken."""
    latest = dict(
        Notice.objects.filter(subject__in={one.subject for one in notices})
        .exclude(outcome=Outcome.SUPPRESSED)
        .values_list("subject")
        .annotate(Max("rung_on"))
    )
    over = [one for one in notices if one.rung_on < latest.get(one.subject, one.rung_on)]
    _finish(over, at, outcome=Outcome.OVERTAKEN)
    return [one for one in notices if one not in over]


def _written(kind: Kind, notices: Sequence[Notice], at: datetime) -> list[_Part]:
    """What the kind says; one that cannot be written holds up no other."""
    try:
        with transaction.atomic():
            said = kind.write(notices, at)
    except SoftTimeLimitExceeded:
        # The time of the whole task is up, which is no fault of this reminder.
        raise
    except Exception as error:
        if len(notices) > 1:
            return [part for one in notices for part in _written(kind, [one], at)]
        logger.exception("A reminder could not be written.")
        _give_back(notices[0], at, type(error).__name__)
        return []
    parts = []
    for notice in notices:
        what = said.get(notice.pk, Silence("gone"))
        if isinstance(what, Silence):
            _suppress([notice], what.reason, at)
        else:
            parts.append(_Part(notice, kind, what))
    return parts


def _give_back(notice: Notice, at: datetime, error: str) -> None:
    """For a message of its own, later."""
    attempt = Notice.objects.claim(notice.pk, at=at)
    if attempt is not None:
        Notice.objects.fail(notice.pk, attempt=attempt, at=at, error=error)
        Notice.objects.filter(pk=notice.pk).update(message=None)


def _suppress(notices: Iterable[Notice], reason: str, at: datetime) -> None:
    _finish(notices, at, outcome=Outcome.SUPPRESSED, reason=reason)


def _finish(notices: Iterable[Notice], at: datetime, **fields: Any) -> None:
    keys = [one.pk for one in notices]
    if keys:
        Notice.objects.filter(pk__in=keys, state=State.OWED).update(
            state=State.DONE, finished_at=at, last_error="", **fields
        )


def _said(message: DayMessage, address: str, parts: Sequence[_Part], at: datetime) -> Said:
    person = message.person
    choosable = sorted({part.kind.name for part in parts if not part.kind.duty})
    choices_url = choosing.address_of(person, choosable)
    # A kind may say several things at once.
    sections = list({id(part.section): part.section for part in parts}.values())
    due = [day for section in sections for day in section.due]

    def left(when: datetime) -> None:
        _finish([part.notice for part in parts], when, outcome=Outcome.SENT)
        for kind in {part.kind.name: part.kind for part in parts}.values():
            kind.left([part.notice for part in parts if part.kind is kind], when)

    headers = {
        "List-Unsubscribe": f"<{choices_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    shared = {"name": person.name, "choices_url": choices_url}
    if len(sections) == 1:
        template, context = sections[0].template, shared | sections[0].context
    else:
        template, context = "reminders", shared | _digest(person, sections)
    return Said(
        to=address,
        template=template,
        language=person.language,
        context=context,
        headers=headers if choosable else {},
        attachments=(
            (Attachment("due-days.ics", calendar(due, at=at), "text/calendar"),) if due else ()
        ),
        left=left,
    )


def _digest(person: Person, sections: Sequence[Section]) -> dict[str, Any]:
    """Several as parts of one message, each as it would stand alone, without greeting and foot."""
    with translation.override(person.language):
        filled = [filled_in(section) for section in sections]
    urls = {section.context.get("public_url", settings.PUBLIC_URL) for section in sections}
    one = urls.pop() if len(urls) == 1 else settings.PUBLIC_URL
    return {"sections": filled, "public_url": one}


def filled_in(section: Section) -> dict[str, str]:
    """A section's subject and bodies without greeting and foot, in the language that is active."""
    own = {"public_url": settings.PUBLIC_URL, **section.context}
    bodies = {
        # Safe as the template made it: what comes from people was escaped on the way in.
        ending: fill(
            section.template, f"body.{ending}", own | {"layout": f"{BARE}.{ending}", "name": ""}
        ).strip()
        for ending in ("txt", "html")
    }
    subject = " ".join(fill(section.template, "subject.txt", own).split())
    return {"subject": subject, "txt": bodies["txt"], "html": mark_safe(bodies["html"])}  # noqa: S308
