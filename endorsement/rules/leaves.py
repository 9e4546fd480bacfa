"""Judging education, work, signatures and endorsements held."""

from __future__ import annotations

from datetime import date

from endorsement.rules.criteria import Education, HoldingNeed, Signatures, Work
from endorsement.rules.facts import Entry, Holding, Portfolio
from endorsement.rules.screening import Circumstances, out_of_time, sort_entries
from endorsement.rules.verdict import LeftOut, Reason, State, Unit, Used, Verdict, enough, every
from endorsement.rules.windows import add_months, months_in


def judge_education(
    criterion: Education, portfolio: Portfolio, circumstances: Circumstances
) -> Verdict:
    """Met by one finished education of the level or above and of a fitting field."""

    def fits(entry: Entry) -> Reason | None:
        if entry.last_on is None:
            return Reason("not_finished")
        if entry.level is None or entry.level.rank < criterion.level.rank:
            return Reason("level_too_low", {"needed": criterion.level.value})
        if criterion.fields and entry.field_code not in criterion.fields:
            return Reason("field_does_not_fit", {"fields": criterion.fields})
        return None

    found = sort_entries(portfolio, criterion.entries, circumstances, criterion.id, fits)
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


def judge_work(criterion: Work, portfolio: Portfolio, circumstances: Circumstances) -> Verdict:
    """Months are the union of all fitting jobs up to the day; families add up over jobs."""
    first, last = circumstances.window(criterion.entries.within)

    def in_time(entry: Entry) -> Reason | None:
        # A job counts for the part of it that lies in the window, so only a job without one fails.
        if entry.first_on <= circumstances.as_of and _end(entry, last) >= first:
            return None
        on = entry.first_on if entry.first_on > circumstances.as_of else entry.dated_on
        return out_of_time(on, circumstances, criterion.entries.within)

    def fits(entry: Entry) -> Reason | None:
        if criterion.paid and not entry.paid:
            return Reason("unpaid")
        if criterion.roles and not entry.roles & set(criterion.roles):
            return Reason("role_does_not_fit", {"roles": criterion.roles})
        return None

    found = sort_entries(
        portfolio, criterion.entries, circumstances, criterion.id, fits, timing=in_time
    )
    spans = {
        entry.key: (max(first, entry.first_on), min(last, _end(entry, last)))
        for entry in found.sure
    }
    have = months_in(spans.values())
    children = _families(criterion, found.sure)
    own = enough(have, have, criterion.months)
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=every([own, *(child.state for child in children)]),
        have=have,
        need=criterion.months,
        unit=Unit.MONTHS,
        used=tuple(Used(key, months_in([span])) for key, span in spans.items()),
        left_out=tuple(found.left_out),
        children=children,
        reason=None if own is State.MET else Reason("short"),
    )


def _end(entry: Entry, last: date) -> date:
    return entry.last_on or last


def _families(criterion: Work, entries: list[Entry]) -> tuple[Verdict, ...]:
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


def judge_signatures(
    criterion: Signatures, portfolio: Portfolio, circumstances: Circumstances
) -> Verdict:
    """Met when each document is signed in time; entry keys are document codes.

    A signature given after the cycle's last day still counts: a late renewal is signed late.
    """
    first, _ = circumstances.window(criterion.within)
    signed, left_out = set(), []
    for one in sorted(portfolio.signatures, key=lambda one: (one.document, one.signed_on)):
        if one.document not in criterion.documents:
            continue
        params = {"on": one.signed_on.isoformat()}
        if one.signed_on > circumstances.as_of:
            left_out.append(LeftOut(one.document, Reason("in_future", params)))
        elif one.signed_on < first:
            reason = Reason("signed_too_early", {**params, "from": first.isoformat()})
            left_out.append(LeftOut(one.document, reason))
        else:
            signed.add(one.document)
    missing = tuple(document for document in criterion.documents if document not in signed)
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=State.NOT_MET if missing else State.MET,
        have=len(signed),
        need=len(criterion.documents),
        unit=Unit.DOCUMENTS,
        used=tuple(Used(document, 1) for document in criterion.documents if document in signed),
        left_out=tuple(one for one in left_out if one.key not in signed),
        reason=Reason("unsigned", {"documents": missing}) if missing else None,
    )


def judge_holding(
    criterion: HoldingNeed, portfolio: Portfolio, circumstances: Circumstances
) -> Verdict:
    """Met by one endorsement of the categories, held on the day; keys are category codes."""
    used, left_out = [], []
    for one in sorted(portfolio.holdings, key=lambda one: (one.category, one.from_on)):
        if one.category not in criterion.categories:
            continue
        reason = _holding_reason(criterion, one, circumstances.as_of)
        if reason:
            left_out.append(LeftOut(one.category, reason))
        else:
            used.append(Used(one.category, 1))
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=State.MET if used else State.NOT_MET,
        have=min(1, len(used)),
        need=1,
        unit=Unit.ENDORSEMENTS,
        used=tuple(used),
        left_out=tuple(left_out),
        reason=None if used else Reason("none_held", {"categories": criterion.categories}),
    )


def _holding_reason(criterion: HoldingNeed, one: Holding, as_of: date) -> Reason | None:
    if one.from_on > as_of:
        return Reason("in_future", {"on": one.from_on.isoformat()})
    if one.through_on is not None and one.through_on < as_of:
        return Reason("expired", {"on": one.through_on.isoformat()})
    if one.state not in criterion.states:
        return Reason("state_does_not_count", {"state": one.state.value})
    if add_months(one.from_on, criterion.months) > as_of:
        return Reason("held_too_short", {"months": criterion.months})
    return None
