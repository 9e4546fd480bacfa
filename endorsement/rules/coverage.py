"""Which areas or competencies are covered, and by what."""

from __future__ import annotations

from collections.abc import Sequence

from endorsement.rules.criteria import Coverage, CoverageNeed
from endorsement.rules.facts import Entry, Portfolio, covers
from endorsement.rules.reading import Text
from endorsement.rules.screening import Circumstances, Sorted, sort_entries
from endorsement.rules.verdict import Reason, State, Unit, Used, Verdict, at_least, enough, every


def judge_coverage(
    criterion: Coverage, portfolio: Portfolio, circumstances: Circumstances
) -> Verdict:
    """Judge a coverage requirement of its own."""
    found = sort_entries(
        portfolio,
        criterion.entries,
        circumstances,
        criterion.id,
        relevant=lambda entry: any(covers(entry, ref) for ref in criterion.coverage.references),
    )
    return coverage_verdict(
        criterion.coverage, found, requirement=criterion.id, label=criterion.label
    )


def coverage_verdict(
    need: CoverageNeed, found: Sorted, *, requirement: str, label: Text
) -> Verdict:
    """One child per area or competency; `have` is how many of them are covered."""
    children = tuple(_one(need, reference, found, requirement) for reference in need.references)
    missing = tuple(
        child.subject.removeprefix("area.") for child in children if child.state is not State.MET
    )
    state = at_least([child.state for child in children], need.need)
    return Verdict(
        id=requirement,
        kind="coverage",
        label=label,
        state=state,
        have=sum(child.met for child in children),
        need=need.need,
        unit=Unit.AREAS,
        used=_used(found.sure, need.references),
        left_out=tuple(found.left_out),
        children=children,
        reason=None if state is State.MET else Reason("uncovered", {"areas": missing}),
        subject="coverage",
    )


def _used(entries: Sequence[Entry], references: Sequence[str]) -> tuple[Used, ...]:
    counted = [(one.key, sum(covers(one, ref) for ref in references)) for one in entries]
    return tuple(Used(key, amount) for key, amount in counted if amount)


def _one(need: CoverageNeed, reference: str, found: Sorted, requirement: str) -> Verdict:
    sure = [entry for entry in found.sure if covers(entry, reference)]
    possible = sure + [entry for entry in found.pending if covers(entry, reference)]
    items = enough(len(sure), len(possible), need.items)
    hours = enough(_hours(sure), _hours(possible), need.hours)
    by_hours = need.hours > 0
    return Verdict(
        id=f"{requirement}.{reference}",
        kind="coverage_part",
        label={},
        state=every([items, hours]),
        have=_hours(sure) if by_hours else len(sure),
        need=need.hours if by_hours else need.items,
        unit=Unit.HOURS if by_hours else Unit.ITEMS,
        used=tuple(Used(one.key, (one.hours or 0) if by_hours else 1) for one in sure),
        subject=f"area.{reference}",
    )


def _hours(entries: Sequence[Entry]) -> int:
    return sum(entry.hours or 0 for entry in entries)
