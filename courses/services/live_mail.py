"""What people are told about a live session: owed once, in their language, with both time zones."""

from datetime import datetime
from typing import Any

from django.utils import translation

from courses import live_wording as wording
from courses.models import LiveMeeting, LiveRegistration, LiveSession
from endorsement.models import Person
from endorsement.selectors.hosts import public_url
from lms.backbone import mail


def tell(
    row: LiveRegistration,
    kind: str,
    *,
    once: str,
    at: datetime,
    until: datetime | None = None,
    **more: Any,
) -> None:
    """Owe the mail; owing it again under the same `once` changes nothing."""
    if not row.person.email or row.person.erased_at is not None:
        return
    mail.owe_mail(
        key=f"live-{kind}:{row.session.public_id}:{row.public_id}:{once}",
        to=row.person.email,
        template=f"live_{kind}",
        language=row.person.language,
        context={**_context(row.session, row.person), **more},
        at=at,
        until=until,
    )


def call_off(session: LiveSession, row: LiveRegistration | None = None) -> int:
    """Reminders that have not left do not leave; of one registration, or of all."""
    whose = f"{row.public_id}:" if row else ""
    return mail.call_off(prefix=f"live-reminder:{session.public_id}:{whose}")


def _context(session: LiveSession, person: Person) -> dict[str, Any]:
    zone, own = session.association.time_zone, person.time_zone
    meetings = list(session.meetings.all())
    with translation.override(person.language):
        return {
            "public_url": public_url(session.association),
            "name": person.name,
            "title": session.title,
            "association": session.association.name,
            "contact": session.association.contact_email,
            "public_id": session.public_id,
            "where": session.where,
            "access": session.access,
            "meetings": [_line(meeting, zone=zone, own=own) for meeting in meetings],
            "zone": wording.place(zone),
            "own_zone": wording.place(own),
            "because": session.canceled_because,
        }


def _line(meeting: LiveMeeting, *, zone: str, own: str) -> dict[str, str]:
    return {
        "when": wording.when(meeting, zone),
        "own": wording.when_for(meeting, own=own, theirs=zone),
    }


def of_meeting(meeting: LiveMeeting, person: Person) -> dict[str, Any]:
    """What a reminder of one meeting says instead of all of them."""
    zone = meeting.session.association.time_zone
    with translation.override(person.language):
        return {"meetings": [_line(meeting, zone=zone, own=person.time_zone)]}
