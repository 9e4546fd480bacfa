"""Cycles as associations have them: worked by hand from their published days, read from plain values.

The days are those of pages read for this platform; they change often, which is why they are data.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from endorsement.rules.circumstances import Tenure
from endorsement.rules.criteria_parser import parse_requirement
from endorsement.rules.evaluate import evaluate
from endorsement.rules.facts import Entry, Kind, Portfolio
from endorsement.rules.reading import DocumentError, Node
from endorsement.rules.renewal import (
    Amount,
    Change,
    Cycle,
    RenewalRule,
    changes,
    cycle_for,
    extended,
    following,
    next_change,
    taken_up,
)
from endorsement.rules.renewal.exempting import exempting
from endorsement.rules.scheme.cycle import overlaid, read_renewal

D = date.fromisoformat
Plain = dict[str, Any]
YEARLY: Plain = {"kind": "fixed_date", "month_day": "12-31"}
THREE_YEARS: Plain = {**YEARLY, "years": 3, "anchor_year": 2027}


def usd(amount: str) -> Plain:
    return {"amount": amount, "currency": "USD"}


ASSOCIATIONS: dict[str, Plain] = {
    # Due on 15 December, late after it, gone from the registry on 1 February.
    "AZ": {
        "cycle": {**YEARLY, "month_day": "12-15"},
        "window_opens": {"days": 60},
        "grace_through": "01-31",
        "late": {"fee": usd("35.00")},
        "removed": "02-01",
    },
    # Opens on 1 October, closes on 31 December; no grace at all.
    "TX": {"cycle": THREE_YEARS, "window_opens": {"on": "10-01"}},
    "NE": {"cycle": THREE_YEARS, "window_opens": {"on": "10-01"}},
    "PA": {"cycle": THREE_YEARS, "window_opens": {"months": 3}},
    # 31 January; a fee in February; removed after the last of February.
    "SC": {
        "cycle": {**YEARLY, "month_day": "01-31"},
        "window_opens": {"months": 2},
        "grace_through": "02-29",
        "late": {"from": "02-01", "fee": usd("25.00")},
        "first_period": {"exempt": ["training"]},
    },
    "NM": {
        "cycle": YEARLY,
        "window_opens": {"months": 3},
        "grace_through": "03-31",
        "late": {"fee": usd("20.00")},
    },
    # After a month of grace a month of mails, and then removal.
    "MI": {
        "cycle": YEARLY,
        "window_opens": {"months": 3},
        "grace_through": "01-31",
        "late": {"fee": usd("25.00")},
        "removed": "03-01",
        "first_period": {"exempt": ["training", "rsc"]},
    },
    "IN": {"cycle": YEARLY, "window_opens": {"months": 2}, "inactive_months": 24},
    # The financial year; who was endorsed in it does not renew.
    "AU": {
        "cycle": {**YEARLY, "month_day": "06-30"},
        "window_opens": {"months": 2},
        "first_period": "exempt",
    },
}


def rule(name: str) -> RenewalRule:
    return read_renewal(Node(ASSOCIATIONS[name]))


# association, awarded, number: starts, opens, due, late from, grace through, removed
EXAMPLES = [
    ("AZ 2026-05-04 1", "2026-05-04 2026-10-16 2026-12-15 2026-12-16 2027-01-31 2027-02-01"),
    ("AZ 2026-12-15 1", "2026-12-15 2027-10-16 2027-12-15 2027-12-16 2028-01-31 2028-02-01"),
    ("TX 2025-02-10 1", "2025-02-10 2027-10-01 2027-12-31 - 2027-12-31 2028-01-01"),
    ("TX 2025-02-10 2", "2028-01-01 2030-10-01 2030-12-31 - 2030-12-31 2031-01-01"),
    ("NE 2027-11-20 1", "2027-11-20 2027-11-20 2027-12-31 - 2027-12-31 2028-01-01"),
    ("PA 2024-07-01 1", "2024-07-01 2024-09-30 2024-12-31 - 2024-12-31 2025-01-01"),
    ("PA 2024-07-01 2", "2025-01-01 2027-09-30 2027-12-31 - 2027-12-31 2028-01-01"),
    ("SC 2026-06-15 1", "2026-06-15 2026-11-30 2027-01-31 2027-02-01 2027-02-28 2027-03-01"),
    ("SC 2026-06-15 2", "2027-02-01 2027-11-30 2028-01-31 2028-02-01 2028-02-29 2028-03-01"),
    ("NM 2026-03-01 1", "2026-03-01 2026-09-30 2026-12-31 2027-01-01 2027-03-31 2027-04-01"),
    ("MI 2026-03-01 1", "2026-03-01 2026-09-30 2026-12-31 2027-01-01 2027-01-31 2027-03-01"),
    ("IN 2026-12-30 1", "2026-12-30 2026-12-30 2026-12-31 - 2026-12-31 2027-01-01"),
    ("AU 2026-03-01 1", "2026-07-01 2027-04-30 2027-06-30 - 2027-06-30 2027-07-01"),
    ("AU 2026-06-30 1", "2027-07-01 2028-04-30 2028-06-30 - 2028-06-30 2028-07-01"),
]


@pytest.mark.parametrize(("given", "days"), EXAMPLES)
def test_days_of_a_cycle(given: str, days: str) -> None:
    name, awarded_on, number = given.split()
    cycle = cycle_for(rule(name), awarded_on=D(awarded_on), number=int(number))
    shown = (
        *(cycle.starts_on, cycle.opens_on, cycle.due_on, cycle.late_from_on or "-"),
        *(cycle.grace_through, cycle.removed_on),
    )
    assert " ".join(map(str, shown)) == days


@pytest.mark.parametrize(
    ("name", "fee"), [("AZ", "35.00"), ("SC", "25.00"), ("NM", "20.00"), ("MI", "25.00")]
)
def test_late_fee_is_money_of_a_currency(name: str, fee: str) -> None:
    late = rule(name).late
    assert late is not None
    assert late.fee == Amount(amount=Decimal(fee), currency="USD")


TREE = parse_requirement(
    {
        "all": [
            {"id": "training", "label": {"en": "T"}, "hours": {"kinds": ["training"], "min": 15, "within": "cycle"}},
            {"id": "rsc", "label": {"en": "R"}, "hours": {"kinds": ["rsc_received"], "min": 12, "within": "cycle"}},
        ]
    },
    path="renewal",
    purpose="renewal",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "asked"), [("MI", []), ("SC", ["rsc"]), ("NM", ["training", "rsc"])]
)
@pytest.mark.parametrize("number", [1, 2])
def test_what_the_first_renewal_asks_for(name: str, asked: list[str], number: int) -> None:
    """In the year of the award Michigan asks for neither, South Carolina for supervision alone."""
    one = rule(name)
    cycle = cycle_for(one, awarded_on=D("2026-06-15"), number=number)
    verdict = evaluate(
        exempting(TREE, one.first_exempts),
        Portfolio(),
        cycle.due_on,
        period=cycle.period,
        tenure=Tenure(endorsed_on=D("2026-06-15"), number=number, cycle_years=one.years),
    )
    applies = [child.id for child in verdict.children if child.applies]
    assert applies == (asked if number == 1 else ["training", "rsc"])


def test_the_first_cycle_on_record_of_somebody_endorsed_long_ago_is_no_first_renewal() -> None:
    """Whoever came from another system has number 1 here, and renewed before."""
    verdict = evaluate(
        exempting(TREE, ["training", "rsc"]),
        Portfolio(),
        D("2026-12-31"),
        period=(D("2026-01-01"), D("2026-12-31")),
        tenure=Tenure(endorsed_on=D("2019-04-01"), number=1),
    )
    assert [child.applies for child in verdict.children] == [True, True]


@pytest.mark.parametrize(
    ("awarded_on", "need"),
    [
        ("2024-12-31", 4500),
        ("2025-06-01", 3000),
        ("2026-01-01", 3000),
        ("2026-06-01", 1500),
        ("2027-02-01", 0),
    ],
)
def test_nebraska_asks_for_the_whole_years_endorsed_at_the_deadline(
    awarded_on: str, need: int
) -> None:
    tree = parse_requirement(
        {"hours": {"kinds": ["training"], "min": 45, "within": "cycle", "pro_rata": "years"}},
        path="renewal",
        purpose="renewal",
    )
    one = rule("NE")
    cycle = cycle_for(one, awarded_on=max(D(awarded_on), D("2025-01-01")))
    hours = Entry(
        key="a",
        kind=Kind.TRAINING,
        first_on=cycle.due_on,
        last_on=cycle.due_on,
        hours=need,
    )
    tenure = Tenure(endorsed_on=D(awarded_on), cycle_years=3)
    verdict = evaluate(
        tree, Portfolio(entries=(hours,) if need else ()), cycle.due_on, period=cycle.period, tenure=tenure
    )  # fmt: skip
    assert (verdict.met, verdict.need) == (True, need)


@pytest.mark.parametrize(("resumed_on", "need"), [("2025-11-01", 3000), ("2026-03-01", 1500)])
def test_whoever_was_reinstated_owes_for_the_whole_years_since_the_return(
    resumed_on: str, need: int
) -> None:
    tree = parse_requirement(
        {"hours": {"kinds": ["training"], "min": 45, "within": "cycle", "pro_rata": "years"}},
        path="renewal",
        purpose="renewal",
    )
    tenure = Tenure(endorsed_on=D("2015-05-01"), cycle_years=3, resumed_on=D(resumed_on))
    due_on = D("2027-12-31")
    verdict = evaluate(tree, Portfolio(), due_on, period=(D(resumed_on), due_on), tenure=tenure)
    assert verdict.need == need


def test_a_new_rule_begins_where_the_old_one_ended() -> None:
    """From yearly to every three years: the next period is shorter, and nothing is lost between them."""
    last = cycle_for(rule("NM"), awarded_on=D("2020-03-01"), number=6)
    following_one = following(
        rule("TX"), awarded_on=D("2020-03-01"), after=last.due_on, number=last.number + 1
    )
    assert last.due_on == D("2025-12-31")
    assert following_one.period == (D("2026-01-01"), D("2027-12-31"))


def test_an_extension_moves_every_later_day_and_shifts_nothing_after_it() -> None:
    cycle = cycle_for(rule("MI"), awarded_on=D("2026-03-01"))
    more = extended(cycle, due_on=D("2027-02-28"), grace_through=D("2027-03-31"))
    assert (more.late_from_on, more.removed_on) == (D("2027-03-01"), D("2027-04-29"))
    assert (more.starts_on, more.opens_on) == (cycle.starts_on, cycle.opens_on)
    after = following(
        rule("MI"), awarded_on=D("2026-03-01"), after=more.due_on, number=more.number + 1
    )
    assert after.period == (D("2027-03-01"), D("2027-12-31"))


@pytest.mark.parametrize(
    ("due_on", "grace_through"),
    [("2026-12-30", "2027-03-31"), ("2027-02-28", "2027-01-30"), ("2027-02-28", "2027-02-27")],
)
def test_an_extension_never_takes_a_day_away(due_on: str, grace_through: str) -> None:
    cycle = cycle_for(rule("MI"), awarded_on=D("2026-03-01"))
    with pytest.raises(ValueError, match="never"):
        extended(cycle, due_on=D(due_on), grace_through=D(grace_through))


@pytest.mark.parametrize(
    ("name", "on", "due_on"),
    [
        ("NE", "2028-03-10", "2030-12-31"),
        # The window of the nearest due day is open: it would be due again within weeks.
        ("NE", "2030-11-01", "2033-12-31"),
        ("NM", "2027-05-02", "2027-12-31"),
        ("AU", "2028-02-29", "2028-06-30"),
    ],
)
def test_who_comes_back_renews_on_the_first_due_day_that_has_not_opened(
    name: str, on: str, due_on: str
) -> None:
    cycle = taken_up(rule(name), awarded_on=D("2024-02-29"), on=D(on), number=4)
    assert (cycle.number, cycle.starts_on, cycle.due_on) == (4, D(on), D(due_on))


OVERLAYS: list[tuple[Plain, Plain]] = [
    ({}, {}),
    ({"cycle": {**YEARLY, "month_day": "06-30"}}, {"cycle": {**YEARLY, "month_day": "06-30"}}),
    ({"grace_days": 10}, {"grace_days": 10, "grace_through": None}),
    ({"grace_days": 0}, {"grace_days": 0, "grace_through": None, "late": None}),
    ({"evidence": "full", "inactive_months": 1}, {}),
]


@pytest.mark.parametrize(("own", "differs"), OVERLAYS, ids=str)
def test_an_association_sets_its_own_days_and_nothing_else(own: Plain, differs: Plain) -> None:
    found = overlaid(ASSOCIATIONS["AZ"], own)
    wanted = {**ASSOCIATIONS["AZ"], **differs}
    assert found == {key: value for key, value in wanted.items() if value is not None}
    assert read_renewal(Node(found))


@pytest.mark.parametrize(
    ("more", "path", "code"),
    [
        ({"grace_days": 3, "grace_through": "01-31"}, "renewal.grace_through", "either_or"),
        ({"late": {"fee": usd("35.00")}}, "renewal.late", "late_without_grace"),
        (
            {"grace_days": 3, "late": {"fee": {"amount": "35", "currency": "dollars"}}},
            "renewal.late.fee.currency",
            "not_a_currency",
        ),
        ({"removed": "02-30"}, "renewal.removed", "not_a_month_day"),
        ({"removed": -1}, "renewal.removed", "too_small"),
        ({"ladder": ["due_400"]}, "renewal.ladder[0]", "not_a_rung"),
        ({"first_period": {"exempt": []}}, "renewal.first_period.exempt", "empty"),
        ({"renews_under": "tomorrow"}, "renewal.renews_under", "not_one_of"),
        ({"window_opens": {"on": "10-01", "days": 3}}, "renewal.window_opens", "one_kind"),
    ],
)
def test_what_cannot_be_meant_is_refused_where_it_stands(more: Plain, path: str, code: str) -> None:
    said = {"cycle": YEARLY, "window_opens": {"days": 90}, **more}
    with pytest.raises(DocumentError) as refused:
        read_renewal(Node(said, "renewal"))
    assert (refused.value.path, refused.value.code) == (path, code)
    assert str(refused.value)


@given(
    st.sampled_from(sorted(ASSOCIATIONS)),
    st.dates(D("2019-01-01"), D("2032-12-31")),
    st.permutations(range(1, 6)),
)
def test_days_are_in_order_and_cycles_follow_each_other(
    name: str, awarded_on: date, numbers: list[int]
) -> None:
    """Asked for in any order, the answers are the same; there is no gap and no overlap."""
    asked = {n: cycle_for(rule(name), awarded_on=awarded_on, number=n) for n in numbers}
    cycles = [asked[number] for number in sorted(asked)]
    for one, after in pairwise(cycles):
        assert after.starts_on == one.due_on + timedelta(1)
        assert (
            following(rule(name), awarded_on=awarded_on, after=one.due_on, number=one.number + 1)
            == after
        )
    for one in cycles:
        assert one.starts_on <= one.opens_on <= one.due_on <= one.grace_through
        assert one.removed_on > one.due_on
        assert one.late_from_on is None or one.due_on < one.late_from_on <= one.grace_through
        walk(one)


def walk(cycle: Cycle) -> None:
    """Looked at on its next day each time, a cycle meets every change once."""
    met: list[tuple[Change, date]] = []
    day = next_change(cycle)
    while day is not None:
        met += [one for one in changes(cycle) if one[1] == day]
        day = next_change(cycle, after=day)
    assert met == changes(cycle)


@pytest.mark.parametrize("years", [1, 2, 3, 4])
def test_a_leap_day_stays_one_whenever_there_is_one(years: int) -> None:
    said = {"cycle": {"kind": "anniversary", "years": years}, "window_opens": {"months": 1}}
    cycles = [
        cycle_for(read_renewal(Node(said)), awarded_on=D("2024-02-29"), number=n)
        for n in range(1, 9)
    ]
    assert [one.due_on.day for one in cycles] == [
        29 if one.due_on.year % 4 == 0 else 28 for one in cycles
    ]
