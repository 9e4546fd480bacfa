"""Cycles over leap days and fiscal years; the ladder after outages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement.rules.renewal import (
    Cycle,
    CycleKind,
    FirstPeriod,
    Owed,
    RenewalRule,
    Rung,
    anchor_and_days,
    code_of,
    cycle_for,
    cycle_on,
    in_order,
    next_look,
    owed,
    rungs,
)

D = date.fromisoformat
FIXED = RenewalRule(kind=CycleKind.FIXED_DATE, opens_days_before=90, grace_days=30)
ANNIVERSARY = RenewalRule(kind=CycleKind.ANNIVERSARY, opens_months_before=3)
EXEMPT = replace(FIXED, first_period=FirstPeriod.EXEMPT)
FISCAL = replace(FIXED, month=6, day=30)
THREE_YEARS = replace(FIXED, years=3, anchor=2024)
LEAP = replace(FIXED, month=2, day=29)


@pytest.mark.parametrize(
    ("rule", "awarded_on", "number", "starts_on", "due_on"),
    [
        (FIXED, "2026-05-04", 1, "2026-05-04", "2026-12-31"),
        (FIXED, "2026-05-04", 2, "2027-01-01", "2027-12-31"),
        (FIXED, "2026-12-31", 1, "2026-12-31", "2027-12-31"),
        (EXEMPT, "2026-05-04", 1, "2027-01-01", "2027-12-31"),
        (EXEMPT, "2026-05-04", 2, "2028-01-01", "2028-12-31"),
        (FISCAL, "2026-06-29", 1, "2026-06-29", "2026-06-30"),
        (FISCAL, "2026-06-30", 1, "2026-06-30", "2027-06-30"),
        (THREE_YEARS, "2026-05-04", 1, "2026-05-04", "2027-12-31"),
        (THREE_YEARS, "2026-05-04", 2, "2028-01-01", "2030-12-31"),
        (LEAP, "2026-05-04", 1, "2026-05-04", "2027-02-28"),
        (LEAP, "2026-05-04", 2, "2027-03-01", "2028-02-29"),
        (LEAP, "2026-05-04", 3, "2028-03-01", "2029-02-28"),
        (ANNIVERSARY, "2024-02-29", 1, "2024-02-29", "2025-02-28"),
        (ANNIVERSARY, "2024-02-29", 4, "2027-03-01", "2028-02-29"),
        (replace(ANNIVERSARY, years=2), "2026-05-04", 2, "2028-05-05", "2030-05-04"),
    ],
)
def test_cycle_begins_and_ends(
    rule: RenewalRule, awarded_on: str, number: int, starts_on: str, due_on: str
) -> None:
    cycle = cycle_for(rule, awarded_on=D(awarded_on), number=number)
    assert (cycle.number, cycle.starts_on, cycle.due_on) == (number, D(starts_on), D(due_on))
    assert cycle.period == (D(starts_on), D(due_on))


def test_window_and_grace() -> None:
    cycle = cycle_for(FIXED, awarded_on=D("2026-01-05"))
    assert (cycle.opens_on, cycle.grace_through) == (D("2026-10-02"), D("2027-01-30"))
    by_months = cycle_for(ANNIVERSARY, awarded_on=D("2025-05-31"))
    assert (by_months.opens_on, by_months.grace_through) == (D("2026-02-28"), D("2026-05-31"))


def test_window_never_opens_before_the_cycle() -> None:
    cycle = cycle_for(FIXED, awarded_on=D("2026-11-15"))
    assert cycle.opens_on == D("2026-11-15")


def test_cycles_are_counted_from_one() -> None:
    with pytest.raises(ValueError, match="1"):
        cycle_for(FIXED, awarded_on=D("2026-01-01"), number=0)


@pytest.mark.parametrize(
    ("on", "number"), [("2026-01-01", 1), ("2026-12-31", 1), ("2027-01-01", 2), ("2029-06-01", 4)]
)
def test_cycle_on_a_day(on: str, number: int) -> None:
    assert cycle_on(FIXED, awarded_on=D("2026-05-04"), on=D(on)).number == number


rules = st.builds(
    RenewalRule,
    kind=st.sampled_from(CycleKind),
    years=st.integers(1, 3),
    month=st.integers(1, 12),
    day=st.integers(1, 31),
    opens_days_before=st.integers(0, 120),
    grace_days=st.integers(0, 90),
    first_period=st.sampled_from(FirstPeriod),
)


@given(rules, st.dates(D("2020-01-01"), D("2032-12-31")), st.integers(1, 6))
def test_cycles_follow_each_other_without_a_gap(
    rule: RenewalRule, awarded_on: date, number: int
) -> None:
    one = cycle_for(rule, awarded_on=awarded_on, number=number)
    following = cycle_for(rule, awarded_on=awarded_on, number=number + 1)
    assert following.starts_on == one.due_on + timedelta(1)
    assert one.starts_on <= one.opens_on <= one.due_on <= one.grace_through


CYCLE = Cycle(
    number=1,
    starts_on=D("2026-01-01"),
    opens_on=D("2026-10-01"),
    due_on=D("2026-12-31"),
    grace_through=D("2027-01-30"),
    removed_on=D("2027-01-31"),
)
STEPS = [
    (Rung.WINDOW_OPENS, D("2026-10-01")),
    (Rung.DUE_90, D("2026-10-02")),
    (Rung.DUE_60, D("2026-11-01")),
    (Rung.DUE_30, D("2026-12-01")),
    (Rung.DUE_7, D("2026-12-24")),
    (Rung.DUE, D("2026-12-31")),
    (Rung.GRACE, D("2027-01-01")),
    (Rung.LAPSED, D("2027-01-31")),
]


def test_ladder_has_a_day_for_every_rung() -> None:
    assert rungs(CYCLE) == STEPS


def test_ladder_may_have_any_number_of_days_and_the_late_ones() -> None:
    late = replace(CYCLE, late_from_on=D("2027-01-10"), removed_on=D("2027-03-01"))
    assert rungs(
        late, ["removed", "due_45", "lapsed_7", "due+10", "late", "due_45", "removed_14"]
    ) == [
        ("due_45", D("2026-11-16")),
        ("due+10", D("2027-01-10")),
        ("late", D("2027-01-10")),
        ("lapsed_7", D("2027-01-24")),
        ("removed_14", D("2027-02-15")),
        ("removed", D("2027-03-01")),
    ]
    assert rungs(CYCLE, ["late"]) == []


@pytest.mark.parametrize(
    ("code", "anchor", "days"),
    [
        ("due", "due", 0),
        ("due_45", "due", -45),
        ("lapsed+1", "lapsed", 1),
        ("window_opens+365", "window_opens", 365),
    ],
)
def test_a_rung_is_a_day_of_the_cycle_and_a_distance(code: str, anchor: str, days: int) -> None:
    assert anchor_and_days(code) == (anchor, days)
    assert code_of(anchor, days) == code


@pytest.mark.parametrize("code", ["", "due_0", "due-7", "due_366", "someday", "due_7 ", "due_07"])
def test_what_is_no_rung_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="not a rung"):
        anchor_and_days(code)


def test_rungs_have_an_order() -> None:
    mixed = ["removed", "due", "due+3", "window_opens", "due_7", "due_45", "late", "due"]
    assert in_order(mixed) == ["window_opens", "due_45", "due_7", "due", "due+3", "late", "removed"]


def test_next_look_is_the_next_rung_and_none_after_the_last() -> None:
    assert next_look(CYCLE, ["due"]) == CYCLE.due_on
    assert next_look(CYCLE, ["due"], after=CYCLE.due_on) is None


def test_ladder_leaves_out_what_does_not_apply() -> None:
    strict = replace(CYCLE, starts_on=D("2026-11-15"), opens_on=D("2026-11-15"))
    strict = replace(strict, grace_through=strict.due_on)
    assert rungs(strict, [Rung.DUE_60, Rung.DUE_7, Rung.GRACE, Rung.LAPSED]) == [
        (Rung.DUE_7, D("2026-12-24")),
        (Rung.LAPSED, D("2027-01-01")),
    ]


@pytest.mark.parametrize(
    ("as_of", "already", "send", "overtaken"),
    [
        ("2026-09-30", [], None, []),
        ("2026-10-01", [], "window_opens", []),
        ("2026-10-01", ["window_opens"], None, []),
        ("2026-11-05", ["window_opens"], "due_60", ["due_90"]),
        ("2026-11-05", ["due_60"], None, ["window_opens", "due_90"]),
        ("2026-12-31", ["window_opens", "due_90", "due_60", "due_30", "due_7"], "due", []),
        (
            "2027-06-01",
            ["window_opens", "due_90", "due_60"],
            "lapsed",
            ["due_30", "due_7", "due", "grace"],
        ),
        ("2027-06-01", list(Rung), None, []),
    ],
)
def test_only_the_latest_rung_goes_out(
    as_of: str, already: list[str], send: str | None, overtaken: list[str]
) -> None:
    assert owed(STEPS, already, D(as_of)) == Owed(send and Rung(send), tuple(map(Rung, overtaken)))


@given(st.sets(st.integers(0, 140), min_size=1))
def test_no_rung_goes_out_twice_whatever_nights_are_missed(nights: set[int]) -> None:
    done: list[str] = []
    for night in sorted(nights):
        answer = owed(STEPS, done, D("2026-09-20") + timedelta(night))
        done += [*answer.overtaken, *([answer.send] if answer.send else [])]
    last = D("2026-09-20") + timedelta(max(nights))
    assert sorted(done) == sorted(rung for rung, on in STEPS if on <= last)
