"""Groups, conditions, decisions about a requirement, and renewal."""

from datetime import date
from typing import Any

import pytest

from endorsement.rules.evaluate import Decisions, State, evaluate
from endorsement.rules.facts import (
    Signature,
)
from tests.endorsement.rules.given import (
    LABEL,
    TODAY,
    criterion,
    judge,
    portfolio,
    reasons,
    rsc,
    training,
    used,
)

MET, NOT_MET, OPEN = State.MET, State.NOT_MET, State.NOT_YET_ASSESSABLE
HOURS: dict[str, Any] = {"kinds": ["training"], "min": 10}


def hours(**more: Any) -> dict[str, Any]:
    return {"hours": {**HOURS, **more}}


def leaf(name: str, documents: str) -> dict[str, Any]:
    return {"id": name, "label": LABEL, "signatures": {"documents": [documents]}}


@pytest.mark.parametrize(
    ("group", "signed", "state", "shortfall"),
    [
        ("all", ["a", "b", "c"], MET, 0),
        ("all", ["a", "b"], NOT_MET, 1),
        ("any", [], NOT_MET, 1),
        ("any", ["c"], MET, 0),
        ("two", ["a"], NOT_MET, 1),
        ("two", ["a", "c"], MET, 0),
    ],
)
def test_groups_count_their_children(
    group: str, signed: list[str], state: State, shortfall: int
) -> None:
    children = [leaf(f"leaf_{code}", code) for code in "abc"]
    body = {"at_least": {"count": 2, "of": children}} if group == "two" else {group: children}
    signatures = tuple(Signature(document=code, signed_on=TODAY) for code in signed)
    verdict = judge(body, signatures=signatures)
    assert (verdict.state, verdict.shortfall) == (state, shortfall)


OPEN_LEAF = {
    "id": "open",
    "label": LABEL,
    "supervision": {"min": 1, "providers": [{"bases": ["vetted"]}]},
}


@pytest.mark.parametrize(
    ("group", "signed", "state"),
    [
        ("all", True, OPEN),
        ("all", False, NOT_MET),
        ("any", True, MET),
        ("any", False, OPEN),
    ],
)
def test_open_question_decides_a_group_only_where_it_matters(
    group: str, signed: bool, state: State
) -> None:
    signatures = (Signature(document="a", signed_on=TODAY),) if signed else ()
    verdict = judge(
        {group: [OPEN_LEAF, leaf("leaf_a", "a")]},
        rsc("r", 100, provider=None),
        signatures=signatures,
    )
    assert verdict.state is state


def test_condition_takes_a_requirement_out_for_others() -> None:
    conditional = {**leaf("extra", "b"), "when": {"attribute": "provides_rsc", "equals": True}}
    body = {"all": [leaf("leaf_a", "a"), conditional]}
    signed = (Signature(document="a", signed_on=TODAY),)
    others = judge(body, signatures=signed)
    assert (others.state, others.have, others.need, others.find("extra").applies) == (
        MET,
        1,
        1,
        False,
    )
    provides = judge(body, signatures=signed, attributes={"provides_rsc": True})
    assert (provides.state, provides.have, provides.need) == (NOT_MET, 1, 2)


def test_at_least_asks_for_no_more_than_what_applies() -> None:
    conditional = {**leaf("extra", "b"), "when": {"attribute": "provides_rsc", "equals": True}}
    body = {"at_least": {"count": 2, "of": [leaf("leaf_a", "a"), conditional]}}
    verdict = judge(body, signatures=(Signature(document="a", signed_on=TODAY),))
    assert (verdict.state, verdict.need) == (MET, 1)


def test_waiver_says_nothing_where_the_requirement_is_met() -> None:
    rule = criterion(waivable=True, **hours())
    decisions = Decisions(waived=frozenset({"it"}))
    entries = portfolio(training("a", 1000))
    assert evaluate(rule, entries, TODAY, decisions=decisions).reason is None


def test_waiver_meets_only_a_waivable_requirement() -> None:
    decisions = Decisions(waived=frozenset({"it"}))
    for waivable, state in [(True, MET), (False, NOT_MET)]:
        rule = criterion(waivable=waivable, **hours())
        verdict = evaluate(rule, portfolio(), TODAY, decisions=decisions)
        assert (verdict.state, verdict.have) == (state, 0)


def test_rejected_entry_does_not_count_for_that_requirement() -> None:
    decisions = Decisions(rejected=frozenset({("it", "a"), ("other", "b")}))
    entries = portfolio(training("a", 500), training("b", 500))
    verdict = evaluate(criterion(**hours()), entries, TODAY, decisions=decisions)
    assert (verdict.have, reasons(verdict)) == (500, [("a", "rejected_in_review")])


def test_renewal_counts_hours_of_the_cycle_only() -> None:
    rule = criterion(purpose="renewal", **hours(within="cycle"))
    entries = portfolio(
        training("before", 1000, date(2025, 12, 31)),
        training("first", 400, date(2026, 1, 1)),
        training("last", 600, date(2026, 12, 31)),
        training("late", 1000, date(2027, 1, 1)),
    )
    period = (date(2026, 1, 1), date(2026, 12, 31))
    verdict = evaluate(rule, entries, date(2027, 1, 15), period=period)
    assert used(verdict) == [("first", 400), ("last", 600)]
    assert reasons(verdict) == [("before", "outside_window"), ("late", "outside_window")]


def test_renewal_may_be_signed_in_grace() -> None:
    body = {"signatures": {"documents": ["ethics"], "within": "cycle"}}
    rule = criterion(purpose="renewal", **body)
    period = (date(2026, 1, 1), date(2026, 12, 31))
    for on, state in [
        (date(2027, 1, 10), MET),
        (date(2026, 1, 1), MET),
        (date(2025, 12, 31), NOT_MET),
    ]:
        signed = portfolio(signatures=(Signature(document="ethics", signed_on=on),))
        assert evaluate(rule, signed, date(2027, 1, 15), period=period).state is state


def test_renewal_without_a_period_is_refused() -> None:
    rule = criterion(purpose="renewal", **hours(within="cycle"))
    with pytest.raises(ValueError, match="period"):
        evaluate(rule, portfolio(training("a", 100)), TODAY)
