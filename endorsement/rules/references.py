"""Judging references: which ratings are valid, and which rating fills which slot.

One rating fills one slot. Ratings by endorsed or vetted people are placed first; placing another
may move a rating to a different slot but never out of the set, so both the number of filled slots
and the number of endorsed or vetted raters among them are the greatest possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from endorsement.rules.circumstances import Circumstances
from endorsement.rules.criteria import References, Slot
from endorsement.rules.facts import Portfolio, Reference
from endorsement.rules.verdict import LeftOut, Reason, State, Unit, Used, Verdict, enough, every
from endorsement.rules.windows import add_months, window_start

USUAL_MOST_NOT_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """What keeps a rating from counting anywhere: the mildest of several requirements decides.

    `valid_months` None: a rating never grows old.
    """

    most_not_enough: int = USUAL_MOST_NOT_ENOUGH
    valid_months: int | None = None

    def void(self, not_enough: int | None) -> bool:
        """Too many answers say "not enough information"."""
        return (not_enough or 0) > self.most_not_enough

    def good_through(self, completed_on: date) -> date | None:
        """The last day on which the rating counts; None for ever."""
        if not self.valid_months:
            return None
        day = add_months(completed_on, self.valid_months)
        # The end of a short month is the clamped day of several: go back to one that counts.
        while window_start(day, self.valid_months) > completed_on:
            day -= timedelta(days=1)
        return day


def limits_of(criteria: Iterable[References]) -> Limits:
    """The limits of several requirements taken together; as usual when there are none."""
    found = list(criteria)
    if not found:
        return Limits()
    months = [one.valid_months for one in found]
    return Limits(
        most_not_enough=max(one.most_not_enough_information for one in found),
        valid_months=None if None in months else max(month for month in months if month),
    )


Trust = Callable[[Reference], bool]


def judge_references(
    criterion: References, portfolio: Portfolio, circumstances: Circumstances
) -> Verdict:
    """Judge a references requirement; `have` is the number of slots that are filled."""
    valid: list[Reference] = []
    left_out: list[LeftOut] = []
    for one in sorted(portfolio.references, key=lambda one: one.key):
        reason = _invalid(criterion, one, circumstances)
        if reason:
            left_out.append(LeftOut(one.key, reason))
        else:
            valid.append(one)
    seats = [slot for slot in criterion.slots for _ in range(slot.count)]
    on = circumstances.as_of
    placed = _place(valid, seats, _trusts(criterion, on, trust_open=False))
    hoped = _place(valid, seats, _trusts(criterion, on, trust_open=True))
    left_out += [_unplaced(one, seats) for one in valid if one not in placed.values()]
    children = (
        *(_slot(criterion, at, placed) for at in range(len(criterion.slots))),
        *_trusted(criterion, placed, hoped, on),
    )
    own = State.MET if len(placed) == len(seats) else State.NOT_MET
    return Verdict(
        id=criterion.id,
        kind=criterion.kind,
        label=criterion.label,
        state=every([own, *(child.state for child in children)]),
        have=len(placed),
        need=len(seats),
        unit=Unit.REFERENCES,
        used=tuple(Used(key, 1) for key in sorted(one.key for one in placed.values())),
        left_out=tuple(left_out),
        children=children,
        reason=None if own is State.MET else Reason("short"),
    )


def _invalid(criterion: References, one: Reference, circumstances: Circumstances) -> Reason | None:
    if one.completed_on is None:
        return Reason("awaited")
    on = one.completed_on.isoformat()
    if one.completed_on > circumstances.as_of:
        return Reason("in_future", {"on": on})
    if (criterion.id, one.key) in circumstances.decisions.rejected:
        return Reason("rejected_in_review")
    most = criterion.most_not_enough_information
    if one.not_enough_information > most:
        count = one.not_enough_information
        return Reason("void_not_enough_information", {"count": count, "most": most})
    months = criterion.valid_months
    if months and one.completed_on < window_start(circumstances.as_of, months):
        return Reason("expired", {"on": on, "months": months})
    if criterion.waiver and one.waived is None:
        return Reason("waiver_open")
    if criterion.recommendations and one.recommendation not in criterion.recommendations:
        return Reason("not_recommended")
    return None


def _trusts(criterion: References, on: date, *, trust_open: bool) -> Trust:
    """Endorsed (in one of the categories, if some are named), or vetted where that counts.

    `trust_open`: with those about whom nobody has decided yet.
    """

    def trusts(one: Reference) -> bool:
        vetted = one.vetted(on)
        if criterion.vetted_count and (trust_open if vetted is None else vetted):
            return True
        if criterion.categories:
            return bool(one.rater_categories & set(criterion.categories))
        return one.rater_endorsed or bool(one.rater_categories)

    return trusts


def _place(
    valid: Sequence[Reference], seats: Sequence[Slot], trusts: Trust
) -> dict[int, Reference]:
    """Seat number -> rating, a largest assignment found by augmenting paths."""
    placed: dict[int, Reference] = {}

    def seat(one: Reference, tried: set[int]) -> bool:
        for at, slot in enumerate(seats):
            if one.role not in slot.roles or at in tried:
                continue
            tried.add(at)
            if at not in placed or seat(placed[at], tried):
                placed[at] = one
                return True
        return False

    for one in sorted(valid, key=lambda one: (not trusts(one), one.key)):
        seat(one, set())
    return placed


def _unplaced(one: Reference, seats: Sequence[Slot]) -> LeftOut:
    fits = any(one.role in slot.roles for slot in seats)
    return LeftOut(one.key, Reason("not_needed" if fits else "role_does_not_fit"))


def _slot(criterion: References, at: int, placed: dict[int, Reference]) -> Verdict:
    slot = criterion.slots[at]
    before = sum(earlier.count for earlier in criterion.slots[:at])
    filled = [placed[seat] for seat in range(before, before + slot.count) if seat in placed]
    state = enough(len(filled), len(filled), slot.count)
    return Verdict(
        id=f"{criterion.id}.slot.{at + 1}",
        kind="slot",
        label={},
        state=state,
        have=len(filled),
        need=slot.count,
        unit=Unit.REFERENCES,
        used=tuple(Used(one.key, 1) for one in filled),
        reason=None if state is State.MET else Reason("short"),
        subject=f"roles.{','.join(slot.roles)}",
    )


def _trusted(
    criterion: References, placed: dict[int, Reference], hoped: dict[int, Reference], on: date
) -> tuple[Verdict, ...]:
    need = criterion.endorsed_or_vetted
    if not need:
        return ()
    trusted = list(filter(_trusts(criterion, on, trust_open=False), placed.values()))
    possible = list(filter(_trusts(criterion, on, trust_open=True), hoped.values()))
    ended = (
        []
        if not criterion.vetted_count
        else [one for one in placed.values() if one not in trusted and one.vetting_ended(on)]
    )
    state = enough(len(trusted), len(possible), need)
    part = Verdict(
        id=f"{criterion.id}.endorsed_or_vetted",
        kind="quota",
        label={},
        state=state,
        have=len(trusted),
        need=need,
        unit=Unit.REFERENCES,
        used=tuple(Used(key, 1) for key in sorted(one.key for one in trusted)),
        left_out=tuple(
            LeftOut(one.key, Reason("vetting_ended", {"on": str(one.rater_vetted_through)}))
            for one in sorted(ended, key=lambda one: one.key)
        ),
        reason=None if state is State.MET else Reason(_shortage(state)),
        subject="endorsed_or_vetted",
    )
    return (part,)


def _shortage(state: State) -> str:
    return "vetting_open" if state is State.NOT_YET_ASSESSABLE else "short"
