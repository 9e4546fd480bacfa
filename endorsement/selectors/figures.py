"""Figures for a coordinator: where time goes, who has how much to do, how far reviewers agree.

Agreement is of areas and requirements, never of people; below `ENOUGH` pairs it is not worked out.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import QuerySet

from endorsement import wording
from endorsement.models import (
    Application,
    Association,
    CompetencyTick,
    Edition,
    Event,
    Review,
    ReviewFinding,
    ReviewVersion,
)
from endorsement.rules import agreement
from endorsement.rules.facts import area_of
from endorsement.selectors import editions, frameworks, reviewers

State = Application.State
YEAR = timedelta(days=365)
# What an application's events call the state that they lead to.
_INTO = {
    "application.started": State.DRAFT,
    **{f"application.{state}": State(state) for state in State.values},
}


@dataclass(frozen=True)
class Stay:
    """How long applications stayed in a state; those that are in it now are counted apart."""

    state: str
    ended: int
    median_days: float | None
    longest_days: float | None
    now: int


@dataclass(frozen=True)
class Turnaround:
    """A reviewer's reviews of the last twelve months, and what is open."""

    name: str
    handed_in: int
    median_days: float | None
    late: int
    open: int
    at_most: int | None


@dataclass(frozen=True)
class Agreement:
    """Of one area or requirement: paired reviews, and kappa once there are enough."""

    name: str
    pairs: int
    agreed_percent: int | None
    kappa: float | None

    @property
    def missing(self) -> int:
        return max(0, agreement.ENOUGH - self.pairs)


def stays(association: Association, at: datetime) -> list[Stay]:
    """Time in each state that ended in the last twelve months, from the events; one query."""
    ended: dict[str, list[float]] = {state: [] for state in State.values}
    now = dict.fromkeys(State.values, 0)
    rows = (
        Event.objects.filter(association=association, kind__in=_INTO)
        .order_by("stream", "seq")
        .values_list("stream", "kind", "at")
    )
    before: tuple[str, str, datetime] | None = None
    for stream, kind, when in rows.iterator(chunk_size=2000):
        if before and before[0] == stream and when >= at - YEAR:
            ended[before[1]].append((when - before[2]).total_seconds() / 86400)
        if before and before[0] != stream:
            now[before[1]] += 1
        before = (stream, _INTO[kind], when)
    if before:
        now[before[1]] += 1
    return [
        Stay(
            state=str(State(state).label),
            ended=len(ended[state]),
            median_days=_median(ended[state]),
            longest_days=max(ended[state], default=None),
            now=now[state],
        )
        for state in State.values
        if state not in Application.CLOSED
    ]


def turnarounds(association: Association, at: datetime) -> list[Turnaround]:
    """By reviewer, for planning; what they think of an application is nowhere in it."""
    today = association.day_of(at)
    took: dict[int, list[tuple[float, bool]]] = {}
    rows = Review.objects.filter(
        association=association, state=Review.State.HANDED_IN, handed_in_at__gte=at - YEAR
    ).values_list("reviewer", "assigned_at", "handed_in_at", "due_on")
    for reviewer, assigned_at, handed_in_at, due_on in rows:
        if handed_in_at is None:
            continue
        days = (handed_in_at - assigned_at).total_seconds() / 86400
        took.setdefault(reviewer, []).append((days, association.day_of(handed_in_at) > due_on))
    return [
        Turnaround(
            name=str(one.person),
            handed_in=len(took.get(one.person.pk, [])),
            median_days=_median([days for days, _late in took.get(one.person.pk, [])]),
            late=sum(late for _days, late in took.get(one.person.pk, [])),
            open=one.load,
            at_most=one.at_most,
        )
        for one in reviewers.of(association, today)
    ]


def agreements(association: Association) -> list[Agreement]:
    """For each area or requirement that two reviewers of one round judged on their own.

    A tick about a competency belongs to its area. Of more than two reviewers the first two count: a
    third one is asked because they differ. Where reviewers looked at it together once more, what each had
    handed in before counts.
    """
    judged: dict[str, dict[tuple[int, int], list[tuple[str, str]]]] = {}
    for subject, pair, verdicts in _pairs(association):
        judged.setdefault(subject, {}).setdefault(pair, []).append(verdicts)
    names = _names(association)
    found = [
        _agreement(names.get(subject, subject), list(pairs.values()))
        for subject, pairs in judged.items()
    ]
    return sorted(found, key=lambda one: (-one.pairs, one.name.casefold()))


def _agreement(name: str, pairs: list[list[tuple[str, str]]]) -> Agreement:
    items = [verdicts for pair in pairs for verdicts in pair]
    if len(pairs) < agreement.ENOUGH:
        return Agreement(name, len(pairs), None, None)
    agreed = sum(one == two for one, two in items)
    return Agreement(
        name, len(pairs), round(100 * agreed / len(items)), agreement.fleiss_kappa(items)
    )


