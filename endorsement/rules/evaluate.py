"""One pure evaluation: requirement, portfolio, day -> verdict.

Used alike by the dashboard, the reviewers' screen, renewals and the command line. The answer
depends on its arguments only, and never on the order in which evidence is listed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from endorsement.rules.circumstances import Circumstances, Decisions, Tenure, true_of
from endorsement.rules.coverage import judge_coverage
from endorsement.rules.criteria import (
    AssessmentStep,
    Count,
    Coverage,
    Criterion,
    Education,
    EntryCriterion,
    Exam,
    Group,
    HoldingNeed,
    Hours,
    MembershipNeed,
    References,
    SelfAssessment,
    Signatures,
    Supervision,
    Uploads,
    Work,
)
from endorsement.rules.crosswalk import translated
from endorsement.rules.entry_leaves import judge_count, judge_education, judge_work
from endorsement.rules.facts import Kind, Portfolio
from endorsement.rules.hours import judge_hours
from endorsement.rules.papers import (
    judge_holding,
    judge_membership,
    judge_signatures,
    judge_uploads,
)
from endorsement.rules.references import judge_references
from endorsement.rules.sharing import allowances
from endorsement.rules.steps import judge_assessment, judge_exam, judge_self_assessment
from endorsement.rules.verdict import LeftOut, Reason, State, Unit, Used, Verdict, at_least
from endorsement.rules.windows import Interval

__all__ = [
    "Decisions",
    "LeftOut",
    "Reason",
    "State",
    "Tenure",
    "Unit",
    "Used",
    "Verdict",
    "evaluate",
    "state_on",
]


def evaluate(
    requirement: Criterion,
    portfolio: Portfolio,
    as_of: date,
    *,
    period: Interval | None = None,
    tenure: Tenure | None = None,
    decisions: Decisions | None = None,
) -> Verdict:
    """Judge a requirement as of a day, from evidence dated on or before it.

    `period` is the first and last day of the renewal cycle; requirements for renewal need it.
    `tenure` tells since when the endorsement is held and which renewal this is.
    Competencies of frameworks that the edition does not read count as its crosswalk says.
    `decisions` are waivers and rejections of one application.

    :raises ValueError: when a requirement looks at a renewal cycle and `period` is missing.
    """
    portfolio = translated(portfolio, requirement.crosswalk)
    circumstances = Circumstances(
        as_of=as_of, period=period, tenure=tenure, decisions=decisions or Decisions()
    )
    sure, hoped = allowances(requirement, portfolio, circumstances, _judge)
    if sure:
        circumstances = replace(circumstances, sure=sure, hoped=hoped)
    return _judge(requirement, portfolio, circumstances)


def state_on(requirement: Criterion, portfolio: Portfolio, as_of: date) -> State:
    """The state that `evaluate` answers for a first award, with no more work than it takes.

    One thing that is needed in any case and not met settles it; what costs least is looked at first.
    """
    portfolio = translated(portfolio, requirement.crosswalk)
    known = Circumstances(as_of=as_of)
    needed = _needed(requirement, portfolio, known)
    for one in needed:
        cheap = not isinstance(one, Hours | Coverage | Group)
        if cheap and _judge(one, portfolio, known).state is State.NOT_MET:
            return State.NOT_MET
    return evaluate(requirement, portfolio, as_of).state


def _needed(one: Criterion, portfolio: Portfolio, known: Circumstances) -> Iterator[Criterion]:
    """Whatever has to be met in any case."""
    if not true_of(one.when, portfolio, known):
        return
    if isinstance(one, Group) and one.need is None:
        for child in one.children:
            yield from _needed(child, portfolio, known)
    else:
        yield one


def _judge(criterion: Criterion, portfolio: Portfolio, circumstances: Circumstances) -> Verdict:
    if not true_of(criterion.when, portfolio, circumstances):
        return _not_applicable(criterion)
    verdict = _measure(criterion, portfolio, circumstances)
    waived = criterion.waivable and criterion.id in circumstances.decisions.waived
    if waived and not verdict.met:
        return replace(verdict, state=State.MET, reason=Reason("waived"))
    return verdict


Judge = Callable[[Any, Portfolio, Circumstances], Verdict]

JUDGES: dict[type[Criterion], Judge] = {
    Hours: judge_hours,
    Supervision: judge_hours,
    Coverage: judge_coverage,
    Education: judge_education,
    Work: judge_work,
    Count: judge_count,
    References: judge_references,
    Signatures: judge_signatures,
    Uploads: judge_uploads,
    HoldingNeed: judge_holding,
    MembershipNeed: judge_membership,
    Exam: judge_exam,
    AssessmentStep: judge_assessment,
    SelfAssessment: judge_self_assessment,
}


def _measure(criterion: Criterion, portfolio: Portfolio, circumstances: Circumstances) -> Verdict:
    if isinstance(criterion, Group):
        return _group(criterion, portfolio, circumstances)
    judge = JUDGES[type(criterion)]
    alone = criterion.id not in circumstances.sure and criterion.id not in circumstances.hoped
    if not (alone and circumstances.undecided):
        return judge(criterion, portfolio, circumstances)
    if portfolio.base is not None and not _reads(criterion) & portfolio.gained:
        # What was added cannot matter to it.
        return _measure(criterion, portfolio.base, circumstances)
    # Categories and editions often ask for the same; the answer is kept with the facts.
    moment = _moment(criterion, portfolio, circumstances)
    key = (criterion.said, moment, circumstances.period, circumstances.tenure)
    if key not in portfolio.memory:
        portfolio.memory[key] = judge(criterion, portfolio, circumstances)
    found: Verdict = portfolio.memory[key]
    return found


def _moment(criterion: Criterion, portfolio: Portfolio, known: Circumstances) -> date | int:
    """What of the day matters. Hours without windows and conditions change only when an entry's day
    comes: then it is how many have come.
    """
    if not isinstance(criterion, Hours | Coverage) or known.period:
        return known.as_of
    if any(True for _window in criterion.windows()):
        return known.as_of
    if any(one is not criterion.when for one in criterion.conditions()):
        return known.as_of
    listed = [portfolio.by_kind.get(kind, []) for kind in set(criterion.entries.kinds)]
    return sum(bisect_right(one, known.as_of, key=lambda entry: entry.dated_on) for one in listed)


def _reads(criterion: Criterion) -> frozenset[str]:
    """What a requirement looks at, of all that a portfolio can gain. Degrees date windows of many."""
    found = {Kind.EDUCATION.value}
    if isinstance(criterion, EntryCriterion):
        found |= {kind.value for kind in criterion.entries.kinds}
    if isinstance(criterion, References):
        found.add("reference")
    if isinstance(criterion, Signatures):
        found.add("signature")
    return frozenset(found)


def _group(criterion: Group, portfolio: Portfolio, circumstances: Circumstances) -> Verdict:
    """Children whose condition does not hold are shown and not counted."""
    children = tuple(_judge(child, portfolio, circumstances) for child in criterion.children)
    applying = [child for child in children if child.applies]
    need = len(applying) if criterion.need is None else min(criterion.need, len(applying))
    state = at_least([child.state for child in applying], need)
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=state,
        have=sum(child.met for child in applying),
        need=need,
        unit=Unit.REQUIREMENTS,
        children=children,
        reason=None if state is State.MET else Reason("short"),
    )


def _not_applicable(criterion: Criterion) -> Verdict:
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=State.MET,
        have=0,
        need=0,
        unit=Unit.REQUIREMENTS,
        reason=Reason("not_applicable"),
    )
