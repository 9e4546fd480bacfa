"""One pure evaluation: requirement, portfolio, day -> verdict.

Used alike by the dashboard, the reviewers' screen, renewals and the command line. The answer
depends on its arguments only, and never on the order in which evidence is listed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from endorsement.rules.coverage import judge_coverage
from endorsement.rules.criteria import (
    Coverage,
    Criterion,
    Education,
    Group,
    HoldingNeed,
    Hours,
    References,
    Signatures,
    Work,
)
from endorsement.rules.facts import Portfolio
from endorsement.rules.hours import judge_hours
from endorsement.rules.leaves import judge_education, judge_holding, judge_signatures, judge_work
from endorsement.rules.references import judge_references
from endorsement.rules.screening import Circumstances, Decisions
from endorsement.rules.verdict import LeftOut, Reason, State, Unit, Used, Verdict, at_least
from endorsement.rules.windows import Interval

__all__ = [
    "Decisions",
    "LeftOut",
    "Reason",
    "State",
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
    decisions: Decisions | None = None,
) -> Verdict:
    """Judge a requirement as of a day, from evidence dated on or before it.

    `period` is the first and last day of the renewal cycle; requirements for renewal need it.
    `decisions` are waivers and rejections of one application.

    :raises ValueError: when a requirement looks at a renewal cycle and `period` is missing.
    """
    circumstances = Circumstances(as_of=as_of, period=period, decisions=decisions or Decisions())
    return _judge(requirement, portfolio, circumstances)


def _judge(criterion: Criterion, portfolio: Portfolio, circumstances: Circumstances) -> Verdict:
    if criterion.when and not criterion.when.holds(portfolio.attributes):
        return _not_applicable(criterion)
    verdict = _measure(criterion, portfolio, circumstances)
    waived = criterion.waivable and criterion.id in circumstances.decisions.waived
    if waived and not verdict.met:
        return replace(verdict, state=State.MET, reason=Reason("waived"))
    return verdict


def _measure(criterion: Criterion, portfolio: Portfolio, circumstances: Circumstances) -> Verdict:
    match criterion:
        case Group():
            return _group(criterion, portfolio, circumstances)
        case Hours():
            return judge_hours(criterion, portfolio, circumstances)
        case Coverage():
            return judge_coverage(criterion, portfolio, circumstances)
        case Education():
            return judge_education(criterion, portfolio, circumstances)
        case Work():
            return judge_work(criterion, portfolio, circumstances)
        case References():
            return judge_references(criterion, portfolio, circumstances)
        case Signatures():
            return judge_signatures(criterion, portfolio, circumstances)
        case HoldingNeed():
            return judge_holding(criterion, portfolio, circumstances)
    raise TypeError(f"no judge for {type(criterion).__name__}")


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
