"""Judging exams, interviews and panels, and what a person says about their own competencies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from endorsement.rules.circumstances import Circumstances
from endorsement.rules.criteria import AssessmentStep, Exam, ExamPart, SelfAssessment
from endorsement.rules.facts import Assessment, ExamResult, Portfolio, SelfRating, area_of
from endorsement.rules.screening import out_of_time
from endorsement.rules.verdict import LeftOut, Reason, State, Unit, Used, Verdict, every
from endorsement.rules.windows import add_months, window_start


def judge_exam(criterion: Exam, portfolio: Portfolio, known: Circumstances) -> Verdict:
    """Every part passed; keys are the codes of the parts."""
    known = known.for_steps()
    children = tuple(_exam_part(criterion, part, portfolio, known) for part in criterion.parts)
    state = every([child.state for child in children])
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=state,
        have=sum(child.met for child in children),
        need=len(children),
        unit=Unit.PARTS,
        used=tuple(one for child in children for one in child.used),
        left_out=tuple(one for child in children for one in child.left_out),
        children=children,
        reason=None if state is State.MET else Reason("short"),
    )


def _exam_part(
    criterion: Exam, part: ExamPart, portfolio: Portfolio, known: Circumstances
) -> Verdict:
    """The best valid attempt; percent are rounded down, passing is decided on the points."""
    attempts = sorted(
        (one for one in portfolio.exams if one.part == part.code),
        key=lambda one: (one.taken_on, one.points),
    )
    valid, left_out = _valid_attempts(criterion, part, attempts, known)
    best = max(valid, key=lambda one: one.points * 100 // one.out_of, default=None)
    passed = any(_passes(part, one) for one in valid)
    have = best.points * 100 // best.out_of if best else 0
    return Verdict(
        id=f"{criterion.id}.part.{part.code}",
        kind="exam_part",
        label={},
        state=State.MET if passed else State.NOT_MET,
        have=have,
        need=part.pass_percent,
        unit=Unit.PERCENT,
        used=(Used(part.code, have),) if best else (),
        left_out=tuple(left_out),
        reason=None if passed else Reason("short" if best else "not_taken"),
        subject=f"part.{part.code}",
    )


def _passes(part: ExamPart, one: ExamResult) -> bool:
    return one.points * 100 >= part.pass_percent * one.out_of


def _valid_attempts(
    criterion: Exam, part: ExamPart, attempts: Sequence[ExamResult], known: Circumstances
) -> tuple[list[ExamResult], list[LeftOut]]:
    valid: list[ExamResult] = []
    left_out: list[LeftOut] = []
    wait_until = date.min
    for one in attempts:
        on = one.taken_on.isoformat()
        reason = None
        if one.taken_on > known.as_of:
            reason = Reason("in_future", {"on": on})
        elif one.taken_on < wait_until:
            reason = Reason("retaken_too_soon", {"on": on, "from": wait_until.isoformat()})
        elif criterion.valid_months and one.taken_on < window_start(
            known.as_of, criterion.valid_months
        ):
            reason = Reason("expired", {"on": on})
        if reason:
            left_out.append(LeftOut(part.code, reason))
        else:
            valid.append(one)
        failed = not _passes(part, one) and wait_until <= one.taken_on <= known.as_of
        if failed and criterion.retake_after_months:
            wait_until = add_months(one.taken_on, criterion.retake_after_months)
    return valid, left_out


def judge_assessment(
    criterion: AssessmentStep, portfolio: Portfolio, known: Circumstances
) -> Verdict:
    """Met by one sitting with enough approvals of enough assessors; the best one is shown."""
    known = known.for_steps()
    window = known.window(criterion.within, portfolio)
    sittings: list[Assessment] = []
    left_out: list[LeftOut] = []
    for one in sorted(portfolio.assessments, key=lambda one: (one.held_on, one.approvals)):
        if one.step != criterion.step:
            continue
        reason = out_of_time(one.held_on, known.as_of, window)
        if reason is None and one.assessors < criterion.assessors:
            reason = Reason("too_few_assessors", {"count": one.assessors})
        if reason:
            left_out.append(LeftOut(one.step, reason))
        else:
            sittings.append(one)
    have = max((one.approvals for one in sittings), default=0)
    hoped = max((one.approvals + one.open for one in sittings), default=0)
    met, open_still = have >= criterion.approvals, hoped >= criterion.approvals
    state = State.MET if met else State.NOT_YET_ASSESSABLE if open_still else State.NOT_MET
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=state,
        have=have,
        need=criterion.approvals,
        unit=Unit.APPROVALS,
        used=(Used(criterion.step, have),) if have else (),
        left_out=tuple(left_out),
        reason=None if met else Reason("open" if open_still else "short"),
    )


def judge_self_assessment(
    criterion: SelfAssessment, portfolio: Portfolio, known: Circumstances
) -> Verdict:
    """The latest rating of each competency counts; keys are the competencies."""
    window = known.window(criterion.within, portfolio)
    latest: dict[str, SelfRating] = {}
    for one in sorted(portfolio.ratings, key=lambda one: (one.rated_on, one.level)):
        wanted = {one.competency, area_of(one.competency)} & set(criterion.references)
        if wanted and out_of_time(one.rated_on, known.as_of, window) is None:
            latest[one.competency] = one
    reached: list[str] = []
    left_out: list[LeftOut] = []
    for competency, one in sorted(latest.items()):
        reason = _rating_reason(criterion, one)
        if reason:
            left_out.append(LeftOut(competency, reason))
        else:
            reached.append(competency)
    children = _each_area(criterion, reached) if criterion.in_each else ()
    met = (
        all(child.met for child in children)
        if criterion.in_each
        else len(reached) >= criterion.need
    )
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=State.MET if met else State.NOT_MET,
        have=sum(child.met for child in children) if criterion.in_each else len(reached),
        need=len(children) if criterion.in_each else criterion.need,
        unit=Unit.AREAS if criterion.in_each else Unit.COMPETENCIES,
        used=tuple(Used(one, latest[one].level) for one in reached),
        left_out=tuple(left_out),
        children=children,
        reason=None if met else Reason("short"),
    )


def _rating_reason(criterion: SelfAssessment, one: SelfRating) -> Reason | None:
    if one.level < criterion.level:
        return Reason("rated_below", {"level": one.level, "needed": criterion.level})
    if not one.achieved and not criterion.working_towards and one.level == criterion.level:
        return Reason("working_towards", {"level": one.level})
    return None


def _each_area(criterion: SelfAssessment, reached: Sequence[str]) -> tuple[Verdict, ...]:
    return tuple(
        _area(criterion, reference, [one for one in reached if _below(one, reference)])
        for reference in criterion.references
    )


def _below(competency: str, reference: str) -> bool:
    return reference in (competency, area_of(competency))


def _area(criterion: SelfAssessment, reference: str, reached: Sequence[str]) -> Verdict:
    met = len(reached) >= criterion.need
    return Verdict(
        id=f"{criterion.id}.{reference}",
        kind="quota",
        label={},
        state=State.MET if met else State.NOT_MET,
        have=len(reached),
        need=criterion.need,
        unit=Unit.COMPETENCIES,
        used=tuple(Used(one, 1) for one in reached),
        reason=None if met else Reason("short"),
        subject=f"area.{reference}",
    )
