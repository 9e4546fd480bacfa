"""Addresses with what names them, for editors and for the library's pages."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from courses.models import LinkCheck, ResourceCard, Source

State = LinkCheck.State
#: What wants somebody's eyes, first things first.
ORDER = (State.BROKEN, State.MOVED, State.CLOSED, State.FAILING, State.NEW, State.WORKS)


@dataclass(frozen=True)
class Line:
    """An address and the cards and sources that name it."""

    link: LinkCheck
    cards: list[ResourceCard]
    sources: list[Source]


@dataclass(frozen=True)
class Listed:
    lines: list[Line]
    counts: Counter[str]
    checked_at: datetime | None


def listed(state: str = "") -> Listed:
    """The addresses in a state, in three queries; without one those that want somebody's eyes first."""
    links = list(LinkCheck.objects.all())
    cards: dict[str, list[ResourceCard]] = defaultdict(list)
    for card in ResourceCard.objects.select_related("locale").order_by("name", "locale"):
        cards[card.url].append(card)
    sources: dict[str, list[Source]] = defaultdict(list)
    for source in Source.objects.all():
        sources[source.address].append(source)
    shown = [link for link in links if state in ("", link.state)]
    shown.sort(key=lambda link: (ORDER.index(State(link.state)), link.address))
    return Listed(
        [Line(link, cards[link.address], sources[link.address]) for link in shown],
        Counter(link.state for link in links),
        max((link.checked_at for link in links if link.checked_at), default=None),
    )


@dataclass(frozen=True)
class Seen:
    """The last day on which somebody or the checker saw an address work, and whether it is broken now."""

    on: date
    broken: bool = False


def seen_working(cards: Iterable[ResourceCard]) -> dict[str, Seen]:
    """By address, for the cards; one query."""
    named = {card.url: Seen(card.checked_on) for card in cards}
    found = LinkCheck.objects.exclude(checked_at=None)
    for address, worked_at, state in found.values_list("address", "worked_at", "state"):
        if address in named:
            on = named[address].on
            worked = timezone.localdate(worked_at) if worked_at else on
            named[address] = Seen(max(on, worked), broken=state == State.BROKEN)
    return named
