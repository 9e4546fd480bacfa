"""Which entries may count, and the reason why each of the others may not.

An open question (nobody has decided yet about a provider or a training) is not a no: such entries
are kept apart as pending, so that a verdict can say "not yet assessable".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from endorsement.rules.criteria import EntryFilter, ProviderRule, Window
from endorsement.rules.facts import Entry, Portfolio, Standing
from endorsement.rules.verdict import LeftOut, Reason
from endorsement.rules.windows import Interval, first_gap, window_start

OPEN_REASONS = frozenset({"not_yet_accepted", "provider_unknown", "vetting_open"})
"""Reasons that somebody's decision can still turn into a yes."""


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """What people decided about one application.

    `waived`: ids of requirements the association waives. `rejected`: pairs of requirement id and
    entry key that a reviewer does not let count.
    """

    waived: frozenset[str] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """The day, the renewal cycle (first and last day; None for a first award), the decisions."""

    as_of: date
    period: Interval | None = None
    decisions: Decisions = Decisions()

    def window(self, within: Window | None) -> Interval:
        """The days in which something must lie to count.

        :raises ValueError: when a cycle is needed and none was given.
        """
        if within is None:
            return date.min, self.as_of
        if within.months is not None:
            return window_start(self.as_of, within.months), self.as_of
        if self.period is None:
            raise ValueError("this requirement looks at a renewal cycle: pass period=")
        return self.period[0], min(self.period[1], self.as_of)


@dataclass(slots=True)
class Sorted:
    """Entries that count, entries that may yet count, and what was left out."""

    sure: list[Entry]
    pending: list[Entry]
    left_out: list[LeftOut]


Check = Callable[[Entry], Reason | None]


def sort_entries(
    portfolio: Portfolio,
    wanted: EntryFilter,
    circumstances: Circumstances,
    requirement: str,
    *checks: Check,
    relevant: Callable[[Entry], bool] | None = None,
    timing: Check | None = None,
) -> Sorted:
    """Sort entries of the wanted kinds, oldest first; others are not mentioned at all.

    `timing` replaces the usual test that an entry's day lies in the window.
    """
    in_time = timing or (lambda one: out_of_time(one.dated_on, circumstances, wanted.within))
    found = Sorted([], [], [])
    for entry in sorted(portfolio.entries, key=lambda one: (one.dated_on, one.key)):
        if entry.kind not in wanted.kinds or (relevant and not relevant(entry)):
            continue
        reason = first_reason(
            entry,
            _admission(circumstances, requirement),
            in_time,
            _trust(wanted),
            *checks,
        )
        if reason is None:
            found.sure.append(entry)
            continue
        found.left_out.append(LeftOut(entry.key, reason, entry.hours or 0))
        if reason.code in OPEN_REASONS:
            found.pending.append(entry)
    return found


def first_reason(entry: Entry, *checks: Check) -> Reason | None:
    """The first reason against an entry; a definite no comes before an open question."""
    reasons = [reason for check in checks if (reason := check(entry))]
    definite = [reason for reason in reasons if reason.code not in OPEN_REASONS]
    return next(iter([*definite, *reasons]), None)


def _admission(circumstances: Circumstances, requirement: str) -> Check:
    def check(entry: Entry) -> Reason | None:
        if entry.draft:
            return Reason("draft")
        if (requirement, entry.key) in circumstances.decisions.rejected:
            return Reason("rejected_in_review")
        return None

    return check


def _trust(wanted: EntryFilter) -> Check:
    def check(entry: Entry) -> Reason | None:
        if entry.verification.rank < wanted.verification.rank:
            return Reason("not_verified", {"needed": wanted.verification.value})
        if entry.accepted is False:
            return Reason("not_accepted")
        if wanted.only_accepted and entry.accepted is None:
            return Reason("not_yet_accepted")
        return None

    return check


def out_of_time(on: date, circumstances: Circumstances, within: Window | None) -> Reason | None:
    """Why something of this day does not count: it lies ahead, or outside the window."""
    if on > circumstances.as_of:
        return Reason("in_future", {"on": on.isoformat()})
    first, last = circumstances.window(within)
    if not first <= on <= last:
        return Reason(
            "outside_window",
            {"on": on.isoformat(), "from": first.isoformat(), "through": last.isoformat()},
        )
    return None


def provider_check(rules: Iterable[ProviderRule], peers_count: bool) -> Check:
    """The check that whoever gave RSC was qualified on every day of the entry.

    Rules may hold for certain days only: each day is judged by the rules of that day.
    """
    listed = tuple(rules)

    def check(entry: Entry) -> Reason | None:
        if entry.peer:
            return None if peers_count else Reason("peer")
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
            if standing.basis in rule.bases and (shared := _shared_days(rule, standing))
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
