"""To whom something applies, when it must have happened, how much of it is due."""

from datetime import date
from typing import Any

import pytest

from endorsement.rules.evaluate import Decisions, State, Tenure, Verdict, evaluate
from endorsement.rules.facts import (
    EducationLevel,
    Entry,
    Holding,
    HoldingState,
    Kind,
    Portfolio,
    Provider,
    RscFormat,
    Standing,
    Verification,
)
from tests.endorsement.rules.given import (
    TODAY,
    criterion,
    education,
    judge,
    portfolio,
    reasons,
    rsc,
    training,
    used,
    work,
)

MET, NOT_MET = State.MET, State.NOT_MET
PERIOD = (date(2025, 1, 1), date(2027, 12, 31))
KNOWN = portfolio(
    education("school", EducationLevel.BACHELOR, date(2020, 6, 1)),
    holdings=(
        Holding(category="fs", from_on=date(2023, 11, 20)),
        Holding(category="ers", from_on=date(2025, 1, 1), state=HoldingState.EMERGING),
        Holding(category="old", from_on=date(2010, 1, 1), through_on=date(2015, 1, 1)),
    ),
    attributes={"provides_rsc": True, "setting": "home"},
)


def renewal(body: dict[str, Any], known: Portfolio, **more: Any) -> Verdict:
    rule = criterion("renewal", **body)
    return evaluate(rule, known, TODAY, period=more.pop("period", PERIOD), **more)


@pytest.mark.parametrize(
    ("when", "applies"),
    [
        ({"attribute": "provides_rsc", "equals": True}, True),
        ({"attribute": "setting", "equals": ["home", "center"]}, True),
        ({"attribute": "unknown", "equals": False}, True),
        ({"degree": "bachelor"}, True),
        ({"degree": "degree"}, True),
        ({"degree": "master"}, False),
        ({"held": {"categories": ["fs"], "years": 3}}, True),
        ({"held": {"categories": ["fs"], "months": 37}}, False),
        ({"held": {"categories": ["ers"]}}, False),
        ({"held": {"categories": ["ers"], "states": ["emerging"]}}, True),
        ({"held": {"categories": ["old"]}}, False),
        ({"day": {"from": "2026-11-20"}}, True),
        ({"day": {"from": "2026-11-21"}}, False),
        ({"day": {"through": "2026-11-19"}}, False),
        ({"not": {"degree": "master"}}, True),
        ({"all": [{"degree": "bachelor"}, {"degree": "master"}]}, False),
        ({"any": [{"degree": "bachelor"}, {"degree": "master"}]}, True),
    ],
)
def test_condition(when: dict[str, Any], applies: bool) -> None:
    rule = criterion(work={"months": 1}, when=when)
    assert evaluate(rule, KNOWN, TODAY).applies is applies


@pytest.mark.parametrize(
    ("when", "endorsed_on", "number", "applies"),
    [
        ({"first_renewal": True}, date(2024, 5, 1), 1, True),
        ({"first_renewal": True}, date(2024, 5, 1), 2, False),
        ({"first_renewal": False}, date(2024, 5, 1), 2, True),
        ({"mid_cycle": True}, date(2024, 5, 1), 1, False),
        ({"mid_cycle": True}, date(2025, 5, 1), 1, True),
    ],
)
def test_condition_about_the_cycle(
    when: dict[str, Any], endorsed_on: date, number: int, applies: bool
) -> None:
    tenure = Tenure(endorsed_on=endorsed_on, number=number, cycle_years=3)
    # A first cycle begins with the award; the whole cycle began before it.
    period = (max(PERIOD[0], endorsed_on), PERIOD[1])
    verdict = renewal({"work": {"months": 1}, "when": when}, KNOWN, period=period, tenure=tenure)
    assert verdict.applies is applies


def test_first_period_may_be_exempt_from_training_and_not_from_supervision() -> None:
    body = {
        "all": [
            {
                "id": "training",
                "label": {"en": "T"},
                "when": {"first_renewal": False},
                "hours": {"kinds": ["training"], "min": 15, "within": "cycle"},
            },
            {
                "id": "rsc",
                "label": {"en": "S"},
                "supervision": {"min": 12, "within": "cycle"},
            },
        ]
    }
    tenure = Tenure(endorsed_on=date(2025, 2, 1))
    assert renewal(body, portfolio(rsc("a", 1200)), tenure=tenure).state is MET
    assert renewal(body, portfolio(training("a", 1500)), tenure=tenure).state is NOT_MET


# --- Windows --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("within", "codes"),
    [
        ({"after": {"degree": "bachelor"}}, ["outside_window", None]),
        ({"after": {"degree": "master"}}, ["event_missing", "event_missing"]),
        ({"after": {"endorsed": ["fs"]}}, ["outside_window", None]),
        ({"after": {"endorsed": ["fs", "old"]}}, [None, None]),
        ({"after": "2020-01-01"}, ["outside_window", None]),
        ({"before": {"degree": "bachelor"}}, [None, "too_late"]),
        ({"before": {"degree": "master"}}, [None, None]),
        ({"from": "2020-01-01"}, [None, None]),
        ({"from": "2020-01-02", "through": "2025-12-31"}, ["outside_window", "outside_window"]),
        ({"months": 12, "through": "2020-12-31"}, ["window_empty", "window_empty"]),
        ({"years": 1}, ["outside_window", None]),
    ],
)
def test_window_about_events_and_days(within: dict[str, Any], codes: list[str | None]) -> None:
    known = portfolio(
        *KNOWN.entries,
        training("early", 100, date(2020, 1, 1)),
        training("late", 100, date(2026, 1, 1)),
        holdings=KNOWN.holdings,
    )
    rule = criterion(hours={"kinds": ["training"], "min": 2, "within": within})
    left = dict(reasons(evaluate(rule, known, TODAY)))
    assert [left.get("early"), left.get("late")] == codes


