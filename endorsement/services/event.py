"""What happened is written once, in order, and can be checked.

The chain: each chained event's hash covers its association, number, kind, time, payload and the hash
before it, so that a changed, missing or inserted decision is found. Names and free text enter a
payload only as salted digests; erasing the text leaves the digest and so the chain.
"""

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from endorsement.models import Association, ChainHead, Event, EventText, Person
from lms.backbone import canonical


@dataclass(frozen=True)
class BrokenLink:
    """The first event of a chain that does not follow from the one before it."""

    chain_no: int
    stream: str
    reason: str


class ChainBusy(Exception):
    """Another decision moved the chain at this moment; the caller's transaction is undone."""


@transaction.atomic
def record(
    *,
    association: Association,
    stream: str,
    kind: str,
    actor: Person | None,
    payload: dict[str, Any],
    at: datetime,
    texts: dict[str, str] | None = None,
    chained: bool = False,
) -> Event:
    """Append an event to its stream, in the caller's transaction.

    Effects, in order: the chain's head moves (chained kinds); the event; its erasable texts.

    :raises IntegrityError: when a parallel move took the same place in the stream.
    """
    salts = {field: secrets.token_hex(16) for field in texts or {}}
    digests = {field: _salted(salts[field], text) for field, text in (texts or {}).items()}
    body = canonical.text({**payload, **({"texts": digests} if digests else {})})
    last = Event.objects.filter(stream=stream).aggregate(last=Max("seq"))["last"] or 0
    event = Event(
        association=association,
        stream=stream,
        seq=last + 1,
        kind=kind,
        at=at,
        actor_ref=actor.ref if actor else None,
        payload=body,
    )
    if chained:
        _append_to_chain([event])
    event.save(force_insert=True)
    EventText.objects.bulk_create(
        EventText(event=event, field=field, salt=salts[field], text=text)
        for field, text in (texts or {}).items()
    )
    return event


@dataclass(frozen=True)
class Happened:
    """One event of many that a day brought about, so without an actor and without words."""

    association: Association
    stream: str
    kind: str
    payload: dict[str, Any]
    chained: bool = False


@transaction.atomic
def record_all(happened: Sequence[Happened], *, at: datetime) -> None:
    """Append many events, each to its stream in the order given; the queries do not grow with them.

    Effects, in order: each association's chain's head moves once, to the last of its links; the events.

    :raises IntegrityError: when a parallel move took the same place in a stream.
    """
    if not happened:
        return
    streams = {one.stream for one in happened}
    last = dict(
        Event.objects.filter(stream__in=streams)
        .values_list("stream")
        .annotate(last=Max("seq"))
        .order_by()
    )
    events, links = [], defaultdict(list)
    for one in happened:
        last[one.stream] = last.get(one.stream, 0) + 1
        event = Event(
            association=one.association,
            stream=one.stream,
            seq=last[one.stream],
            kind=one.kind,
            at=at,
            payload=canonical.text(one.payload),
        )
        events.append(event)
        if one.chained:
            links[one.association.pk].append(event)
    # Always in the same order, so that two batches never wait for each other.
    for _association, found in sorted(links.items()):
        _append_to_chain(found)
    Event.objects.bulk_create(events)


def verify_chain(association: Association) -> BrokenLink | None:
    """Walk the association's chain from the start; the first broken link, or None when whole."""
    expected_no, previous = 1, "0" * 64
    chained = Event.objects.filter(association=association, chain_no__isnull=False)
    for event in chained.order_by("chain_no").iterator(chunk_size=500):
        if event.chain_no != expected_no:
            return BrokenLink(expected_no, event.stream, "missing")
        if event.prev_hash != previous or event.hash != link_hash(event):
            return BrokenLink(expected_no, event.stream, "changed")
        expected_no, previous = expected_no + 1, event.hash
    head = ChainHead.objects.filter(association=association).first()
    if head and (head.chain_no != expected_no - 1 or head.hash != previous):
        return BrokenLink(expected_no, "", "missing")
    return None


def link_hash(event: Event) -> str:
    """The hash of a chained event over everything that must not change."""
    return canonical.digest(
        canonical.text(
            {
                "actor": str(event.actor_ref or ""),
                "association": event.association.slug,
                "at": event.at,
                "chain_no": event.chain_no,
                "kind": event.kind,
                "payload": event.payload,
                "prev": event.prev_hash,
                "seq": event.seq,
                "stream": event.stream,
                "version": event.version,
            }
        )
    )


def _append_to_chain(events: Sequence[Event]) -> None:
    """Link events of one association, in order, to the end of its chain."""
    association = events[0].association
    ChainHead.objects.get_or_create(association=association)
    # The lock makes parallel decisions of an association take turns; the conditional UPDATE below
    # still holds where the database has no row locks.
    head = ChainHead.objects.select_for_update().get(association=association)
    number, previous = head.chain_no, head.hash
    for event in events:
        number += 1
        event.chain_no, event.prev_hash = number, previous
        previous = event.hash = link_hash(event)
    moved = ChainHead.objects.filter(pk=head.pk, chain_no=head.chain_no, hash=head.hash).update(
        chain_no=number, hash=previous
    )
    if not moved:
        raise ChainBusy


def _salted(salt: str, text: str) -> str:
    return hashlib.sha256((salt + text).encode()).hexdigest()
