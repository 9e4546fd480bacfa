"""Judging hours: a total, minimums inside it, coverage, limits.

The total counts whole hours once. Overlapping minimums each count on their own; disjoint ones share
the hours, divided as well as possible. A limit holds for the total and for every minimum.
"""

from __future__ import annotations

from collections.abc import Sequence

from endorsement.rules.allocation import Supply, divide
from endorsement.rules.coverage import coverage_verdict
from endorsement.rules.criteria import Caps, Dimension, Hours, Quotas, Supervision
from endorsement.rules.facts import Entry, Hundredths, Portfolio, covers
from endorsement.rules.screening import Circumstances, Sorted, provider_check, sort_entries
from endorsement.rules.verdict import LeftOut, Reason, State, Unit, Used, Verdict, enough, every


def judge_hours(criterion: Hours, portfolio: Portfolio, circumstances: Circumstances) -> Verdict:
    """Judge an hours or supervision requirement; amounts are hundredths of a clock hour."""
    checks = []
    if isinstance(criterion, Supervision):
        checks.append(provider_check(criterion.providers, criterion.peers_count))
    found = sort_entries(
        portfolio,
        criterion.entries,
        circumstances,
        criterion.id,
        *checks,
        relevant=lambda entry: _amount(criterion, entry) > 0,
    )
    used, over = _counted(criterion, found.sure)
    possible, _ = _counted(criterion, [*found.sure, *found.pending])
    children = _children(criterion, found)
    have = _sum(used)
    own = enough(have, _sum(possible), criterion.need)
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=every([own, *(child.state for child in children)]),
        have=have,
        need=criterion.need,
        unit=Unit.HOURS,
        used=used,
        left_out=(*found.left_out, *over),
        children=children,
        reason=_reason(own),
    )


def _reason(state: State) -> Reason | None:
    if state is State.MET:
        return None
    return Reason("open" if state is State.NOT_YET_ASSESSABLE else "short")


def _sum(used: Sequence[Used]) -> Hundredths:
    return sum(one.amount for one in used)


def _amount(criterion: Hours, entry: Entry) -> Hundredths:
    if criterion.topic:
        return min(entry.hours or 0, entry.topics.get(criterion.topic, 0))
    return entry.hours or 0


def _counted(
    criterion: Hours, entries: Sequence[Entry]
) -> tuple[tuple[Used, ...], tuple[LeftOut, ...]]:
    """What counts toward the total, and what exceeds a limit; the oldest hours count first."""
    room = dict(criterion.caps.maximums) if criterion.caps else {}
    used: list[Used] = []
    over: list[LeftOut] = []
    for entry in entries:
        amount = _amount(criterion, entry)
        limit = _limit(criterion.caps, entry)
        taken = min(amount, room[limit]) if limit else amount
        if limit:
            room[limit] -= taken
        if taken:
            used.append(Used(entry.key, taken))
        if taken < amount:
            reason = Reason(
                "over_cap", {"limit": limit, "most_hours": _most(criterion.caps, limit)}
            )
            over.append(LeftOut(entry.key, reason, amount - taken))
    return tuple(used), tuple(over)


def _limit(caps: Caps | None, entry: Entry) -> str:
    """The limit an entry falls under, or an empty string."""
    value = value_of(entry, caps.dimension) if caps else ""
    return value if caps and value in caps.maximums else ""


def _most(caps: Caps | None, limit: str) -> Hundredths:
    return caps.maximums[limit] if caps else 0


def value_of(entry: Entry, dimension: Dimension) -> str:
    """The one value an entry has in a dimension, or an empty string."""
    values: dict[Dimension, str | None] = {
        Dimension.KIND: entry.kind,
        Dimension.FORMAT: entry.format,
        Dimension.FOCUS: entry.focus,
        Dimension.DELIVERY: entry.delivery,
        Dimension.MODE: entry.mode,
    }
    return str(values.get(dimension) or "")


def share(entry: Entry, dimension: Dimension, code: str, *, disjoint: bool) -> Hundredths:
    """How many of an entry's hours could serve a quota.

    Over areas, a stated split binds where hours must be divided; an entry without one may be
    divided freely over the areas it covers.
    """
    hours = entry.hours or 0
    if dimension is Dimension.TOPIC:
        return min(hours, entry.topics.get(code, 0))
    if dimension is Dimension.AREA:
        if disjoint and entry.split:
            return min(hours, entry.split.get(code, 0))
        return hours if covers(entry, code) else 0
    return hours if value_of(entry, dimension) == code else 0


def _children(criterion: Hours, found: Sorted) -> tuple[Verdict, ...]:
    parts = [part for quotas in criterion.quotas for part in _quota_parts(criterion, quotas, found)]
    if criterion.coverage:
        part = f"{criterion.id}.coverage"
        parts.append(coverage_verdict(criterion.coverage, found, requirement=part, label={}))
    return tuple(parts)


def _quota_parts(criterion: Hours, quotas: Quotas, found: Sorted) -> list[Verdict]:
    sure = _allocate(criterion, quotas, found.sure)
    possible = _allocate(criterion, quotas, [*found.sure, *found.pending])
    parts = []
    for code, need in quotas.minimums.items():
        have = sum(sure[code].values())
        state = enough(have, sum(possible[code].values()), need)
        part = Verdict(
            id=f"{criterion.id}.{quotas.dimension}.{code}",
            kind="quota",
            label={},
            state=state,
            have=have,
            need=need,
            unit=Unit.HOURS,
            used=tuple(Used(key, amount) for key, amount in sure[code].items()),
            reason=_reason(state),
            subject=f"{quotas.dimension}.{code}",
        )
        parts.append(part)
    return parts


def _allocate(
    criterion: Hours, quotas: Quotas, entries: Sequence[Entry]
) -> dict[str, dict[str, Hundredths]]:
    limits = dict(criterion.caps.maximums) if criterion.caps else {}
    supplies = {
        entry.key: Supply(
            entry.hours or 0,
            {
                code: share(entry, quotas.dimension, code, disjoint=quotas.disjoint)
                for code in quotas.minimums
            },
            _limit(criterion.caps, entry),
        )
        for entry in entries
    }
    if quotas.disjoint:
        return divide(supplies, quotas.minimums, limits)
    everything = sum(supply.amount for supply in supplies.values())
    return {code: divide(supplies, {code: everything}, limits)[code] for code in quotas.minimums}
