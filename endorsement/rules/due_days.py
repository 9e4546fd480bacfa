"""Due days as a calendar file (RFC 5545): whole days, which stay the same day in every zone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

PRODUCT = "-//IECMH learning and endorsement//due days//EN"


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day by which something is due. The identifier stays, so that a later file moves the day."""

    uid: str
    title: str
    on: date
    address: str


def calendar(days: Sequence[DueDay], *, at: datetime) -> bytes:
    """All days in one file, as known at `at`."""
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("method", "PUBLISH")
    for day in days:
        event = Event()
        event.add("uid", day.uid)
        # Of two files with the same identifier the later one counts.
        event.add("sequence", int(at.timestamp()) // 60)
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("summary", day.title)
        event.add("url", day.address)
        event.add("transp", "TRANSPARENT")
        file.add_component(event)
    return bytes(file.to_ical())
