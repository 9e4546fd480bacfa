"""A live session as a calendar file (RFC 5545): times in UTC, which every calendar shows in its own zone.

The identifier of a meeting stays; its sequence number rises with every change, so that opening the file
again moves or strikes the meeting in the calendar.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from icalendar import Calendar, Event

PRODUCT = "-//IECMH learning and endorsement//live sessions//EN"


@dataclass(frozen=True)
class Entry:
    """One meeting. `canceled` when it does not take place, or not for this person."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    where: str
    text: str
    address: str
    sequence: int
    changed_at: datetime
    canceled: bool = False


def calendar(entries: Sequence[Entry]) -> bytes:
    """All meetings in one file."""
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    off = bool(entries) and all(entry.canceled for entry in entries)
    file.add("method", "CANCEL" if off else "PUBLISH")
    for entry in entries:
        file.add_component(_event(entry))
    return bytes(file.to_ical())


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.title)
    event.add("location", entry.where)
    event.add("description", entry.text)
    event.add("url", entry.address)
    event.add("status", "CANCELLED" if entry.canceled else "CONFIRMED")
    return event
