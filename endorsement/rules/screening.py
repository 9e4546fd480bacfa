"""Which entries may count, and the reason why each of the others may not.

An open question (nobody has decided yet about a provider or a training) is not a no: such entries
are kept apart as pending, so that a verdict can say "not yet assessable".
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from endorsement.rules.circumstances import Circumstances, Decisions, Tenure
from endorsement.rules.criteria import Accrual, EntryFilter, ProviderRule, Window
from endorsement.rules.facts import (
    Entry,
    Kind,
    Portfolio,
    Standing,
    Verification,
    area_of,
)
from endorsement.rules.sorts import is_of, worth
from endorsement.rules.verdict import LeftOut, Reason
from endorsement.rules.windows import Interval, first_gap

__all__ = ["Circumstances", "Decisions", "Screen", "Sorted", "Tenure", "sort_entries"]

OPEN_REASONS = frozenset({"not_yet_accepted", "provider_unknown", "vetting_open"})
"""Reasons that somebody's decision can still turn into a yes."""

FINAL_REASONS = frozenset({"draft", "in_future"})
"""Reasons that no reviewer can set aside."""

Check = Callable[[Entry], Reason | None]


@dataclass(frozen=True, kw_only=True)
class Screen:
    """Which entries are looked at and how. `providers` None: nobody asks who gave them."""

    entries: EntryFilter
    providers: tuple[ProviderRule, ...] | None = None
    peers: bool = False


@dataclass(slots=True)
class Sorted:
    """Entries that count, entries that may yet count, and what was left out; oldest first."""

    sure: list[Entry]
    pending: list[Entry]
    left_out: list[LeftOut]
    _index: dict[str, list[Entry]] | None = field(default=None, repr=False)

    def covering(self, reference: str) -> list[Entry]:
        """Entries that count and cover an area or a competency."""
        if self._index is None:
            self._index = by_reference(self.sure)
        return self._index.get(reference, [])


