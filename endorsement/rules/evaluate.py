"""One pure evaluation: requirement, portfolio, day -> verdict.

Used alike by the dashboard, the reviewers' screen, renewals and the command line. The answer
depends on its arguments only, and never on the order in which evidence is listed.
"""

from __future__ import annotations

from collections.abc import Callable
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
from endorsement.rules.facts import Portfolio
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
    # Categories and editions often ask for the same; the answer is kept with the facts.
    key = (criterion.said, circumstances.as_of, circumstances.period, circumstances.tenure)
    if key not in portfolio.memory:
        portfolio.memory[key] = judge(criterion, portfolio, circumstances)
    found: Verdict = portfolio.memory[key]
    return found


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
