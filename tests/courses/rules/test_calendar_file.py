"""The calendar file, read here by a parser of a few lines that knows nothing of the writer."""

from dataclasses import replace
from datetime import UTC, datetime

from courses.rules.calendar_file import Entry, calendar

ENTRY = Entry(
    uid="7Q2M4K9D0ABC-1@learn.example.org",
    title="Acompañar a las familias; reading babies, together",
    starts_at=datetime(2027, 1, 1, 4, tzinfo=UTC),
    ends_at=datetime(2027, 1, 1, 6, 30, tzinfo=UTC),
    where="Duluth, Minnesota",
    text="Room 5\nhttps://video.example.org/room",
    address="https://learn.example.org/en/live/7Q2M4K9D0ABC/",
    sequence=3,
    changed_at=datetime(2026, 11, 2, 15, tzinfo=UTC),
)


def _read(body: bytes) -> list[tuple[str, str]]:
    text = body.decode()
    assert "\r\n" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unfolded = text.replace("\r\n ", "").split("\r\n")
    pairs = [line.partition(":") for line in unfolded if line]
    plain = lambda value: value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")  # noqa: E731
    return [(name.partition(";")[0], plain(value)) for name, _colon, value in pairs]


def test_file_says_when_in_utc_with_a_stable_identifier_and_its_number() -> None:
    read = _read(calendar([ENTRY]))
    said = dict(read)
    assert [value for name, value in read if name in ("BEGIN", "END")] == [
        "VCALENDAR",
        "VEVENT",
        "VEVENT",
        "VCALENDAR",
    ]
    assert {name: said[name] for name in ("VERSION", "METHOD", "UID", "SEQUENCE", "STATUS")} == {
        "VERSION": "2.0",
        "METHOD": "PUBLISH",
        "UID": ENTRY.uid,
        "SEQUENCE": "3",
        "STATUS": "CONFIRMED",
    }
    assert (said["DTSTART"], said["DTEND"]) == ("20270101T040000Z", "20270101T063000Z")
    assert (said["SUMMARY"], said["LOCATION"]) == (ENTRY.title, ENTRY.where)
    assert said["DESCRIPTION"] == ENTRY.text


def test_canceled_session_strikes_the_same_entry() -> None:
    said = dict(_read(calendar([replace(ENTRY, sequence=4, canceled=True)])))
    assert [said[name] for name in ("METHOD", "STATUS", "UID", "SEQUENCE")] == [
        "CANCEL",
        "CANCELLED",
        ENTRY.uid,
        "4",
    ]
