"""What the platform records itself: trainings and learning paths that were completed on it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from endorsement import signals
from endorsement.models import Association, EntryDetail, LedgerEntry, Person
from endorsement.services.entry_content import EntryContent, check_parts
from endorsement.services.ledger.permanent import append, as_it_was

#: What an achievement that states attendance says of itself (`attributes["what"]`).
ATTENDANCE = "attendance"


@transaction.atomic
def record_training(
    *,
    person: Person,
    source_key: str,
    title: str,
    organization: str,
    first_on: date,
    last_on: date,
    hours: Decimal,
    framework: str,
    covers: Sequence[str],
    split: Mapping[str, Any],
    topics: Mapping[str, Any],
    attributes: Mapping[str, Any],
    offer_code: str,
    offer_version: int,
    at: datetime,
    presenters: Sequence[Mapping[str, str]] = (),
    approvals: Sequence[Mapping[str, Any]] = (),
) -> LedgerEntry:
    """Record a training completed on the platform, once for each `source_key`; permanent at once.

    Effects, in order: the permanent row of origin "system"; its words; `training_recorded` inside
    this transaction. A second call with the same key returns the first row and does nothing.

    :raises Refused: when areas or topics have more hours than the training.
    :raises ValueError: when the key belongs to somebody else.
    """
    content = EntryContent(
        kind=LedgerEntry.Kind.TRAINING,
        first_on=first_on,
        last_on=last_on,
        hours=hours,
        framework=framework,
        covers=covers,
        split=split,
        topics=topics,
        attributes=attributes,
        title=title,
        organization=organization,
    )
    check_parts(content)
    entry, created = LedgerEntry.objects.get_or_create(
        source_key=source_key,
        defaults={
            **content.columns(),
            "person": person,
            "origin": LedgerEntry.Origin.SYSTEM,
            "zone": person.time_zone,
            "offer_code": offer_code,
            "offer_version": offer_version,
            "recorded_at": at,
            "permanent_at": at,
        },
    )
    if entry.person_id != person.pk:
        raise ValueError("This source key belongs to another person's entry.")
    if created:
        EntryDetail.objects.create(
            entry=entry,
            **content.words(),
            presenters=[dict(one) for one in presenters],
            approvals=[dict(one) for one in approvals],
        )
        signals.training_recorded.send(sender=LedgerEntry, entry=entry, at=at)
    return entry


@transaction.atomic
def record_achievement(
    *,
    person: Person,
    source_key: str,
    title: Mapping[str, str],
    organization: str,
    association: Association | None,
    first_on: date,
    last_on: date,
    code: str,
    version: int,
    parts: Sequence[Mapping[str, Any]],
    certified: bool,
    at: datetime,
) -> LedgerEntry:
    """Record something that consists of trainings, once for each `source_key`; permanent at once.

    It has no hours: those of its `parts` (code, version, on, hours) stand in entries of their own, and
    nothing counts twice. What it is called by language, its version and its parts stay in the row, so
    that no later change of it changes the record. `certified` says whether it has its own certificate.

    Effects, in order: the permanent row of origin "system"; its words; `achievement_recorded` inside
    this transaction. A second call with the same key returns the first row and does nothing.

    :raises ValueError: when the key belongs to somebody else.
    """
    return _once(
        person=person,
        source_key=source_key,
        at=at,
        row={
            "first_on": first_on,
            "last_on": last_on,
            "zone": person.time_zone,
            "attributes": {
                "code": code,
                "version": version,
                "title": dict(title),
                "association": association.slug if association else "",
                "parts": [dict(part) for part in parts],
                "certified": certified,
            },
        },
        words={"organization": organization},
    )


@transaction.atomic
def record_attendance(
    *,
    person: Person,
    source_key: str,
    title: Mapping[str, str],
    organization: str,
    association: Association,
    meetings: Sequence[Mapping[str, Any]],
    of_minutes: int,
    delivery: str,
    code: str,
    version: int,
    at: datetime,
    presenters: Sequence[Mapping[str, str]] = (),
) -> LedgerEntry:
    """Record that somebody was present at a training, once for each `source_key`; permanent at once.

    It has no hours: those of the training are credited once it is completed, by an entry of its own.
    `meetings` are those that were attended (on, minutes), oldest first, of `of_minutes` in all.

    Effects, in order: the permanent row of origin "system"; its words; `achievement_recorded` inside
    this transaction. A second call with the same key returns the first row and does nothing.

    :raises ValueError: without a meeting, or when the key belongs to somebody else.
    """
    if not meetings:
        raise ValueError("Whoever was at no meeting did not attend.")
    return _once(
        person=person,
        source_key=source_key,
        at=at,
        row={
            "first_on": meetings[0]["on"],
            "last_on": meetings[-1]["on"],
            "zone": association.time_zone,
            "attributes": {
                "what": ATTENDANCE,
                "code": code,
                "version": version,
                "title": dict(title),
                "association": association.slug,
                "meetings": [{**one, "on": one["on"].isoformat()} for one in meetings],
                "minutes": sum(one["minutes"] for one in meetings),
                "of_minutes": of_minutes,
                "delivery": delivery,
                "certified": True,
            },
        },
        words={
            "organization": organization,
            "presenters": [dict(one) for one in presenters],
        },
    )


def _once(
    *,
    person: Person,
    source_key: str,
    row: Mapping[str, Any],
    words: Mapping[str, Any],
    at: datetime,
) -> LedgerEntry:
    """The achievement under this key: a row without hours, its words, and the word that it is there."""
    entry, created = LedgerEntry.objects.get_or_create(
        source_key=source_key,
        defaults={
            **row,
            "kind": LedgerEntry.Kind.ACHIEVEMENT,
            "person": person,
            "origin": LedgerEntry.Origin.SYSTEM,
            "recorded_at": at,
            "permanent_at": at,
        },
    )
    if entry.person_id != person.pk:
        raise ValueError("This source key belongs to another person's entry.")
    if created:
        titles = row["attributes"]["title"]
        title = titles.get(person.language) or next(iter(titles.values()), "")
        EntryDetail.objects.create(entry=entry, title=title, **words)
        signals.achievement_recorded.send(sender=LedgerEntry, entry=entry, at=at)
    return entry


@transaction.atomic
def take_back_training(*, entry: LedgerEntry, at: datetime) -> LedgerEntry:
    """Take back what the platform recorded, by a row that says so; both stay, neither counts.

    A certificate drawn from it is not valid any more.

    :raises Refused: when it was taken back before.
    """
    row = append(entry, fields=as_it_was(entry), withdrawn=True, at=at)
    EntryDetail.objects.create(entry=row)
    return row
