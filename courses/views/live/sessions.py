"""Live sessions as everybody sees them; the address or link only for whoever has a seat."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses import live_wording as wording
from courses.forms.live import FilterForm
from courses.forms.live_attendance import CodeForm
from courses.models import LiveMeeting, LiveSession
from courses.rules import calendar_file
from courses.selectors import live, live_attendance, prerequisites
from courses.selectors.module import version_of
from courses.views.person import optional_person
from endorsement.models import Person
from endorsement.selectors.hosts import public_url


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """What is coming, the next first."""
    form = FilterForm(request.GET)
    wanted = form.wanted()
    context = {
        "form": form,
        "filtered": any(wanted.values()),
        "rows": [
            lines(one, optional_person(request)) for one in live.upcoming(timezone.now(), **wanted)
        ],
    }
    return render(request, "courses/live/sessions.html", context)


@never_cache
@require_safe
def session(request: HttpRequest, public_id: str) -> HttpResponse:
    """One session: when, by which rule, and where the reader stands."""
    person = optional_person(request)
    found = live.by_id(public_id)
    context = {
        **lines(found, person),
        "standing": live.standing(found, person, timezone.now()),
        "person": person,
        **_required(found, person),
        "rule": wording.rule(found),
        "code_form": CodeForm() if live_attendance.takes_code(found, timezone.now()) else None,
        "opens": wording.moment(found.opens_at, found.association.time_zone)
        if found.opens_at
        else "",
        "closes": wording.moment(found.closes_at, found.association.time_zone)
        if found.closes_at
        else "",
    }
    return render(request, "courses/live/session.html", context)


def _required(session: LiveSession, person: Person | None) -> dict[str, Any]:
    """What must be completed before its module; `locked` when that keeps this person from a seat."""
    module = version_of(session.code, session.version)
    if module is None:
        return {}
    found = prerequisites.before(module, person)
    locked = prerequisites.keeping_out(module, person, found) if person else []
    return {"required": [one for one in found if one.required], "locked": bool(locked)}


@never_cache
@require_safe
def calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """The session for the reader's own calendar."""
    found = live.by_id(public_id)
    standing = live.standing(found, optional_person(request), timezone.now())
    left = standing.own is not None and not standing.has_seat and not standing.is_waiting
    body = calendar_file.calendar(
        [_entry(found, meeting, standing, off=left) for meeting in found.meetings.all()]
    )
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.public_id}.ics"'
    return response


def _entry(
    session: LiveSession, meeting: LiveMeeting, standing: live.Standing, *, off: bool
) -> calendar_file.Entry:
    own = public_url(session.association)
    address = own + reverse("live:session", args=[session.public_id])
    text = session.association.name
    if standing.has_seat and session.access:
        text = f"{session.access}\n\n{text}"
    elif standing.is_waiting:
        text = _("You are on the waiting list.") + f"\n\n{text}"
    return calendar_file.Entry(
        uid=f"{session.public_id}-{meeting.number}@{own.partition('://')[2]}",
        title=session.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        where=session.where,
        text=f"{text}\n{address}",
        address=address,
        # Giving the seat back strikes the meeting in one's own calendar, whatever its number was.
        sequence=session.sequence + (1 if off else 0),
        changed_at=session.changed_at,
        canceled=session.canceled or off,
    )


def lines(session: LiveSession, person: Person | None) -> dict[str, Any]:
    """A session with its meetings in words."""
    zone = session.association.time_zone
    return {
        "session": session,
        "zone": wording.place(zone),
        "own_zone": wording.place(person.time_zone) if person else "",
        "meetings": [
            {
                "row": meeting,
                "when": wording.when(meeting, zone),
                "own": wording.when_for(meeting, own=person.time_zone, theirs=zone)
                if person
                else "",
            }
            for meeting in session.meetings.all()
        ],
    }
