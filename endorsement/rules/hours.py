"""Judging hours: a total, minimums inside it, coverage, limits, spread, sources.

The total counts whole hours once. Overlapping minimums each count on their own; disjoint ones share
the hours, divided as well as possible. A limit holds for the total and for every minimum. Where a
stretch of time or a main provider has to be chosen, every choice is tried and the best one kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from endorsement.rules.choices import Choice, choices, from_main, main_need
from endorsement.rules.circumstances import Circumstances, Decisions, true_of
from endorsement.rules.coverage import coverage_verdict
from endorsement.rules.criteria import CoverageNeed, Hours, Supervision
from endorsement.rules.division import Division, divided
from endorsement.rules.facts import Entry, Portfolio
from endorsement.rules.screening import Screen, Sorted, sort_entries
from endorsement.rules.terms import Part, Terms, terms_of
from endorsement.rules.verdict import LeftOut, Reason, State, Unit, Used, Verdict, enough, every
from endorsement.rules.windows import whole_months

Score = tuple[bool, int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """One way to count: the choice, the division of its hours, and how far each need is met."""

    choice: Choice
    division: Division
    months: int
    main: int
    covered: int = 0


def judge_hours(criterion: Hours, portfolio: Portfolio, known: Circumstances) -> Verdict:
    """Judge an hours or supervision requirement; amounts are hundredths of a clock hour."""
    terms = terms_of(criterion, portfolio, known)
    found = screened(criterion, terms, portfolio, known)
    if terms.need == 0:
        return _nothing_due(criterion)
    terms = replace(terms, allowed=known.sure.get(criterion.id))
    sure = hoped = best_plan(criterion, terms, found.sure)
    same = known.hoped.get(criterion.id) is known.sure.get(criterion.id)
    if found.pending or not same:
        hoped_terms = replace(terms, allowed=known.hoped.get(criterion.id))
        hoped = best_plan(criterion, hoped_terms, _in_order(found))
    children = _children(criterion, terms, found, sure, hoped, known.decisions)
    own = enough(sure.division.have, hoped.division.have, terms.need)
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=every([own, *(child.state for child in children)]),
        have=sure.division.have,
        need=terms.need,
        unit=Unit.HOURS,
        used=tuple(Used(key, amount) for key, amount in sure.division.counted.items()),
        left_out=(
            *found.left_out,
            *_spent(found, terms),
            *_not_chosen(found, sure.choice, terms),
            *_over(terms, sure),
        ),
        children=children,
        reason=_reason(own),
    )


def screened(criterion: Hours, terms: Terms, portfolio: Portfolio, known: Circumstances) -> Sorted:
    """The entries of the requirement's kinds, sorted by whether they count.

    Categories often ask for the same kinds in the same way, so the answer is kept with the facts.
    """
    screen = _screen(criterion, portfolio, known)

    def find() -> Sorted:
        return sort_entries(
            portfolio,
            screen,
            known,
            criterion.id,
            relevant=lambda entry: terms.asked(entry) > 0,
        )

    if known.decisions.about_entries:
        return find()
    key = ("hours", screen, terms.topic, known.as_of, known.period)
    if key not in portfolio.memory:
        portfolio.memory[key] = find()
    found: Sorted = portfolio.memory[key]
    return found


def _screen(criterion: Hours, portfolio: Portfolio, known: Circumstances) -> Screen:
    if not isinstance(criterion, Supervision):
        return Screen(entries=criterion.entries)
    peers = criterion.peers_count or (
        criterion.peers_when is not None and true_of(criterion.peers_when, portfolio, known)
    )
    return Screen(entries=criterion.entries, providers=criterion.providers, peers=peers)


def _in_order(found: Sorted) -> list[Entry]:
    return sorted([*found.sure, *found.pending], key=lambda one: (one.dated_on, one.key))


def _nothing_due(criterion: Hours) -> Verdict:
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=State.MET,
        have=0,
        need=0,
        unit=Unit.HOURS,
        reason=Reason("nothing_due"),
    )


def _reason(state: State) -> Reason | None:
    if state is State.MET:
        return None
    return Reason("open" if state is State.NOT_YET_ASSESSABLE else "short")


def best_plan(criterion: Hours, terms: Terms, entries: Sequence[Entry]) -> Plan:
    """The plan that meets most; of equal ones the earliest."""
    best: tuple[Score, Plan] | None = None
    for choice in choices(criterion, entries):
        if best and (best[0][0] or _bound(criterion, terms, choice) < best[0][:2]):
            continue
        plan = _plan(criterion, terms, choice)
        if criterion.coverage and (choice.stretch or choice.main is not None):
            inside = Sorted([*choice.entries], [], [])
            covered = _coverage(criterion, criterion.coverage, inside, Decisions()).have
            plan = replace(plan, covered=covered)
        score = score_of(criterion, terms, plan)
        if best is None or score > best[0]:
            best = (score, plan)
    return best[1] if best else _plan(criterion, terms, Choice(()))


def _plan(criterion: Hours, terms: Terms, choice: Choice) -> Plan:
    division = divided(
        terms,
        choice.entries,
        from_main=from_main(choice),
        main_need=main_need_of(criterion, terms) if choice.main is not None else 0,
    )
    days = [entry.dated_on for entry in choice.entries if entry.key in division.counted]
    main = sum(division.counted.get(key, 0) for key in from_main(choice))
    months = whole_months((min(days), max(days)))[0] if days else 0
    return Plan(choice, division, months, main)


def main_need_of(criterion: Hours, terms: Terms) -> int:
    """How many hours must come from one provider, whoever it is."""
    if isinstance(criterion, Supervision) and criterion.sources:
        return main_need(terms.need, criterion.sources.percent)
    return 0


def _bound(criterion: Hours, terms: Terms, choice: Choice) -> tuple[bool, int]:
    """No plan of this choice can score higher."""
    total = sum(terms.amount(entry) for entry in choice.entries)
    most = whole_need(criterion, terms)
    return total >= terms.need, most - max(0, terms.need - total)


def whole_need(criterion: Hours, terms: Terms) -> int:
    """All that is needed: the total, every part, and what must come from one provider."""
    parts = sum(part.need for _disjoint, listed in terms.sets for part in listed)
    return terms.need + parts + main_need_of(criterion, terms)


def filled(criterion: Hours, terms: Terms, plan: Plan) -> int:
    """How far a plan meets all that is needed: the sum of min(have, need)."""
    return score_of(criterion, terms, plan)[1]


def score_of(criterion: Hours, terms: Terms, plan: Plan) -> Score:
    pairs = [(plan.division.have, terms.need)]
    pairs += [(plan.division.part(part), part.need) for part in plan.division.parts]
    if isinstance(criterion, Supervision) and criterion.sources:
        pairs.append((plan.main, main_need_of(criterion, terms)))
    filled = tuple(min(have, need) for have, need in pairs)
    whole = all(have >= need for have, need in pairs)
    spread = criterion.spread.at_least if criterion.spread else 0
    chosen = plan.choice.stretch or plan.choice.main is not None
    areas = criterion.coverage.need if criterion.coverage and chosen else 0
    whole = whole and plan.months >= spread and plan.covered >= areas
    return whole, sum(filled), (plan.covered, min(plan.months, spread), *filled)


def _spent(found: Sorted, terms: Terms) -> list[LeftOut]:
    """What other requirements count."""
    if terms.allowed is None:
        return []
    amounts = [(entry.key, terms.asked(entry) - terms.amount(entry)) for entry in found.sure]
    reason = Reason("spent_elsewhere")
    return [LeftOut(key, reason, amount) for key, amount in amounts if amount > 0]


def _not_chosen(found: Sorted, choice: Choice, terms: Terms) -> list[LeftOut]:
    if choice.entries is found.sure:
        return []
    chosen = {entry.key for entry in choice.entries}
    left = []
    for entry in found.sure:
        if entry.key in chosen or not terms.amount(entry):
            continue
        reason = Reason("other_source")
        if choice.stretch and not choice.stretch[0] <= entry.dated_on <= choice.stretch[1]:
            first, last = choice.stretch
            params = {"from": first.isoformat(), "through": last.isoformat()}
            reason = Reason("outside_best_window", params)
        left.append(LeftOut(entry.key, reason, terms.amount(entry)))
    return left


def _over(terms: Terms, plan: Plan) -> list[LeftOut]:
    return [
        LeftOut(
            key,
            Reason("over_cap", {"limit": limit[1], "most_hours": terms.caps[limit]})
            if limit
            else Reason("over_most", {"most_hours": terms.most or 0}),
            amount,
        )
        for key, limit, amount in plan.division.over
    ]


def _children(
    criterion: Hours,
    terms: Terms,
    found: Sorted,
    sure: Plan,
    hoped: Plan,
    decisions: Decisions,
) -> tuple[Verdict, ...]:
    parts = [_part(criterion, part, sure, hoped) for part in sure.division.parts]
    if isinstance(criterion, Supervision) and criterion.sources:
        need = main_need_of(criterion, terms)
        parts.append(_quantity(criterion, "main_provider", sure.main, hoped.main, need, Unit.HOURS))
    if criterion.spread and criterion.spread.at_least:
        least = criterion.spread.at_least
        parts.append(_quantity(criterion, "spread", sure.months, hoped.months, least, Unit.MONTHS))
    if criterion.coverage:
        whole = sure.choice.entries is found.sure
        chosen = (
            found if whole else Sorted(list(sure.choice.entries), found.pending, found.left_out)
        )
        parts.append(_coverage(criterion, criterion.coverage, chosen, decisions))
    return tuple(parts)


def _coverage(
    criterion: Hours, need: CoverageNeed, chosen: Sorted, decisions: Decisions
) -> Verdict:
    return coverage_verdict(
        need,
        chosen,
        criterion.entries,
        requirement=f"{criterion.id}.coverage",
        label={},
        decided=(criterion.id, decisions),
    )


def _part(criterion: Hours, part: Part, sure: Plan, hoped: Plan) -> Verdict:
    have = sure.division.part(part)
    state = enough(have, hoped.division.part(part), part.need)
    return Verdict(
        id=f"{criterion.id}.{part.subject}",
        kind="quota",
        label={},
        state=state,
        have=have,
        need=part.need,
        unit=Unit.HOURS,
        used=tuple(Used(key, amount) for key, amount in sure.division.parts[part].items()),
        reason=_reason(state),
        subject=part.subject,
    )


def _quantity(
    criterion: Hours, subject: str, have: int, possible: int, need: int, unit: Unit
) -> Verdict:
    state = enough(have, possible, need)
    return Verdict(
        id=f"{criterion.id}.{subject}",
        kind="quota",
        label={},
        state=state,
        have=have,
        need=need,
        unit=unit,
        reason=_reason(state),
        subject=subject,
    )
