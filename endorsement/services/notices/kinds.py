"""What people are reminded of: apps name their kinds when they start."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from endorsement.models import Association, Notice, Person
from endorsement.rules.due_days import DueDay

CHANNEL = "mail"


@dataclass(frozen=True)
class Section:
    """What one notice says now: a folder of `templates/emails`, what it is filled with, its due days."""

    template: str
    context: dict[str, Any]
    due: tuple[DueDay, ...] = ()


@dataclass(frozen=True)
class Silence:
    """It needs no saying any more, and why."""

    reason: str


@dataclass(frozen=True)
class Coming:
    """A rung that will come due, as long as nothing changes."""

    on: date
    person: Person
    rung: str
    about: str


Written = Mapping[int, Section | Silence]


def _nothing_more(_notices: Sequence[Notice], _at: datetime) -> None:
    pass


def _nothing_known(_association: Association, _from_on: date, _through_on: date) -> list[Coming]:
    return []


@dataclass(frozen=True)
class Kind:
    """How a kind of reminder comes to be owed and what it says.

    `owe` inserts what is due by now and says how many rows that were. `write` says, by the notice's key,
    what each of the notices says at this moment. `coming` lists what an association will send through a
    day, reading only. `left` is called for what a mail carried, in the transaction that marks it sent.
    A `duty` cannot be unsubscribed from. An `urgent` rung leaves in the evening of its day too.
    """

    name: str
    title: Any
    owe: Callable[[datetime], int]
    write: Callable[[Sequence[Notice], datetime], Written]
    duty: bool
    rungs: Mapping[str, Any] = field(default_factory=dict)
    rung_name: Callable[[str], str] | None = None
    urgent: frozenset[str] = frozenset()
    coming: Callable[[Association, date, date], Iterable[Coming]] = _nothing_known
    left: Callable[[Sequence[Notice], datetime], None] = _nothing_more

    def name_of(self, rung: str) -> str:
        """How the pages call a rung: what the kind says of its first word, or the rung."""
        if self.rung_name is not None:
            return self.rung_name(rung)
        return str(self.rungs.get(rung.partition(":")[0]) or rung)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """:raises ValueError: for a name that another kind has taken."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"A kind of reminder called {kind.name!r} is registered twice.")


def kind_of(name: str) -> Kind | None:
    """The kind with this name; None when no app of this version has it."""
    return _kinds.get(name)


def every_kind() -> list[Kind]:
    """All of them, in the order in which they were named."""
    return list(_kinds.values())


def title_of(name: str) -> str:
    """What pages call a kind; of one that is no longer there, the name."""
    kind = kind_of(name)
    return str(kind.title) if kind else name
