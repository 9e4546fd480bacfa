"""Reminders of live meetings: each once, none missed, none after the meeting began.

`LiveMeeting.reminded` is the last reminder that was owed for a meeting, so a sweep writes nothing where
nothing came due. A mail that has not left when its meeting begins does not leave any more.
"""

from datetime import datetime

from django.db import transaction

from courses.models import LiveMeeting, LiveRegistration, LiveSession
from courses.rules import live_times
from courses.services import live_mail
from lms.backbone import sweeps


def sweep(*, at: datetime) -> int:
    """Owe every reminder that is due; how many meetings had one. Each is a transaction of its own."""
    coming = LiveMeeting.objects.filter(
        starts_at__gt=at,
        starts_at__lte=at + live_times.FARTHEST,
        session__state=LiveSession.State.OPEN,
    )
    reminded = 0
    for meeting in coming.exclude(reminded=live_times.TODAY).order_by("starts_at", "pk"):
        kind = _due(meeting, at)
        if kind is None:
            continue
        with sweeps.apart("Reminders of live meeting", meeting.pk):
            reminded += _remind(meeting, kind, at=at)
    return reminded


def _due(meeting: LiveMeeting, at: datetime) -> str | None:
    return live_times.due_reminder(
        meeting.starts_at, at, first=meeting.number == 1, reminded=meeting.reminded
    )


@transaction.atomic
def _remind(meeting: LiveMeeting, kind: str, *, at: datetime) -> bool:
    """Owe the reminder to whoever has a seat now and had one when it came due.

    The lock and the conditional UPDATE make it once; whoever got the seat later was just told all of it.
    """
    session = (
        LiveSession.objects.select_for_update(of=("self",))
        .select_related("association")
        .get(pk=meeting.session_id)
    )
    claimed = LiveMeeting.objects.filter(
        pk=meeting.pk, reminded=meeting.reminded, starts_at=meeting.starts_at
    ).update(reminded=kind)
    if not claimed or session.canceled:
        return False
    meeting.session = session
    due = live_times.due_at(kind, meeting.starts_at)
    rows = session.registrations.filter(
        state=LiveRegistration.State.REGISTERED, seated_at__lte=due
    ).select_related("person")
    day = session.association.day_of(meeting.starts_at)
    for row in rows:
        row.session = session
        live_mail.tell(
            row,
            "reminder",
            once=f"{meeting.number}:{kind}:{day}",
            at=at,
            until=meeting.starts_at,
            kind_of_reminder=kind,
            **live_mail.of_meeting(meeting, row.person),
        )
    return True
