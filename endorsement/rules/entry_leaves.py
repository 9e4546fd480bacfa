"""Judging education, work, and counts of entries, months, families, people and disciplines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from endorsement.rules.circumstances import Circumstances
from endorsement.rules.criteria import Count, Education, EntryCriterion, Measure, Work
from endorsement.rules.facts import Entry, Portfolio
from endorsement.rules.screening import Check, Screen, Sorted, out_of_time, sort_entries
from endorsement.rules.verdict import Reason, State, Unit, Used, Verdict, enough, every
from endorsement.rules.windows import ONE_DAY, Interval, add_months, months_in, whole_months

UNITS = {
    Measure.ITEMS: Unit.ITEMS,
    Measure.MONTHS: Unit.MONTHS,
    Measure.FAMILIES: Unit.FAMILIES,
    Measure.PEOPLE: Unit.PEOPLE,
    Measure.DISCIPLINES: Unit.DISCIPLINES,
}


def judge_education(criterion: Education, portfolio: Portfolio, known: Circumstances) -> Verdict:
    """Met by one finished education of the level or above and of a fitting field."""

    def fits(entry: Entry) -> Reason | None:
        if entry.last_on is None:
            return Reason("not_finished")
        if entry.level is None or entry.level.rank < criterion.level.rank:
            return Reason("level_too_low", {"needed": criterion.level.value})
        if criterion.fields and entry.field_code not in criterion.fields:
            return Reason("field_does_not_fit", {"wanted": criterion.fields})
        return None

    screen = Screen(entries=criterion.entries)
    found = sort_entries(portfolio, screen, known, criterion.id, fits)
    have = min(1, len(found.sure))
    possible = min(1, len(found.sure) + len(found.pending))
    state = enough(have, possible, 1)
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=state,
        have=have,
        need=1,
        unit=Unit.ITEMS,
        used=tuple(Used(entry.key, 1) for entry in found.sure),
        left_out=tuple(found.left_out),
        reason=None if state is State.MET else Reason("none_fits"),
    )


def judge_work(criterion: Work, portfolio: Portfolio, known: Circumstances) -> Verdict:
    """Months are the union of all fitting jobs up to the day; families add up over jobs."""

    def fits(entry: Entry) -> Reason | None:
        if criterion.paid and not entry.paid:
            return Reason("unpaid")
        if criterion.roles and not entry.roles & set(criterion.roles):
            return Reason("role_does_not_fit", {"wanted": criterion.roles})
        return None

    found, spans = _spans(criterion, portfolio, known, fits)
    within = criterion.entries.within
    used_in = spans
    if within and within.any_months:
        used_in = _best_stretch(spans, within.any_months)
    have = months_in(used_in.values())
    children = _families(criterion, [one for one in found.sure if one.key in used_in])
    own = enough(have, have, criterion.months)
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=every([own, *(child.state for child in children)]),
        have=have,
        need=criterion.months,
        unit=Unit.MONTHS,
        used=tuple(Used(key, months_in([span])) for key, span in used_in.items()),
        left_out=tuple(found.left_out),
        children=children,
        reason=None if own is State.MET else Reason("short"),
    )


def _spans(
    criterion: EntryCriterion, portfolio: Portfolio, known: Circumstances, *checks: Check
) -> tuple[Sorted, dict[str, Interval]]:
    """Entries that last, each with the part of it that lies in the window.

    Something counts for the part of it inside, so only what lies wholly outside is left out.
    """
    window = known.window(criterion.entries.within, portfolio)

    def in_time(entry: Entry) -> Reason | None:
        if window is None:
            return out_of_time(entry.first_on, known.as_of, window)
        first, last = window
        inside = entry.first_on <= last and _end(entry, last) >= first
        if entry.first_on <= known.as_of and first <= last and inside:
            return None
        ahead = entry.first_on > last
        return out_of_time(entry.first_on if ahead else entry.dated_on, known.as_of, window)

    found = sort_entries(
        portfolio,
        Screen(entries=criterion.entries),
        known,
        criterion.id,
        *checks,
        timing=in_time,
    )
    if window is None:
        return found, {}
    first, last = window
    spans = {
        entry.key: (max(first, entry.first_on), min(last, _end(entry, last)))
        for entry in found.sure
    }
    return found, spans


def _end(entry: Entry, last: date) -> date:
    return entry.last_on or last


def _best_stretch(spans: dict[str, Interval], months: int) -> dict[str, Interval]:
    """What lies in the stretch of so many months that holds most; the earliest of equal ones."""
    best: dict[str, Interval] = {}
    for start in sorted({first for first, _ in spans.values()}):
        last = add_months(start, months) - ONE_DAY
        inside = {
            key: (max(start, begins), min(last, ends))
            for key, (begins, ends) in spans.items()
            if begins <= last and ends >= start
        }
        if months_in(inside.values()) > months_in(best.values()):
            best = inside
    return best


def _families(criterion: Work, entries: Sequence[Entry]) -> tuple[Verdict, ...]:
    if not criterion.families:
        return ()
    have = sum(entry.families or 0 for entry in entries)
    state = enough(have, have, criterion.families)
    part = Verdict(
        id=f"{criterion.id}.families",
        kind="quota",
        label={},
        state=state,
        have=have,
        need=criterion.families,
        unit=Unit.FAMILIES,
        used=tuple(Used(entry.key, entry.families) for entry in entries if entry.families),
        reason=None if state is State.MET else Reason("short"),
        subject="families",
    )
    return (part,)


def judge_count(criterion: Count, portfolio: Portfolio, known: Circumstances) -> Verdict:
    """People and disciplines are counted once each, months as their union; the rest adds up."""
    if criterion.measure is Measure.MONTHS:
        found, spans = _spans(criterion, portfolio, known)
        have = hoped = months_in(spans.values())
        amounts = {key: months_in([span]) for key, span in spans.items()}
    else:
        found = sort_entries(
            portfolio,
            Screen(entries=criterion.entries),
            known,
            criterion.id,
            relevant=lambda entry: _has(criterion.measure, entry),
        )
        have = _counted(criterion.measure, found.sure)
        hoped = _counted(criterion.measure, [*found.sure, *found.pending])
        amounts = {entry.key: _counted(criterion.measure, [entry]) for entry in found.sure}
    if criterion.most is not None:
        have, hoped = min(have, criterion.most), min(hoped, criterion.most)
    children = _spread(criterion, found.sure)
    own = enough(have, hoped, criterion.need)
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=every([own, *(child.state for child in children)]),
        have=have,
        need=criterion.need,
        unit=UNITS[criterion.measure],
        used=tuple(Used(key, amount) for key, amount in amounts.items() if amount),
        left_out=tuple(found.left_out),
        children=children,
        reason=None if own is State.MET else Reason("short"),
    )


def _has(measure: Measure, entry: Entry) -> bool:
    return _counted(measure, [entry]) > 0


def _counted(measure: Measure, entries: Sequence[Entry]) -> int:
    match measure:
        case Measure.FAMILIES:
            return sum(entry.families or 0 for entry in entries)
        case Measure.PEOPLE:
            return len({one for entry in entries for one in entry.people})
        case Measure.DISCIPLINES:
            return len({one for entry in entries for one in entry.disciplines})
    return len(entries)


def _spread(criterion: Count, entries: Sequence[Entry]) -> tuple[Verdict, ...]:
    if criterion.spread is None or not criterion.spread.at_least:
        return ()
    days = [entry.dated_on for entry in entries]
    have = whole_months((min(days), max(days)))[0] if days else 0
    state = enough(have, have, criterion.spread.at_least)
    part = Verdict(
        id=f"{criterion.id}.spread",
        kind="quota",
        label={},
        state=state,
        have=have,
        need=criterion.spread.at_least,
        unit=Unit.MONTHS,
        reason=None if state is State.MET else Reason("short"),
        subject="spread",
    )
    return (part,)
