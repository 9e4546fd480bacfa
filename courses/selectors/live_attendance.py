"""Who was at the meetings of a live session, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.http import Http404

from courses.models import Enrollment, LiveAttendance, LiveMeeting, LiveRegistration, LiveSession
from endorsement.models import Person

State = LiveRegistration.State
#: Registrations for which hours are given.
COUNTS = Q(state=State.REGISTERED, credited__gt=0)


@dataclass(frozen=True)
class Credit:
    """The hours that somebody's best session of a module comes to, and its days."""

    hours: Decimal
    minutes: int
    starts_at: datetime
    ends_at: datetime


def seated(session: LiveSession) -> QuerySet[LiveRegistration]:
    """Whoever can be on a roster, by name."""
    rows = LiveRegistration.objects.filter(session_id=session.pk, state=State.REGISTERED)
    return rows.select_related("person").order_by("person__name", "pk")


def unsettled(at: datetime) -> QuerySet[LiveRegistration]:
    """Seats of sessions that are over, whose hours are not settled yet."""
    return LiveRegistration.objects.filter(
        state=State.REGISTERED,
        credited__isnull=True,
        session__ends_at__lte=at,
        session__state=LiveSession.State.OPEN,
    ).select_related("session", "person")


def meeting_of(session: LiveSession, number: int) -> LiveMeeting:
    """:raises Http404: when the session has no such meeting."""
    meeting = LiveMeeting.objects.filter(session=session, number=number).first()
    if meeting is None:
        raise Http404
    meeting.session = session
    return meeting


def code_closes(session: LiveSession, meeting: LiveMeeting) -> datetime:
    """Until when the meeting's code can be entered."""
    return meeting.ends_at + timedelta(hours=session.code_hours)


def takes_code(session: LiveSession, at: datetime) -> bool:
    """Whether a code of one of the meetings can be entered now."""
    return not session.canceled and any(
        meeting.code and at < code_closes(session, meeting) for meeting in session.meetings.all()
    )


def minutes_of(row: LiveRegistration) -> dict[int, int]:
    """Minutes attended by meeting, of those about which something is known."""
    return dict(row.attendances.values_list("meeting_id", "minutes"))


def by_registration(meeting: LiveMeeting) -> dict[int, LiveAttendance]:
    return {one.registration_id: one for one in meeting.attendances.all()}


def credit_of(person: Person, code: str, version: int) -> Credit | None:
    """What the person's live sessions come to in this version: the best one counts, once.

    A session that was planned for another version counts too, unless the person completed that one: a
    newer version may be published between planning and meeting. None when there is none, or nothing is
    settled.
    """
    elsewhere = Enrollment.objects.filter(person=person, code=code, completed_at__isnull=False)
    rows: Sequence[LiveRegistration] = list(
        LiveRegistration.objects.filter(COUNTS, person=person, session__code=code)
        .exclude(session__version__in=elsewhere.exclude(version=version).values("version"))
        .order_by("-credited", "settled_at", "pk")[:1]
    )
    if not rows:
        return None
    times = list(
        LiveAttendance.objects.filter(registration=rows[0], minutes__gt=0)
        .select_related("meeting")
        .order_by("meeting__starts_at")
    )
    if not times:
        return None
    return Credit(
        hours=rows[0].credited or Decimal(0),
        minutes=sum(one.minutes for one in times),
        starts_at=times[0].meeting.starts_at,
        ends_at=times[-1].meeting.ends_at,
    )
