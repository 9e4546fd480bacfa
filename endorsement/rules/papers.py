"""Judging what a person signs, hands in, holds and belongs to."""

from __future__ import annotations

from datetime import date

from endorsement.rules.circumstances import Circumstances
from endorsement.rules.criteria import HoldingNeed, MembershipNeed, Signatures, Uploads
from endorsement.rules.facts import Holding, Portfolio, Upload
from endorsement.rules.verdict import LeftOut, Reason, State, Unit, Used, Verdict, at_least
from endorsement.rules.windows import Interval, add_months, first_gap


def judge_signatures(criterion: Signatures, portfolio: Portfolio, known: Circumstances) -> Verdict:
    """Met when each document is signed in time; entry keys are document codes.

    A signature given after the cycle's last day still counts: a late renewal is signed late.
    """
    window = known.window(criterion.within, portfolio)
    signed, left_out = set(), []
    for one in sorted(portfolio.signatures, key=lambda one: (one.document, one.signed_on)):
        if one.document not in criterion.documents:
            continue
        reason = _too_early(one.signed_on, known.as_of, window)
        if reason:
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


def _too_early(on: date, as_of: date, window: Interval | None) -> Reason | None:
    if on > as_of:
        return Reason("in_future", {"on": on.isoformat()})
    if window is None:
        return Reason("event_missing")
    if on < window[0]:
        return Reason("signed_too_early", {"on": on.isoformat(), "from": window[0].isoformat()})
    return None


def judge_uploads(criterion: Uploads, portfolio: Portfolio, known: Circumstances) -> Verdict:
    """Met when each paper is there, in time and still good; entry keys are document codes."""
    window = known.window(criterion.within, portfolio)
    there, waiting, left_out = set(), set(), []
    for one in sorted(portfolio.uploads, key=lambda one: (one.document, one.dated_on)):
        if one.document not in criterion.documents:
            continue
        reason = _upload_reason(criterion, one, known.as_of, window)
        if reason is None and (criterion.id, one.document) in known.decisions.rejected:
            reason = Reason("rejected_in_review")
        if reason is None:
            there.add(one.document)
            continue
        left_out.append(LeftOut(one.document, reason))
        if reason.code == "not_yet_confirmed":
            waiting.add(one.document)
    missing = tuple(document for document in criterion.documents if document not in there)
    states = [
        State.MET
        if document in there
        else State.NOT_YET_ASSESSABLE
        if document in waiting
        else State.NOT_MET
        for document in criterion.documents
    ]
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=at_least(states, len(states)),
        have=len(there),
        need=len(criterion.documents),
        unit=Unit.DOCUMENTS,
        used=tuple(Used(document, 1) for document in criterion.documents if document in there),
        left_out=tuple(one for one in left_out if one.key not in there),
        reason=Reason("not_handed_in", {"documents": missing}) if missing else None,
    )


def _upload_reason(
    criterion: Uploads, one: Upload, as_of: date, window: Interval | None
) -> Reason | None:
    reason = _too_early(one.dated_on, as_of, window)
    if reason:
        return reason
    if one.through_on is not None and one.through_on < as_of:
        return Reason("expired", {"on": one.through_on.isoformat()})
    if one.confirmed is False:
        return Reason("not_confirmed")
    if criterion.confirmed and one.confirmed is None:
        return Reason("not_yet_confirmed")
    return None


def judge_holding(criterion: HoldingNeed, portfolio: Portfolio, known: Circumstances) -> Verdict:
    """Met by endorsements of so many of the categories, held on the day; keys are their codes."""
    used, left_out = [], []
    for one in sorted(portfolio.holdings, key=lambda one: (one.category, one.from_on)):
        if one.category not in criterion.categories:
            continue
        reason = _holding_reason(criterion, one, known.as_of)
        if reason:
            left_out.append(LeftOut(one.category, reason))
        else:
            used.append(Used(one.category, 1))
    have = min(criterion.count, len({one.key for one in used}))
    met = have >= criterion.count
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=State.MET if met else State.NOT_MET,
        have=have,
        need=criterion.count,
        unit=Unit.ENDORSEMENTS,
        used=tuple(used),
        left_out=tuple(left_out),
        reason=None if met else Reason("none_held", {"categories": criterion.categories}),
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


def judge_membership(
    criterion: MembershipNeed, portfolio: Portfolio, known: Circumstances
) -> Verdict:
    """Met by a membership on the day, or by memberships that leave no gap in the window."""
    window = known.window(criterion.through, portfolio) if criterion.through else None
    first, last = window or (known.as_of, known.as_of)
    used, left_out, spans = [], [], []
    for one in sorted(portfolio.memberships, key=lambda one: (one.organization, one.from_on)):
        if criterion.organizations and one.organization not in criterion.organizations:
            continue
        ends = min(one.through_on or last, last)
        if one.from_on > last:
            reason = Reason("in_future", {"on": one.from_on.isoformat()})
            left_out.append(LeftOut(one.organization, reason))
        elif ends < first:
            left_out.append(LeftOut(one.organization, Reason("expired", {"on": ends.isoformat()})))
        else:
            used.append(Used(one.organization, 1))
            spans.append((one.from_on, ends))
    gap = first_gap(spans, (first, last))
    state = State.NOT_MET if gap else State.MET
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=state,
        have=int(state is State.MET),
        need=1,
        unit=Unit.MEMBERSHIPS,
        used=tuple(used),
        left_out=tuple(left_out),
        reason=Reason("no_member_on", {"on": gap.isoformat()}) if gap else None,
    )
