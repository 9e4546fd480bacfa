"""What am I missing: every category with its gaps, and the fastest ways to close each.

A way is ranked by what it adds: the category is evaluated again with it, and the difference is shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from endorsement.models import Association, Person
from endorsement.rules import planning
from endorsement.rules.planning import Trial
from endorsement.rules.verdict import Reason, Unit, Verdict
from endorsement.selectors.candidates import Candidate, Supply, supply
from endorsement.selectors.measure import Measure, Standing
from endorsement.selectors.renewals import Judged, tenure
from endorsement.selectors.trials import digest, try_all

#: Evaluating costs time for every entry of every trial. Up to so many entries in all, the ways of all
#: categories stand on the page at once; beyond, those of the category that is looked at.
MOST_ENTRIES_TRIED = 20_000
WAYS_SHOWN = 3


@dataclass(frozen=True)
class Way:
    """A candidate and what it adds to a gap: to the requirement itself, and to its parts.

    `gain` is never an estimate: it is the difference of two evaluations of the category.
    """

    candidate: Candidate
    gain: int
    parts: tuple[planning.Gain, ...] = ()

    @property
    def worth(self) -> tuple[int, int, int]:
        """For ranking: more of the requirement, then more of its parts, then fewer hours."""
        return -self.gain, -sum(one.amount for one in self.parts), self.candidate.hours


@dataclass(frozen=True)
class Excluded:
    """A candidate that adds nothing to a gap although it is of its kind, and why."""

    candidate: Candidate
    reason: Reason


Listed = TypeVar("Listed", Way, Excluded)


@dataclass(frozen=True)
class Gap:
    """A requirement that is not met, best ways first; `choice` is the group of which it is one way."""

    verdict: Verdict
    choice: Verdict | None = None
    ways: list[Way] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)


@dataclass(frozen=True)
class Missing:
    """A category, what of it is met, and its gaps, the largest first.

    `tried` is False while the ways were left out because working them out would take too long.
    """

    standing: Standing
    met: list[Verdict]
    gaps: list[Gap]
    tried: bool


def missing(found: Measure, choice: Supply, on: date, *, looked_at: str = "") -> list[Missing]:
    """Every category: the one nearest to being met first, those that are met last."""
    order = sorted(found.standings, key=_nearness)
    if not order:
        return []
    codes = [one.category.code for one in order]
    chosen = looked_at if looked_at in codes else codes[0]
    open_ones = [one for one in order if not one.verdict.met]
    trials = sum(len(choice.of(one.verdict)) for one in open_ones)
    all_at_once = trials * (len(found.facts.entries) + 1) <= MOST_ENTRIES_TRIED
    known = digest(found.facts)
    return [
        _missing(
            found,
            one,
            choice,
            on,
            known=known,
            tried=all_at_once or one.category.code == chosen,
        )
        for one in order
    ]


def of_renewal(judged: Judged, choice: Supply) -> list[Gap]:
    """What a renewal still lacks, the largest first, with the ways to close each gap."""
    cycle = judged.cycle
    category = replace(judged.category, renewal=judged.requirement)
    standing = Standing(
        category,
        judged.verdict,
        period=(cycle.starts_on, cycle.due_on),
        tenure=tenure(cycle),
    )
    found = Measure(cycle.governing_edition, judged.edition, judged.portfolio, [standing])
    known = digest(judged.portfolio)
    return _missing(found, standing, choice, judged.on, known=known, tried=True).gaps


def nearest(found: Measure) -> Standing | None:
    """The category nearest to being met; None when all are."""
    open_ones = [one for one in found.standings if not one.verdict.met]
    return min(open_ones, key=_nearness, default=None)


def _nearness(one: Standing) -> tuple[bool, object]:
    return one.verdict.met, planning.distance(one.verdict)


def _missing(
    found: Measure, standing: Standing, choice: Supply, on: date, *, known: str, tried: bool
) -> Missing:
    before = standing.verdict
    listed = choice.of(before) if tried and not before.met else []
    trials = try_all(found, standing, listed, on, known=known)
    closing = [_gap(verdict, group, trials) for verdict, group in planning.gaps(before)]
    return Missing(
        standing=standing,
        met=[one for one in planning.requirements(before) if one.met],
        gaps=sorted(closing, key=_largest_first),
        tried=tried,
    )


def _largest_first(gap: Gap) -> tuple[object, int]:
    """By the share that is missing; of equal shares more hours come first."""
    hours = gap.verdict.shortfall if gap.verdict.unit is Unit.HOURS else 0
    return -planning.distance(gap.verdict), -hours


def _gap(verdict: Verdict, group: Verdict | None, trials: Sequence[tuple[Candidate, Trial]]) -> Gap:
    inside = {one.id for one in planning.measured(verdict)}
    ways: list[Way] = []
    excluded: list[Excluded] = []
    for candidate, trial in trials:
        own = trial.gain_of(verdict.id)
        parts = tuple(
            one
            for one in trial.gains
            if one.requirement in inside and one.requirement != verdict.id and one.amount > 0
        )
        if own > 0 or parts:
            ways.append(Way(candidate, own, parts))
            continue
        reasons = [reason for requirement, reason in trial.left_out if requirement in inside]
        if reasons:
            excluded.append(Excluded(candidate, reasons[0]))
    ways.sort(key=lambda way: way.worth)
    ways = _one_each(ways)
    helping = {_who(way.candidate) for way in ways}
    others = [one for one in _one_each(excluded) if _who(one.candidate) not in helping]
    return Gap(verdict, group, ways, others)


def _one_each(listed: list[Listed]) -> list[Listed]:
    """Of the forms of supervision by the same people only the first, which is the best."""
    kept: dict[object, Listed] = {}
    for one in listed:
        kept.setdefault(_who(one.candidate), one)
    return list(kept.values())


def _who(candidate: Candidate) -> object:
    return tuple(one.pk for one in candidate.people) or candidate.key


@dataclass(frozen=True)
class Toward:
    """How much of what is missing of one requirement a module gives, in the requirement's unit."""

    gain: int
    requirement: Verdict
    standing: Standing


def toward(
    person: Person,
    association: Association,
    found: Measure,
    on: date,
    *,
    looked_at: str = "",
    only: str = "",
) -> dict[str, Toward]:
    """By code, the modules that count toward what the person misses for one category.

    That is the category looked at, or the nearest; a module that adds nothing is not in it. `only`
    asks about one module.
    """
    codes = {one.category.code: one for one in found.standings if not one.verdict.met}
    standing = codes.get(looked_at) or nearest(found)
    if standing is None:
        return {}
    requirements = {one.id: one for one in planning.measured(standing.verdict)}
    counted: dict[str, Toward] = {}
    listed = [one for one in supply(person, association, on).modules if only in ("", one.key)]
    for one, trial in try_all(found, standing, listed, on, known=digest(found.facts)):
        added = [gain for gain in trial.gains if gain.amount > 0]
        # Hours first; a requirement comes before its parts, in the order of the edition.
        added.sort(key=lambda gain: gain.unit is not Unit.HOURS)
        if added:
            requirement = requirements[added[0].requirement]
            counted[one.key] = Toward(added[0].amount, requirement, standing)
    return counted
