"""Attendance as a fact of its own in the ledger, from which its certificate is drawn."""

from datetime import datetime
from typing import Any

from django.conf import settings

from courses.models import LiveRegistration, LiveSession, ModulePage
from courses.selectors import live_attendance as selector
from courses.selectors.teaching import presenters_of
from endorsement.models import LedgerEntry
from endorsement.services import ledger


def follow(
    *, session: LiveSession, row: LiveRegistration, module: ModulePage, there: bool, at: datetime
) -> LedgerEntry | None:
    """Attendance was settled or corrected: the statement of it follows. The entry, or None.

    Effects, in order: a statement that says something else now is taken back by a row that says so, and
    its certificate is no longer valid; whoever was `there`, by the session's rule, has the right one
    recorded under a key of its own. Doing it again changes nothing.
    """
    stated = _stated(session, row)
    meetings = _meetings(session, row) if there else []
    if stated is not None:
        if _says(stated) == [{**one, "on": one["on"].isoformat()} for one in meetings]:
            return stated
        ledger.take_back_training(entry=stated, at=at)
    return _record(session, row, module, meetings, at) if meetings else None


def _key(session: LiveSession, row: LiveRegistration) -> str:
    return f"live:{session.public_id}:{row.person.ref}"


def _stated(session: LiveSession, row: LiveRegistration) -> LedgerEntry | None:
    """The statement that stands, if there is one."""
    held = LedgerEntry.objects.filter(
        person=row.person, source_key__startswith=_key(session, row), corrects=None
    )
    return held.exclude(corrected_by__withdrawn=True).first()


def _says(entry: LedgerEntry) -> list[dict[str, Any]]:
    return list(entry.attributes["meetings"])


def _meetings(session: LiveSession, row: LiveRegistration) -> list[dict[str, Any]]:
    """Those that the person was at, by the association's calendar."""
    known = selector.minutes_of(row)
    return [
        {"on": one.starts_at.astimezone(session.zone).date(), "minutes": known[one.pk]}
        for one in session.meetings.order_by("number")
        if known.get(one.pk)
    ]


def _record(
    session: LiveSession,
    row: LiveRegistration,
    module: ModulePage,
    meetings: list[dict[str, Any]],
    at: datetime,
) -> LedgerEntry:
    key = _key(session, row)
    before = LedgerEntry.objects.filter(
        person=row.person, source_key__startswith=key, corrects=None
    ).count()
    publisher = module.association.name if module.association else settings.WAGTAIL_SITE_NAME
    return ledger.record_attendance(
        person=row.person,
        source_key=f"{key}:{before + 1}" if before else key,
        title=session.titles,
        organization=publisher,
        association=session.association,
        meetings=meetings,
        of_minutes=sum(one.minutes for one in session.meetings.all()),
        delivery=module.delivery,
        code=session.code,
        version=session.version,
        presenters=[
            {"name": one.name, "credentials": one.credentials} for one in presenters_of(module)
        ],
        at=at,
    )