def by_reference(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Entries by every area and competency they cover."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for reference in references_of(entry):
            found.setdefault(reference, []).append(entry)
    return found


def references_of(entry: Entry) -> frozenset[str]:
    """Every area and competency an entry covers."""
    return _with_areas(entry.covers, tuple(entry.split))


@lru_cache(maxsize=10_000)
def _with_areas(covers: frozenset[str], split: tuple[str, ...]) -> frozenset[str]:
    """Kept, because entries cover few different things, whoever they belong to."""
    mentioned = covers.union(split)
    return mentioned | {area_of(one) for one in mentioned}


Answers = list[tuple[Entry, Reason | None]]


def sort_entries(
    portfolio: Portfolio,
    screen: Screen,
    known: Circumstances,
    requirement: str,
    *checks: Check,
    relevant: Callable[[Entry], bool] | None = None,
    timing: Check | None = None,
) -> Sorted:
    """Sort entries of the wanted kinds, oldest first; others are not mentioned at all.

    `timing` replaces the usual test that an entry's day lies in the window.
    """
    if checks or timing:
        answers = _answers(portfolio, screen, known, checks, timing)
    else:
        answers = _kept_answers(portfolio, screen, known)
    decided = known.decisions.about_entries
    found = Sorted([], [], [])
    for entry, found_reason in answers:
        if relevant and not relevant(entry):
            continue
        reason = (
            _decided(entry, found_reason, known.decisions, requirement) if decided else found_reason
        )
        if reason is None:
            found.sure.append(entry)
            continue
        found.left_out.append(LeftOut(entry.key, reason, worth(entry, screen.entries)))
        if reason.code in OPEN_REASONS:
            found.pending.append(entry)
    return found


def _kept_answers(portfolio: Portfolio, screen: Screen, known: Circumstances) -> Answers:
    """The answers, kept with the facts; of facts that grew only what was added is looked at."""
    key = (screen, known.as_of, known.period)
    if key in portfolio.memory:
        found: Answers = portfolio.memory[key]
        return found
    if portfolio.base is None or Kind.EDUCATION in portfolio.gained:
        found = _answers(portfolio, screen, known)
    else:
        found = list(_kept_answers(portfolio.base, screen, known))
        checks = _checks(portfolio, screen, known)
        for entry in portfolio.added:
            if entry.kind in screen.entries.kinds:
                answer = (entry, first_reason(entry, *checks))
                insort(found, answer, key=lambda one: (one[0].dated_on, one[0].key))
    portfolio.memory[key] = found
    return found


def _decided(
    entry: Entry, reason: Reason | None, decisions: Decisions, requirement: str
) -> Reason | None:
    pair = (requirement, entry.key)
    if entry.key in decisions.elsewhere and reason is None:
        return Reason("counted_elsewhere")
    if pair in decisions.rejected and (reason is None or reason.code not in FINAL_REASONS):
        return Reason("rejected_in_review")
    if pair in decisions.accepted and reason is not None and reason.code not in FINAL_REASONS:
        return None
    return reason


def _answers(
    portfolio: Portfolio,
    screen: Screen,
    known: Circumstances,
    checks: Iterable[Check] = (),
    timing: Check | None = None,
) -> Answers:
    all_checks = [*_checks(portfolio, screen, known, timing), *checks]
    wanted = screen.entries
    listed = [portfolio.by_kind.get(kind, []) for kind in dict.fromkeys(wanted.kinds)]
    entries = listed[0] if len(listed) == 1 else _together(listed)
    return [(entry, first_reason(entry, *all_checks)) for entry in entries]


def _checks(
    portfolio: Portfolio, screen: Screen, known: Circumstances, timing: Check | None = None
) -> list[Check]:
    wanted = screen.entries
    return [
        lambda one: Reason("draft") if one.draft else None,
        timing or _timing(portfolio, known, wanted.within),
        _trust(wanted),
        *([sorts_check(wanted)] if wanted.where or wanted.accrued else []),
        *([provider_check(screen)] if screen.providers is not None else []),
    ]


def _together(listed: Iterable[list[Entry]]) -> list[Entry]:
    entries = [entry for entries in listed for entry in entries]
    return sorted(entries, key=lambda one: (one.dated_on, one.key))


def first_reason(entry: Entry, *checks: Check) -> Reason | None:
    """The first reason against an entry; a definite no comes before an open question."""
    undecided: Reason | None = None
    for check in checks:
        reason = check(entry)
        if reason is None:
            continue
        if reason.code not in OPEN_REASONS:
            return reason
        undecided = undecided or reason
    return undecided


def _accrual(wanted: EntryFilter, on: date) -> Accrual | None:
    for rule in wanted.accrued:
        if (rule.from_on or date.min) <= on <= (rule.through_on or date.max):
            return rule
    return None


def _trust(wanted: EntryFilter) -> Check:
    def check(entry: Entry) -> Reason | None:
        verification, only_accepted = wanted.verification, wanted.only_accepted
        if wanted.accrued and (rule := _accrual(wanted, entry.dated_on)):
            verification = rule.verification or verification
            if rule.only_accepted is not None:
                only_accepted = rule.only_accepted
        weakest = verification is Verification.SELF_REPORTED
        if not weakest and entry.verification.rank < verification.rank:
            return Reason("not_verified", {"needed": verification.value})
        if entry.accepted is False:
            return Reason("not_accepted")
        if only_accepted and entry.accepted is None:
            return Reason("not_yet_accepted")
        return None

    return check


def sorts_check(wanted: EntryFilter) -> Check:
    """The check that an entry is of the sorts that are asked for."""

    def check(entry: Entry) -> Reason | None:
        rule = _accrual(wanted, entry.dated_on)
        for dimension, values in (*wanted.where, *(rule.where if rule else ())):
            if not any(is_of(entry, dimension, value) for value in values):
                return Reason(f"{dimension}_does_not_fit", {"wanted": values})
        return None

    return check


def _timing(portfolio: Portfolio, known: Circumstances, within: Window | None) -> Check:
    window = known.window(within, portfolio)
    return lambda entry: out_of_time(entry.dated_on, known.as_of, window)


def out_of_time(on: date, as_of: date, window: Interval | None) -> Reason | None:
    """Why something of this day does not count: it lies ahead, or outside the window."""
    if on > as_of:
        return Reason("in_future", {"on": on.isoformat()})
    if window is None:
        return Reason("event_missing")
    first, last = window
    if first <= on <= last:
        return None
    if first > last:
        return Reason("window_empty")
    if first == date.min:
        return Reason("too_late", {"on": on.isoformat(), "through": last.isoformat()})
    return Reason(
        "outside_window",
        {"on": on.isoformat(), "from": first.isoformat(), "through": last.isoformat()},
    )


def provider_check(screen: Screen) -> Check:
    """The check that whoever gave RSC was qualified on every day of the entry.

    Rules may hold for certain days only: each day is judged by the rules of that day.
    """
    listed = screen.providers or ()
    wanted = screen.entries

    def check(entry: Entry) -> Reason | None:
        if entry.peer:
            rule = _accrual(wanted, entry.dated_on)
            stated = rule.peers_count if rule else None
            return None if (screen.peers if stated is None else stated) else Reason("peer")
        if entry.provider is None:
            return Reason("provider_unknown")
        if not listed:
            return None
        if entry.provider.standings is None:
            return Reason("provider_unknown")
        qualified = [
            shared
            for rule in listed
            for standing in entry.provider.standings
            if standing.basis in rule.bases
            and (rule.emerging or not standing.emerging)
            and (shared := _shared_days(rule, standing))
        ]
        gap = first_gap(qualified, (entry.first_on, entry.dated_on))
        return Reason("provider_not_qualified_on_date", {"on": gap.isoformat()}) if gap else None

    return check


def _shared_days(rule: ProviderRule, standing: Standing) -> Interval | None:
    first = max(rule.from_on or date.min, standing.from_on)
    last = min(rule.through_on or OPEN_END, standing.through_on or OPEN_END)
    return (first, last) if first <= last else None


OPEN_END = date(9999, 12, 30)
"""One day short of the calendar's last, because intervals look one day ahead."""
