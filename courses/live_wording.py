"""Live sessions in words: when, and by which rule hours are given."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, number_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.models import LiveMeeting, LiveSession


def moment(at: datetime, zone: str) -> str:
    """“Thursday, December 3, 2026, 2 p.m. CST”."""
    local = at.astimezone(ZoneInfo(zone))
    return _("%(day)s, %(time)s %(zone)s") % {
        "day": _day(local),
        "time": time_format(local.time()),
        "zone": local.tzname(),
    }


def when(meeting: LiveMeeting, zone: str) -> str:
    """“Thursday, December 3, 2026, 2 p.m. to 4 p.m. CST”, with the second day where there is one."""
    begins = meeting.starts_at.astimezone(ZoneInfo(zone))
    ends = meeting.ends_at.astimezone(ZoneInfo(zone))
    if begins.date() == ends.date() and begins.tzname() == ends.tzname():
        return _("%(day)s, %(from)s to %(to)s %(zone)s") % {
            "day": _day(begins),
            "from": time_format(begins.time()),
            "to": time_format(ends.time()),
            "zone": begins.tzname(),
        }
    return _("%(from)s to %(to)s") % {
        "from": moment(meeting.starts_at, zone),
        "to": moment(meeting.ends_at, zone),
    }


def when_for(meeting: LiveMeeting, *, own: str, theirs: str) -> str:
    """The meeting in the reader's own zone; empty where the clocks show the same."""
    at = meeting.starts_at
    if at.astimezone(ZoneInfo(own)).utcoffset() == at.astimezone(ZoneInfo(theirs)).utcoffset():
        return ""
    return when(meeting, own)


def place(zone: str) -> str:
    """“America/New York”."""
    return zone.replace("_", " ")


def _day(local: datetime) -> str:
    return _("%(weekday)s, %(day)s") % {
        "weekday": date_format(local, "l").capitalize(),
        "day": date_format(local, "DATE_FORMAT"),
    }


def rule(session: LiveSession) -> list[str]:
    """By which rule hours are given, in sentences; said before anybody registers."""
    percent = {"percent": number_format(session.minimum_percent)}
    said = []
    if session.credit == LiveSession.Credit.FULL:
        said.append(
            _(
                "All hours for whoever is there for at least %(percent)s percent of the time, otherwise none."
            )
            % percent
        )
    elif session.credit == LiveSession.Credit.PROPORTIONAL:
        said.append(
            _(
                "Hours by the time you are there, in tenths, rounded down; none below %(percent)s "
                "percent of the time."
            )
            % percent
        )
    else:
        said.append(
            _(
                "Hours by the meetings you attend, in tenths, rounded down; a meeting counts from "
                "%(percent)s percent of its time."
            )
            % percent
        )
    if session.late_minutes:
        said.append(
            ngettext(
                "Whoever misses no more than %(n)s minute of a meeting was there for all of it.",
                "Whoever misses no more than %(n)s minutes of a meeting was there for all of it.",
                session.late_minutes,
            )
            % {"n": session.late_minutes}
        )
    if session.certifies_attendance:
        said.append(
            _("Whoever gets hours by this rule also gets a certificate of attendance at once.")
        )
    return said
