"""What a candidate adds is the difference of two evaluations; a plan is met on the earliest day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from endorsement.rules import planning
from endorsement.rules.evaluate import State, Unit, evaluate
from endorsement.rules.facts import EducationLevel, Entry, Kind, Portfolio, Signature
from endorsement.rules.planning import Fact, Gain
from endorsement.rules.windows import add_months
from tests.endorsement.rules.given import (
    TODAY,
    criterion,
    education,
    portfolio,
    reference,
    rsc,
    training,
    work,
)
from tests.endorsement.rules.test_properties import SAMPLE, entries, portfolios, ratings

LABEL = {"en": "Requirement"}
TREES = [category.award for category in SAMPLE.categories.values()]
CAPPED = {"hours": {"kinds": ["training"], "min": 10, "caps": {"delivery": {"conference": 2}}}}


def day(ahead: int) -> date:
    return TODAY + timedelta(ahead)


def group(*children: dict[str, Any], sort: str = "all") -> Any:
    labeled = [{"id": f"r{at}", "label": LABEL, **child} for at, child in enumerate(children)]
    return criterion(**{sort: labeled})


def tried(tree: Any, known: Portfolio, *facts: Fact) -> planning.Trial:
    return planning.try_out(tree, known, facts, TODAY, evaluate(tree, known, TODAY))


@st.composite
def candidates(draw: Any) -> list[Fact]:
    fact = draw(st.one_of(entries("planned:x"), ratings("planned:x")))
    return [fact]


@settings(max_examples=50)
@given(portfolios(), candidates(), st.sampled_from(TREES))
def test_every_shown_gain_is_the_difference_of_two_full_evaluations(
    known: Portfolio, facts: list[Fact], tree: Any
) -> None:
    before = evaluate(tree, known, TODAY)
    after = evaluate(tree, planning.with_facts(known, facts), TODAY)
    trial = planning.try_out(tree, known, facts, TODAY, before)
    for one in planning.measured(after):
        there_before = min(before.find(one.id).have, before.find(one.id).need)
        assert trial.gain_of(one.id) == min(one.have, one.need) - there_before
    whole = dict.fromkeys(Unit, 0)
    for one in planning.requirements(after):
        whole[one.unit] += trial.gain_of(one.id)
    had, has = planning.progress(before), planning.progress(after)
    assert whole == {unit: has.get(unit, 0) - had.get(unit, 0) for unit in Unit}


@settings(max_examples=50)
@given(portfolios(), st.sampled_from(TREES))
def test_distance_is_zero_exactly_where_nothing_is_missing(known: Portfolio, tree: Any) -> None:
    verdict = evaluate(tree, known, TODAY)
    assert 0 <= planning.distance(verdict) <= 1
    assert verdict.met == (list(planning.gaps(verdict)) == [])
    if verdict.met:
        assert planning.distance(verdict) == 0


def test_a_candidate_leaves_the_portfolio_as_it_is() -> None:
    known = portfolio(training("a", 100))
    more = planning.with_facts(
        known, [training("b", 1), reference("c"), Signature(document="d", signed_on=TODAY)]
    )
    assert (len(known.entries), len(more.entries)) == (1, 2)
    assert ([one.key for one in more.references], len(more.signatures)) == (["c"], 1)


@pytest.mark.parametrize(
    ("have", "adds", "gain"),
    [(0, 300, 300), (900, 300, 100), (1000, 300, 0)],
    ids=["all of it", "only what is missing", "nothing is missing"],
)
def test_gain_is_no_more_than_what_is_missing(have: int, adds: int, gain: int) -> None:
    tree = criterion(hours={"kinds": ["training"], "min": 10})
    known = portfolio(*([training("a", have)] if have else []))
    assert tried(tree, known, training("x", adds)).gain_of("it") == gain


def test_what_a_cap_excludes_gains_nothing_and_says_why() -> None:
    tree = criterion(**CAPPED)
    known = portfolio(training("a", 200, delivery="conference"))
    trial = tried(tree, known, training("x", 300, delivery="conference"))
    assert trial.gains == ()
    assert [(at, reason.code) for at, reason in trial.left_out] == [("it", "over_cap")]


def test_hours_that_may_be_counted_once_only_gain_once() -> None:
    areas = {"core:foundations": 2, "core:thinking": 2}
    tree = criterion(hours={"kinds": ["training"], "min": 4, "areas": {"disjoint": areas}})
    trial = tried(tree, portfolio(), training("x", 300, covers=frozenset(areas)))
    assert trial.gain_of("it") == 300
    assert sum(trial.gain_of(f"it.area.{area}") for area in areas) == 300


def test_a_gain_in_a_part_is_told_apart() -> None:
    tree = criterion(hours={"kinds": ["training"], "min": 4, "topics": {"dei": 2}})
    trial = tried(tree, portfolio(), training("x", 300, topics={"dei": 100}))
    assert [(one.requirement, one.amount, one.unit) for one in trial.gains] == [
        ("it", 300, Unit.HOURS),
        ("it.topic.dei", 100, Unit.HOURS),
    ]


def test_an_hour_in_a_part_is_the_same_hour_as_in_the_whole() -> None:
    tree = criterion(hours={"kinds": ["training"], "min": 4, "topics": {"dei": 2}})
    verdict = evaluate(tree, portfolio(training("a", 300, topics={"dei": 100})), TODAY)
    assert planning.progress(verdict) == {Unit.HOURS: 300}


def test_signing_a_document_gains_a_document() -> None:
    tree = criterion(signatures={"documents": ["code", "agreement"]})
    trial = tried(tree, portfolio(), Signature(document="code", signed_on=TODAY))
    assert trial.gains == (Gain("it", 1, Unit.DOCUMENTS),)


HALF = {"hours": {"kinds": ["training"], "min": 10}}
NONE_OF_IT = {"supervision": {"min": 2}}


@pytest.mark.parametrize(
    ("tree", "distance"),
    [
        (group(HALF, NONE_OF_IT), Fraction(3, 4)),
        (group(HALF, NONE_OF_IT, sort="any"), Fraction(1, 2)),
        (group(HALF), Fraction(1, 2)),
    ],
    ids=["all: on average", "any: the nearest", "one"],
)
def test_distance_of_a_group_is_that_of_the_children_it_needs(
    tree: Any, distance: Fraction
) -> None:
    assert planning.distance(evaluate(tree, portfolio(training("a", 500)), TODAY)) == distance


def test_gaps_name_the_choice_they_are_part_of() -> None:
    tree = criterion(
        all=[
            {
                "id": "ways",
                "label": LABEL,
                "any": [
                    {"id": "degree", "label": LABEL, "education": {"level": "degree"}},
                    {"id": "work", "label": LABEL, "work": {"months": 6}},
                ],
            },
            {"id": "hours", "label": LABEL, **HALF},
        ]
    )
    found = planning.gaps(evaluate(tree, portfolio(), TODAY))
    assert [(one.id, group.id if group else "") for one, group in found] == [
        ("degree", "ways"),
        ("work", "ways"),
        ("hours", ""),
    ]


def test_areas_of_which_some_are_needed_are_not_each_missing() -> None:
    areas = ["core:foundations", "core:thinking", "core:reflection", "core:leading"]
    tree = criterion(coverage={"kinds": ["training"], "of": areas, "at_least": 2})
    known = portfolio(training("a", 100, covers=frozenset({"core:foundations"})))
    verdict = evaluate(tree, known, TODAY)
    assert planning.distance(verdict) == Fraction(1, 2)
    assert [one.id for one in planning.measured(verdict)] == ["it"]


# --- when a plan would be met ------------------------------------------------------------------------

TRAINING = {"hours": {"kinds": ["training"], "min": 10}}


def outlook(tree: Any, known: Portfolio, *planned: tuple[int, Fact]) -> planning.Outlook:
    return planning.outlook(tree, known, [(day(at), fact) for at, fact in planned], TODAY)


def later(ahead: int, hours: int, key: str = "p") -> tuple[int, Fact]:
    return ahead, training(f"planned:{key}{ahead}", hours, day(ahead))


@pytest.mark.parametrize(
    ("planned", "met"),
    [
        ([], None),
        ([later(10, 400)], None),
        ([later(10, 400), later(20, 600)], 20),
        ([later(20, 600), later(10, 400), later(30, 900)], 20),
        ([later(-3, 900), later(20, 600)], None),
    ],
    ids=["no plan", "too little", "both", "in any order", "a day that has passed does not count"],
)
def test_a_plan_is_met_on_the_earliest_day(
    planned: Sequence[tuple[int, Fact]], met: int | None
) -> None:
    found = outlook(criterion(**TRAINING), portfolio(), *planned)
    assert found.met_on == (None if met is None else day(met))


def test_what_is_met_today_is_met_today() -> None:
    found = outlook(criterion(**TRAINING), portfolio(training("a", 1000)), later(9, 100))
    assert (found.met_on, found.end) == (TODAY, TODAY)


def test_what_the_plan_leaves_open_stands_at_its_end() -> None:
    found = outlook(criterion(**TRAINING), portfolio(), later(10, 400))
    assert (found.met_on, found.end, found.at_end.shortfall) == (None, day(10), 600)


def test_an_unknown_provider_leaves_a_decision_open() -> None:
    tree = criterion(supervision={"min": 2, "providers": [{"bases": ["vetted"]}]})
    found = outlook(tree, portfolio(), (7, rsc("planned:a", 200, day(7), provider=None)))
    assert (found.met_on, found.open_on, found.at_end.state) == (
        None,
        day(7),
        State.NOT_YET_ASSESSABLE,
    )


def test_work_that_goes_on_is_followed_to_the_day() -> None:
    tree = criterion(work={"months": 12})
    began = date(2026, 3, 15)
    found = outlook(tree, portfolio(work("a", began, None)))
    assert found.met_on == date(2027, 3, 14)
    assert not evaluate(tree, portfolio(work("a", began, None)), date(2027, 3, 13)).met


def test_work_that_goes_on_does_not_wait_for_the_next_planned_day() -> None:
    tree = group({"work": {"months": 9}}, TRAINING)
    known = portfolio(work("a", date(2026, 3, 15), None))
    found = outlook(tree, known, later(5, 1000), later(200, 100))
    assert found.met_on == date(2026, 12, 14)


MORE = {"hours": {"kinds": ["training"], "min": 20}}


@pytest.mark.parametrize(
    ("begins", "asks", "met"),
    [
        (40, MORE, 20),
        (15, MORE, 30),
        (10, MORE, 30),
        (15, None, None),
        (40, None, 20),
    ],
    ids=["after it is met", "before", "on a planned day", "category gone", "gone after it is met"],
)
def test_a_day_is_judged_by_the_edition_of_that_day(
    begins: int, asks: dict[str, Any] | None, met: int | None
) -> None:
    change = planning.Change(day(begins), criterion(**asks) if asks else None)
    planned = [later(10, 400), later(20, 600), later(30, 1000)]
    listed = [(day(at), fact) for at, fact in planned]
    found = planning.outlook(criterion(**TRAINING), portfolio(), listed, TODAY, changes=[change])
    assert found.met_on == (None if met is None else day(met))
    assert (found.at_end is None) == (met is None)
    if met:
        assert found.at_end == planning.verdict_on(
            criterion(**TRAINING), portfolio(), listed, found.end, changes=[change]
        )


def test_a_lower_bar_is_met_on_the_day_on_which_it_begins() -> None:
    change = planning.Change(day(25), criterion(hours={"kinds": ["training"], "min": 4}))
    listed = [(day(at), fact) for at, fact in (later(10, 400), later(60, 100))]
    found = planning.outlook(criterion(**TRAINING), portfolio(), listed, TODAY, changes=[change])
    assert found.met_on == day(25)


def test_from_the_day_on_which_supervision_is_given_other_conditions_hold() -> None:
    tree = group({**MORE, "when": {"attribute": "provides_rsc", "equals": True}}, TRAINING)
    known, listed = portfolio(), [(day(20), later(20, 1000)[1])]
    assert planning.outlook(tree, known, listed, TODAY).met_on == day(20)
    found = planning.outlook(tree, known, listed, TODAY, provides_from=day(5))
    assert (found.met_on, found.at_end.met) == (None, False)
    early = planning.outlook(tree, known, listed, TODAY, provides_from=day(21))
    assert early.met_on == day(20)


def test_whoever_gives_supervision_as_planned_counts_for_a_year() -> None:
    tree = criterion(
        hours={"kinds": ["rsc_given"], "min": 1}, when={"attribute": "provides_rsc", "equals": True}
    )
    one_hour = Entry(
        key="planned:g", kind=Kind.RSC_GIVEN, first_on=day(9), last_on=day(9), hours=50
    )
    last = add_months(day(9), 12)
    assert [
        planning.verdict_on(tree, portfolio(), [(day(9), one_hour)], one).applies
        for one in (day(8), day(9), last - timedelta(1), last)
    ] == [False, True, True, False]


def test_planned_education_dates_what_comes_after_it() -> None:
    degree = Entry(
        key="planned:d",
        kind=Kind.EDUCATION,
        first_on=day(1),
        last_on=day(30),
        level=EducationLevel.MASTER,
    )
    tree = criterion(education={"level": "master"})
    assert outlook(tree, portfolio(), (30, degree)).met_on == day(30)


def test_planned_work_counts_from_its_first_day() -> None:
    job = work("planned:a", day(10), day(400), paid=True)
    found = outlook(criterion(work={"months": 3}), portfolio(), (400, job))
    assert found.met_on is not None
    assert evaluate(criterion(work={"months": 3}), portfolio(job), found.met_on).met
    assert not evaluate(
        criterion(work={"months": 3}), portfolio(job), found.met_on - timedelta(1)
    ).met


@settings(max_examples=50)
@given(
    portfolios(),
    st.lists(st.tuples(st.integers(0, 90), st.integers(50, 3000)), max_size=5),
    st.sampled_from(TREES),
)
def test_no_earlier_day_than_the_one_found_is_a_planned_one(
    known: Portfolio, plan: list[tuple[int, int]], tree: Any
) -> None:
    known = replace(
        known,
        entries=(*known.entries, education("degree", EducationLevel.MASTER)),
    )
    planned = [later(ahead, hours, key=f"p{at}-") for at, (ahead, hours) in enumerate(plan)]
    found = outlook(tree, known, *planned)
    everything = planning.with_facts(known, [fact for _ahead, fact in planned])
    met = [
        day(ahead)
        for ahead in sorted({0, *(ahead for ahead, _fact in planned)})
        if evaluate(tree, everything, day(ahead)).met
    ]
    if met:
        assert found.met_on is not None
        assert found.met_on <= met[0]
    if found.met_on:
        assert evaluate(tree, everything, found.met_on).met