def _pairs(
    association: Association,
) -> Iterable[tuple[str, tuple[int, int], tuple[str, str]]]:
    """What (area or requirement), which round of which application, the two verdicts."""
    for pair, reviews in _rounds(association).items():
        if len(reviews) == 2:
            one, two = reviews
            for thing in one.said:
                if thing in two.said:
                    yield _subject(one.category, thing), pair, (one.said[thing], two.said[thing])


@dataclass(frozen=True)
class _Alone:
    """What one reviewer said on their own: verdicts by requirement and by competency."""

    category: str
    said: dict[str, str]


def _rounds(association: Association) -> dict[tuple[int, int], list[_Alone]]:
    """The first two reviews of every round, in four queries."""
    reviews = list(
        Review.objects.filter(association=association, state=Review.State.HANDED_IN)
        .order_by("assigned_at", "pk")
        .values_list("pk", "application", "application__category", "round", "version")
    )
    now = _verdicts(
        ReviewFinding.objects.exclude(verdict=""), association, "requirement", "verdict"
    )
    ticks = CompetencyTick.objects.exclude(met=None)
    for review, said in _verdicts(ticks, association, "competency", "met").items():
        now.setdefault(review, {}).update(said)
    before = _first_versions(association)
    found: dict[tuple[int, int], list[_Alone]] = {}
    for review, application, category, number, version in reviews:
        pair = found.setdefault((application, number), [])
        if len(pair) < 2:
            said = before.get(review, {}) if version > 1 else now.get(review, {})
            pair.append(_Alone(category, said))
    return found


def _verdicts(
    rows: QuerySet[Any], association: Association, thing: str, verdict: str
) -> dict[int, dict[str, str]]:
    """Verdicts by review and by what they are about."""
    found: dict[int, dict[str, str]] = {}
    listed = rows.filter(
        review__association=association, review__state=Review.State.HANDED_IN
    ).values_list("review", thing, verdict)
    for review, about, said in listed.iterator(chunk_size=2000):
        found.setdefault(review, {})[about] = str(said)
    return found


def _first_versions(association: Association) -> dict[int, dict[str, str]]:
    """What was handed in before reviewers looked at it together; nothing where it was erased."""
    rows = ReviewVersion.objects.filter(
        number=1, review__association=association, review__state=Review.State.HANDED_IN
    ).values_list("review", "document")
    found: dict[int, dict[str, str]] = {}
    for review, document in rows.iterator(chunk_size=2000):
        known = json.loads(document or "{}")
        said = {about: one[0] for about, one in known.get("findings", {}).items() if one[0]}
        said |= {about: str(one[0] == "met") for about, one in known.get("ticks", {}).items()}
        found[review] = said
    return found


def _subject(category: str, thing: str) -> str:
    """The area of whatever category, or the requirement of this one."""
    return area_of(thing) if ":" in thing else f"{category}/{thing}"


def _names(association: Association) -> Mapping[str, str]:
    """Areas by reference, and requirements by the newest edition that has them."""
    rows = Edition.objects.filter(applications__association=association).distinct()
    found: dict[str, str] = {}
    read: set[str] = {frameworks.DEFAULT}
    for row in rows.order_by("effective_from", "pk"):
        edition = editions.parsed(row)
        read.update(edition.frameworks)
        for category in edition.categories.values():
            for one in category.award.walk():
                if one.label:
                    said = f"{wording.pick(one.label)} ({wording.pick(category.name)})"
                    found[f"{category.code}/{one.id}"] = said
    named = frameworks.names(read)
    return {**found, **{code: wording.pick(text) for code, text in named.items()}}


def _median(days: list[float]) -> float | None:
    return median(days) if days else None


def as_table(
    association: Association, at: datetime, headings: Mapping[str, Iterable[str]]
) -> Iterable[list[object]]:
    """Everything as lines of one table, each part under its heading."""
    yield [*headings["states"]]
    for stay in stays(association, at):
        yield [stay.state, stay.now, stay.ended, _one(stay.median_days), _one(stay.longest_days)]
    yield []
    yield [*headings["reviewers"]]
    for row in turnarounds(association, at):
        yield [row.name, row.open, row.at_most, row.handed_in, _one(row.median_days), row.late]
    yield []
    yield [*headings["agreement"]]
    for found in agreements(association):
        kappa = None if found.kappa is None else round(found.kappa, 2)
        yield [found.name, found.pairs, found.agreed_percent, kappa, found.missing]


def _one(days: float | None) -> float | None:
    return None if days is None else round(days, 1)


def period(association: Association, at: datetime) -> tuple[date, date]:
    """The first and the last day that the figures are about."""
    return association.day_of(at - YEAR), association.day_of(at)