def test_work_counts_from_the_day_after_the_degree() -> None:
    body = {"work": {"months": 12, "within": {"after": {"degree": "bachelor"}}}}
    school = education("school", EducationLevel.MASTER, date(2024, 5, 31))
    job = work("job", date(2023, 1, 1), date(2025, 5, 31))
    assert (judge(body, school, job).have, judge(body, job).have) == (12, 0)


def test_work_in_any_stretch() -> None:
    body = {"work": {"months": 18, "within": {"any_months": 24}}}
    jobs = [
        work("a", date(2015, 1, 1), date(2015, 12, 31)),
        work("b", date(2018, 1, 1), date(2018, 9, 30)),
        work("c", date(2019, 4, 1), date(2019, 12, 31)),
    ]
    assert judge(body, *jobs).have == 18


# --- Which entries --------------------------------------------------------------------------------


def test_rule_change_applies_to_hours_accrued_after_it() -> None:
    body = {
        "supervision": {
            "min": 20,
            "accrued": [
                {"through": "2010-09-30", "peers_count": True},
                {
                    "from": "2020-01-01",
                    "verification": "confirmed",
                    "where": {"formats": ["group"]},
                },
            ],
        }
    }
    confirmed = {"verification": Verification.CONFIRMED, "format": RscFormat.GROUP}
    verdict = judge(
        body,
        rsc("old", 100, date(2010, 9, 30), peer=True),
        rsc("new", 100, date(2010, 10, 1), peer=True),
        rsc("self", 100, date(2026, 1, 1), format=RscFormat.GROUP),
        rsc("single", 100, date(2026, 1, 2), verification=Verification.CONFIRMED),
        rsc("sure", 100, date(2026, 1, 3), **confirmed),
    )
    assert used(verdict) == [("old", 100), ("sure", 100)]
    assert reasons(verdict) == [
        ("new", "peer"),
        ("self", "not_verified"),
        ("single", "format_does_not_fit"),
    ]


@pytest.mark.parametrize(
    ("standing", "emerging", "code"),
    [
        ({"emerging": True}, True, None),
        ({"emerging": True}, False, "provider_not_qualified_on_date"),
        ({"through_on": date(2026, 6, 1)}, False, None),
        ({"through_on": date(2026, 5, 31)}, False, "provider_not_qualified_on_date"),
    ],
)
def test_emerging_and_vetted_until(
    standing: dict[str, Any], emerging: bool, code: str | None
) -> None:
    one = Standing(basis="ers", from_on=date(2025, 1, 1), **standing)
    body = {"supervision": {"min": 1, "providers": [{"bases": ["ers"], "emerging": emerging}]}}
    verdict = judge(body, rsc("a", 100, provider=Provider(ref="p", standings=(one,))))
    assert [reason for _, reason in reasons(verdict)] == ([code] if code else [])


def test_credits_become_hours_at_the_rate_of_the_edition() -> None:
    from endorsement.rules.criteria_parser import Defaults, parse_requirement

    rule = parse_requirement(
        {"hours": {"kinds": ["education"], "min": 45}},
        path="x",
        defaults=Defaults(credit_hours=(("semester", 1500),)),
    )
    course = Entry(
        key="c", kind=Kind.EDUCATION, first_on=TODAY, credits=300, credit_unit="semester"
    )
    other = Entry(key="q", kind=Kind.EDUCATION, first_on=TODAY, credits=300, credit_unit="quarter")
    assert evaluate(rule, portfolio(course), TODAY).have == 4500
    assert evaluate(rule, portfolio(other), TODAY).have == 0


def test_reviewer_may_let_something_count_that_a_rule_leaves_out() -> None:
    rule = criterion(hours={"kinds": ["training"], "min": 1, "only_accepted": True})
    known = portfolio(training("a", 100, accepted=False), training("b", 100, draft=True))
    decisions = Decisions(accepted=frozenset({("it", "a"), ("it", "b")}))
    verdict = evaluate(rule, known, TODAY, decisions=decisions)
    assert (used(verdict), reasons(verdict)) == ([("a", 100)], [("b", "draft")])


# --- Pro-rating -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("endorsed_on", "step", "need"),
    [
        (date(2020, 1, 1), "years", 4500),
        (date(2025, 1, 1), "years", 4500),
        (date(2025, 1, 2), "years", 3000),
        (date(2026, 1, 1), "years", 3000),
        (date(2026, 6, 1), "years", 1500),
        (date(2027, 6, 1), "years", 0),
        (date(2027, 6, 1), "months", 875),
    ],
)
def test_need_is_pro_rated(endorsed_on: date, step: str, need: int) -> None:
    body = {
        "hours": {
            "kinds": ["training"],
            "min": 45,
            "topics": {"dei": 3},
            "within": "cycle",
            "pro_rata": step,
        }
    }
    tenure = Tenure(endorsed_on=endorsed_on, cycle_years=3)
    period = (max(endorsed_on, PERIOD[0]), PERIOD[1])
    verdict = renewal(body, portfolio(), period=period, tenure=tenure)
    assert (verdict.need, verdict.met) == (need, need == 0)
    if need:
        assert verdict.find("it.topic.dei").need == -(-need // 15)
