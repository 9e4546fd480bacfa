"""Which areas or competencies are covered, and by what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from endorsement.rules.allocation import OnDemand, Supply, divide
from endorsement.rules.circumstances import Circumstances, Decisions
from endorsement.rules.criteria import Coverage, CoverageNeed, EntryFilter
from endorsement.rules.facts import Entry, Portfolio, covers
from endorsement.rules.reading import Text
from endorsement.rules.screening import Screen, Sorted, references_of, sort_entries
from endorsement.rules.sorts import worth
from endorsement.rules.terms import area_share
from endorsement.rules.verdict import Reason, State, Unit, Used, Verdict, at_least, enough, every

Amounts = dict[str, dict[str, int]]


def judge_coverage(criterion: Coverage, portfolio: Portfolio, known: Circumstances) -> Verdict:
    """Judge a coverage requirement of its own."""
    found = _screened(criterion, portfolio, known)
    return coverage_verdict(
        criterion.coverage,
        found,
        criterion.entries,
        requirement=criterion.id,
        label=criterion.label,
        decided=(criterion.id, known.decisions),
    )


def _screened(criterion: Coverage, portfolio: Portfolio, known: Circumstances) -> Sorted:
    """The entries that cover any of it; kept with the facts, since categories ask for the same."""
    wanted = frozenset(criterion.coverage.references)

    def find() -> Sorted:
        return sort_entries(
            portfolio,
            Screen(entries=criterion.entries),
            known,
            criterion.id,
            relevant=lambda entry: not wanted.isdisjoint(references_of(entry)),
        )

    if known.decisions.about_entries:
        return find()
    key = ("coverage", criterion.entries, wanted, known.as_of, known.period)
    if key not in portfolio.memory:
        portfolio.memory[key] = find()
    found: Sorted = portfolio.memory[key]
    return found


def coverage_verdict(
    need: CoverageNeed,
    found: Sorted,
    wanted: EntryFilter,
    *,
    requirement: str,
    label: Text,
    decided: tuple[str, Decisions],
) -> Verdict:
    """One child per area or competency; `have` is how many of them are covered.

    `decided` is the requirement under which reviewers decide about single areas, and what they decided.
    """
    if need.split:
        children = _split(need, found, wanted, requirement)
    else:
        children = tuple(
            _one(need, reference, found, wanted, requirement) for reference in need.references
        )
    children = tuple(_with_decision(child, *decided) for child in children)
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
        used=_used(found.sure, children),
        left_out=tuple(found.left_out),
        children=children,
        reason=None if state is State.MET else Reason("uncovered", {"areas": missing}),
        subject="coverage",
    )


def _with_decision(part: Verdict, requirement: str, decisions: Decisions) -> Verdict:
    """An area that a reviewer finds met or not met, whatever was counted."""
    pair = (requirement, part.subject)
    if pair in decisions.rejected and part.state is not State.NOT_MET:
        return replace(part, state=State.NOT_MET, reason=Reason("rejected_in_review"))
    if pair in decisions.accepted and not part.met:
        return replace(part, state=State.MET, reason=Reason("accepted_in_review"))
    return part


def _used(entries: Sequence[Entry], children: Sequence[Verdict]) -> tuple[Used, ...]:
    """How many of the areas each entry serves."""
    counted: dict[str, int] = {}
    for child in children:
        for one in child.used:
            counted[one.key] = counted.get(one.key, 0) + 1
    return tuple(Used(one.key, counted[one.key]) for one in entries if one.key in counted)


def _one(
    need: CoverageNeed, reference: str, found: Sorted, wanted: EntryFilter, requirement: str
) -> Verdict:
    sure = found.covering(reference)
    possible = (
        sure
        if not found.pending
        else [*sure, *(entry for entry in found.pending if covers(entry, reference))]
    )
    wanted_hours = need.hours_for(reference)
    by_hours = wanted_hours > 0
    have = _hours(sure, wanted) if by_hours else len(sure)
    state = enough(len(sure), len(possible), need.items)
    if by_hours:
        hoped = _hours(possible, wanted) if found.pending else have
        state = every([state, enough(have, hoped, wanted_hours)])
    return _part(
        requirement,
        reference,
        state=state,
        have=have,
        need=wanted_hours if by_hours else need.items,
        unit=Unit.HOURS if by_hours else Unit.ITEMS,
        used=tuple(
            Used(one.key, worth(one, wanted) if by_hours else 1)
            for one in strongest_first(sure, need.order)
        ),
    )


def _part(
    requirement: str,
    reference: str,
    *,
    state: State,
    have: int,
    need: int,
    unit: Unit,
    used: tuple[Used, ...],
) -> Verdict:
    return Verdict(
        id=f"{requirement}.{reference}",
        kind="coverage_part",
        label={},
        state=state,
        have=have,
        need=need,
        unit=unit,
        used=used,
        subject=f"area.{reference}",
    )


def strongest_first(entries: Sequence[Entry], order: Sequence[str]) -> Sequence[Entry]:
    """Entries in the edition's order of evidence; within a sort, and without one, oldest first."""
    if not order:
        return entries
    places = {code: at for at, code in enumerate(order)}

    def place(entry: Entry) -> int:
        return min(places.get(entry.delivery or "", len(order)), places.get(entry.kind, len(order)))

    return sorted(entries, key=place)


