"""What is asked at the moment a mail leaves: to which address, if at all, and what it says now.

A mail is owed long before it leaves when the mail server is down. Apps above name here, when they start,
who knows what has changed since. A kind of mail with a writer keeps nothing of what it will say: the
writer is asked at every attempt.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Route:
    """Where a mail goes now; with a reason it stays."""

    address: str
    reason: str = ""


@dataclass(frozen=True)
class Attachment:
    """A file that goes along."""

    name: str
    content: bytes
    content_type: str


def _nothing_more(_at: datetime) -> None:
    pass


@dataclass(frozen=True)
class Said:
    """What a mail says now. `left` is called once it left, in the transaction that marks it done."""

    to: str
    template: str
    language: str
    context: dict[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    left: Callable[[datetime], None] = _nothing_more


@dataclass(frozen=True)
class Nothing:
    """There is nothing to say any more, and why."""

    reason: str


@dataclass(frozen=True)
class Later:
    """It may not leave before this instant."""

    at: datetime


FindRoute = Callable[[str, str, datetime], Route]
Write = Callable[[Mapping[str, Any], datetime], Said | Nothing | Later]
Refused = Callable[[str, str, datetime], bool]

_finders: list[FindRoute] = []
_writers: dict[str, Write] = {}
_told: list[Refused] = []


def register_route(find: FindRoute) -> None:
    """Ask `find` about every address and template at departure; naming it twice asks it once."""
    if find not in _finders:
        _finders.append(find)


def route(address: str, template: str, at: datetime) -> Route:
    """Where a mail to the address goes at this moment: through every finder, until one stops it."""
    found = Route(address)
    for find in _finders:
        found = find(found.address, template, at)
        if found.reason:
            break
    return found


def register_writer(template: str, write: Write) -> None:
    """Ask `write` at departure what mails of this kind say; it gets the context they were owed with.

    :raises ValueError: for a kind that another writer has taken.
    """
    if _writers.setdefault(template, write) is not write:
        raise ValueError(f"Two writers for mails of the kind {template!r}.")


def writer_of(template: str) -> Write | None:
    """Who says what a mail of this kind says; most say what they were owed with."""
    return _writers.get(template)


def register_refusal(told: Refused) -> None:
    """Tell `told` the address and status of every mail that a server refuses for good."""
    if told not in _told:
        _told.append(told)


def refused(address: str, status: str, at: datetime) -> bool:
    """A mail server said that the address takes no mail; whether anybody noted it."""
    return any(told(address, status, at) for told in _told)
