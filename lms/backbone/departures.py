"""What is asked at the moment a mail leaves: to which address, if at all, and what it says now.

A mail is owed long before it leaves when the mail server is down. Apps above name here, when they start,
who knows what has changed since.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Route:
    """Where a mail goes now; with a reason it stays."""

    address: str
    reason: str = ""


FindRoute = Callable[[str, datetime], Route]

_finders: list[FindRoute] = []


def register_route(find: FindRoute) -> None:
    """Ask `find` about every address at departure; naming it twice asks it once."""
    if find not in _finders:
        _finders.append(find)


def route(address: str, at: datetime) -> Route:
    """Where a mail to the address goes at this moment: through every finder, until one stops it."""
    found = Route(address)
    for find in _finders:
        found = find(found.address, at)
        if found.reason:
            break
    return found
