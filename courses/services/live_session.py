"""Planning a live session, changing it, calling it off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import LiveMeeting, LiveRegistration, LiveSession, ModulePage
from courses.rules.live_times import LONGEST
from courses.selectors import live
from courses.services import live_mail
from courses.services.live_registration import fill, locked
from endorsement.models import Association, Person
from endorsement.refusals import Refused
from endorsement.services import event

State = LiveRegistration.State
MOST_MEETINGS = 30
TOLD = ("where", "access")


@dataclass(frozen=True, kw_only=True)
class SessionFacts:
    """What is said about a session. `meetings` are pairs of instants, in order."""

    meetings: Sequence[tuple[datetime, datetime]]
    where: str
    access: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    language: str = "en"
    seats: int = 0
    waiting_list: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    credit: str = LiveSession.Credit.FULL
    minimum_percent: int = 80
    late_minutes: int = 10
    certifies_attendance: bool = False
    code_hours: int = 24

    def columns(self) -> dict[str, Any]:
        said = {name: getattr(self, name) for name in self.__dataclass_fields__}
        del said["meetings"]
        return {**said, "starts_at": self.meetings[0][0], "ends_at": self.meetings[-1][1]}


@transaction.atomic
def plan(
    *, association: Association, module: ModulePage, facts: SessionFacts, by: Person, at: datetime
) -> LiveSession:
    """Plan a session of one of the association's live modules.

    Effects, in order: the session with the titles of its module where none are given; its meetings;
    its event.

    :raises Refused: for meetings that are over, overlap or are too long.
    """
    _check(facts, at, known=())
    columns = {**facts.columns(), "titles": {**live.titles_of(module), **_given(facts.titles)}}
    session = LiveSession.objects.create(
        association=association,
        code=module.code,
        version=module.version,
        changed_at=at,
        **columns,
    )
    _set_meetings(session, facts.meetings)
    _note(session, "planned", by, at)
    return session


@transaction.atomic
def change(*, session: LiveSession, facts: SessionFacts, by: Person, at: datetime) -> LiveSession:
    """Change a session.

    Effects, in order: the session; its meetings; when dates or the place changed, its calendar number
    rises, reminders that have not left are called off, and everybody with a seat or waiting is told once;
    whoever waits moves up into new seats; its event.

    :raises Refused: once it is canceled, for fewer seats than are taken, for meetings that cannot be, and
        for the rule and the dates that are past once it has begun.
    """
    session = locked(session)
    before = [(one.starts_at, one.ends_at) for one in session.meetings.all()]
    if session.canceled:
        raise Refused(_("This session was canceled."))
    _check(facts, at, known=before)
    _refuse_too_few(session, facts)
    if at >= session.starts_at:
        _refuse_other_rule(session, facts)
    moved = list(facts.meetings) != before
    news = moved or any(getattr(session, name) != getattr(facts, name) for name in TOLD)
    columns = {**facts.columns(), "titles": {**session.titles, **_given(facts.titles)}}
    for name, value in columns.items():
        setattr(session, name, value)
    session.sequence += bool(news)
    session.changed_at = at
    session.save()
    if moved:
        _set_meetings(session, facts.meetings)
    if news:
        live_mail.call_off(session)
        LiveMeeting.objects.filter(session=session, starts_at__gt=at).update(reminded="")
        _tell_all(session, "changed", once=str(session.sequence), at=at)
    fill(session, at=at)
    _note(session, "changed", by, at)
    return session


@transaction.atomic
def call_off(*, session: LiveSession, because: str, by: Person, at: datetime) -> LiveSession:
    """Cancel a session; canceling twice cancels once.

    Effects, in order: the session, whose calendar number rises; reminders that have not left are
    called off; everybody with a seat or waiting is told once; its event.

    :raises Refused: once it has begun, and without a reason.
    """
    session = locked(session)
    if session.canceled:
        return session
    if at >= session.starts_at:
        raise Refused(_("This session has begun, so it can no longer be canceled."))
    if not because.strip():
        raise Refused(
            _("Say why, in one sentence. Everybody who has a seat reads it."), field="because"
        )
    session.state, session.canceled_at = LiveSession.State.CANCELED, at
    session.canceled_because = because.strip()[:300]
    session.sequence += 1
    session.changed_at = at
    session.save()
    live_mail.call_off(session)
    _tell_all(session, "canceled", once="once", at=at)
    _note(session, "canceled", by, at)
    return session


def _tell_all(session: LiveSession, kind: str, *, once: str, at: datetime) -> None:
    rows = LiveRegistration.objects.filter(session_id=session.pk).exclude(state=State.CANCELED)
    for row in rows.select_related("person"):
        row.session = session
        live_mail.tell(row, kind, once=once, at=at)


def _set_meetings(session: LiveSession, wanted: Sequence[tuple[datetime, datetime]]) -> None:
    for number, (starts_at, ends_at) in enumerate(wanted, start=1):
        LiveMeeting.objects.update_or_create(
            session=session,
            number=number,
            defaults={"starts_at": starts_at, "ends_at": ends_at},
        )
    LiveMeeting.objects.filter(session=session, number__gt=len(wanted)).delete()
    # What was read of them before is old.
    session._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def _given(titles: dict[str, str]) -> dict[str, str]:
    return {language: text.strip() for language, text in titles.items() if text.strip()}


def _check(
    facts: SessionFacts, at: datetime, *, known: Sequence[tuple[datetime, datetime]]
) -> None:
    meetings = list(facts.meetings)
    if not meetings or len(meetings) > MOST_MEETINGS:
        raise Refused(
            _("Give at least one meeting, and at most %(n)s.") % {"n": MOST_MEETINGS},
            field="meetings",
        )
    if meetings != sorted(meetings) or any(
        before[1] > after[0] for before, after in pairwise(meetings)
    ):
        raise Refused(
            _("The meetings overlap or are not in order. Please check their dates."),
            field="meetings",
        )
    if any(not timedelta(0) < ends - starts <= LONGEST for starts, ends in meetings):
        raise Refused(_("A meeting lasts at most twelve hours."), field="meetings")
    past = [one for one in meetings if one[0] <= at]
    if past != [one for one in known if one[0] <= at]:
        raise Refused(
            _("A meeting that has begun cannot be changed, and a new one lies ahead."),
            field="meetings",
        )
    if facts.opens_at and facts.closes_at and facts.closes_at <= facts.opens_at:
        raise Refused(_("Registration closes before it opens."), field="closes_on")


def _refuse_too_few(session: LiveSession, facts: SessionFacts) -> None:
    if facts.seats and facts.seats < session.taken:
        raise Refused(
            ngettext(
                "%(n)s seat is taken. Give at least as many.",
                "%(n)s seats are taken. Give at least as many.",
                session.taken,
            )
            % {"n": session.taken},
            field="seats",
        )


def _refuse_other_rule(session: LiveSession, facts: SessionFacts) -> None:
    fixed = ("credit", "minimum_percent", "late_minutes", "certifies_attendance")
    if any(getattr(session, name) != getattr(facts, name) for name in fixed):
        raise Refused(
            _("The session has begun: the rule by which hours are given stays as it was stated."),
            field="credit",
        )


def _note(session: LiveSession, what: str, by: Person, at: datetime) -> None:
    event.record(
        association=session.association,
        stream=f"live:{session.public_id}",
        kind=f"live.{what}",
        actor=by,
        payload={
            "code": session.code,
            "version": session.version,
            "starts_at": session.starts_at,
            "ends_at": session.ends_at,
            "seats": session.seats,
        },
        at=at,
    )
