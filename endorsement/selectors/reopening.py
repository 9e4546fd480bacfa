"""What an applicant may change after a question, and what a new round differs in from the former."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from endorsement.models import Application, Decision
from endorsement.rules import reopening as rules
from endorsement.rules.difference import Difference, differences
from endorsement.selectors import editions

Plain = dict[str, Any]


@dataclass(frozen=True)
class Limits:
    """What is open: everything, unless the association asked about some requirements only."""

    requirements: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()
    former: Plain = field(default_factory=dict)

    @property
    def limited(self) -> bool:
        return bool(self.requirements)

    def lets(self, kind: str) -> bool:
        """Whether entries of this kind are open."""
        return not self.limited or f"{rules.ENTRIES}.{kind}" in self.parts

    def applied(self, now: Plain) -> Plain:
        """The document that may be handed in now."""
        return rules.reopened(self.former, now, self.parts) if self.limited else now


def limits_of(application: Application) -> Limits:
    """:raises KeyError: never for an application that was begun under its edition."""
    if application.state != Application.State.MORE_INFORMATION or not application.snapshot:
        return Limits()
    asked = asked_about(application)
    if not asked:
        return Limits()
    tree = editions.parsed(application.edition).categories[application.category].award
    return Limits(asked, rules.parts_of(tree, asked), json.loads(application.snapshot))


def asked_about(application: Application) -> tuple[str, ...]:
    """The requirements of the last question; none when everything was opened."""
    question = (
        application.decisions.filter(outcome=Decision.Outcome.MORE_INFO)
        .prefetch_related("points")
        .last()
    )
    return tuple(point.requirement for point in question.points.all()) if question else ()


@dataclass(frozen=True)
class Changed:
    """What the round of `number` differs in from the one before it."""

    number: int
    asked: tuple[str, ...]
    differences: list[Difference]
    documents: tuple[Mapping[str, Any], Mapping[str, Any]]


class Round(Protocol):
    """One time that something was handed in."""

    number: int
    snapshot: str
    reopened: Any


def changed(application: Application) -> Changed | None:
    """The latest round against the former; None while there is one only, or once it was erased."""
    if application.submissions < 2:
        return None
    latest = list(application.rounds.order_by("-number")[:2])
    return between(latest[::-1])


def between(rounds: Sequence[Round]) -> Changed | None:
    """The last of these, oldest first, against the one before it."""
    if len(rounds) < 2:
        return None
    former, now = rounds[-2:]
    if not (former.snapshot and now.snapshot):
        return None
    before, after = json.loads(former.snapshot), json.loads(now.snapshot)
    return Changed(now.number, tuple(now.reopened), differences(before, after), (before, after))