def _hours(entries: Sequence[Entry], wanted: EntryFilter) -> int:
    return sum(worth(entry, wanted) for entry in entries)


def _split(
    need: CoverageNeed, found: Sorted, wanted: EntryFilter, requirement: str
) -> tuple[Verdict, ...]:
    """Each hour (or, where items are asked for, each entry) serves one area only."""
    by_hours = any(need.hours_for(one) for one in need.references)
    needs = {one: need.hours_for(one) if by_hours else need.items for one in need.references}
    sure = _best(_supplies(found.sure, needs, wanted, by_hours=by_hours), needs, need.need)
    hoped = (
        _best(
            _supplies([*found.sure, *found.pending], needs, wanted, by_hours=by_hours),
            needs,
            need.need,
        )
        if found.pending
        else sure
    )
    return tuple(
        _part(
            requirement,
            reference,
            state=enough(_sum(sure, reference), _sum(hoped, reference), needs[reference]),
            have=_sum(sure, reference),
            need=needs[reference],
            unit=Unit.HOURS if by_hours else Unit.ITEMS,
            used=tuple(Used(key, amount) for key, amount in sure[reference].items()),
        )
        for reference in need.references
    )


def _sum(amounts: Amounts, reference: str) -> int:
    return sum(amounts[reference].values())


def _supplies(
    entries: Sequence[Entry], needs: dict[str, int], wanted: EntryFilter, *, by_hours: bool
) -> Mapping[str, Supply]:
    by_key = {entry.key: entry for entry in entries}

    def supply(key: str) -> Supply:
        entry = by_key[key]
        hours = worth(entry, wanted) if by_hours else 1
        shares = {
            one: area_share(entry, one, hours, disjoint=True)
            if by_hours
            else int(covers(entry, one))
            for one in needs
        }
        return Supply(hours, shares)

    return OnDemand(list(by_key), supply)


def _best(supplies: Mapping[str, Supply], needs: dict[str, int], count: int) -> Amounts:
    """The best division when `count` of the areas are enough; the others get what is left."""
    if count == len(needs):
        return divide(supplies, needs)
    available = {
        one: min(need, sum(supply.shares.get(one, 0) for supply in supplies.values()))
        for one, need in needs.items()
    }

    def bound(chosen: Sequence[str]) -> tuple[bool, int]:
        most = sum(available[one] for one in chosen)
        return most == sum(needs[one] for one in chosen), most

    best: tuple[tuple[bool, int], Sequence[str]] = ((False, -1), ())
    for chosen in sorted(combinations(needs, count), key=bound, reverse=True):
        if best[0] >= bound(chosen):
            break
        division = divide(supplies, {one: needs[one] for one in chosen})
        filled = sum(_sum(division, one) for one in chosen)
        score = (filled == sum(needs[one] for one in chosen), filled)
        if score > best[0]:
            best = (score, chosen)
    first = best[1]
    order = [*first, *(one for one in needs if one not in first)]
    return divide(supplies, {one: needs[one] for one in order})
