"""Hours of training: windows, divided parts, areas, limits; numbers in brackets are domain.md's checks."""

from datetime import date
from typing import Any

import pytest

from endorsement.rules.evaluate import State
from endorsement.rules.facts import (
    Verification,
)
from tests.endorsement.rules.given import (
    TODAY,
    judge,
    reasons,
    rsc,
    training,
    used,
)

MET, NOT_MET, OPEN = State.MET, State.NOT_MET, State.NOT_YET_ASSESSABLE
HOURS: dict[str, Any] = {"kinds": ["training"], "min": 10}


def hours(**more: Any) -> dict[str, Any]:
    return {"hours": {**HOURS, **more}}


@pytest.mark.parametrize(
    ("hundredths", "state", "shortfall"), [(999, NOT_MET, 1), (1000, MET, 0), (1001, MET, 0)]
)
def test_hours_are_counted_to_the_hundredth(hundredths: int, state: State, shortfall: int) -> None:
    verdict = judge(hours(), training("a", hundredths))
    assert (verdict.state, verdict.have, verdict.shortfall) == (state, hundredths, shortfall)


def test_hours_of_other_kinds_are_not_mentioned() -> None:
    verdict = judge(hours(), training("a", 1000), rsc("b", 500))
    assert (used(verdict), reasons(verdict)) == ([("a", 1000)], [])


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"draft": True}, "draft"),
        ({"accepted": False}, "not_accepted"),
        ({"on": date(2026, 11, 21)}, "in_future"),
        ({"on": date(2025, 11, 20)}, "outside_window"),
        ({"verification": Verification.SELF_REPORTED}, "not_verified"),
    ],
)
def test_hours_that_do_not_count_are_left_out_with_the_reason(
    more: dict[str, Any], reason: str
) -> None:
    body = hours(within={"months": 12}, verification="confirmed", only_accepted=True)
    entry = training("a", 1000, **{"verification": Verification.SYSTEM, **more})
    verdict = judge(body, entry)
    assert (verdict.state, verdict.have, reasons(verdict)) == (NOT_MET, 0, [("a", reason)])
    assert verdict.left_out[0].amount == 1000


@pytest.mark.parametrize("on", [date(2025, 11, 21), TODAY])
def test_window_includes_its_first_and_last_day(on: date) -> None:
    assert judge(hours(within={"months": 12}), training("a", 1000, on)).state is MET


def test_training_not_decided_about_closes_no_gap_and_keeps_it_open() -> None:
    body = hours(only_accepted=True)
    verdict = judge(body, training("a", 600), training("b", 400, accepted=None))
    assert (verdict.state, verdict.have, reasons(verdict)) == (
        OPEN,
        600,
        [("b", "not_yet_accepted")],
    )
    short = judge(body, training("a", 599), training("b", 400, accepted=None))
    assert short.state is NOT_MET


def test_training_not_decided_about_counts_where_acceptance_is_not_asked() -> None:
    assert judge(hours(), training("b", 1000, accepted=None)).state is MET


def test_disjoint_topics_met_in_total_but_not_in_one_part() -> None:  # [7]
    verdict = judge(
        {
            "hours": {
                "kinds": ["training"],
                "min": 48,
                "topics": {"disjoint": {"iecmh": 30, "rsc_provision": 15, "dei": 3}},
            }
        },
        training("imh", 3100, topics={"iecmh": 3100}),
        training("rsc", 1500, topics={"rsc_provision": 1500}),
        training("dei", 200, topics={"dei": 200}),
    )
    assert (verdict.state, verdict.have, verdict.shortfall) == (NOT_MET, 4800, 0)
    parts = {child.subject: (child.state, child.have) for child in verdict.children}
    assert parts == {
        "topic.iecmh": (MET, 3000),
        "topic.rsc_provision": (MET, 1500),
        "topic.dei": (NOT_MET, 200),
    }


def test_disjoint_topics_are_divided_as_well_as_possible() -> None:
    body = hours(topics={"disjoint": {"iecmh": 7, "dei": 3}})
    both = training("a", 500, topics={"iecmh": 500, "dei": 500})
    one = training("b", 500, topics={"iecmh": 500})
    verdict = judge(body, both, one)
    assert verdict.state is MET
    assert used(verdict.find("it.topic.dei")) == [("a", 300)]
    assert sum(one.amount for one in verdict.find("it.topic.iecmh").used) == 700


def test_included_topic_may_be_part_of_the_total() -> None:
    body = hours(topics={"dei": 1})
    assert judge(body, training("a", 1000, topics={"dei": 100})).state is MET
    short = judge(body, training("a", 1000, topics={"dei": 99}))
    assert (short.state, short.find("it.topic.dei").shortfall) == (NOT_MET, 1)


def test_hours_on_one_topic_count_that_topic_only() -> None:
    body = hours(topic="rsc_provision")
    verdict = judge(body, training("a", 900, topics={"rsc_provision": 400}), training("b", 900))
    assert (used(verdict), reasons(verdict)) == ([("a", 400)], [])


def test_areas_may_be_counted_twice_unless_hours_must_be_divided() -> None:
    entry = training(
        "a", 1000, covers=frozenset({"core:thinking", "core:reflection.contemplation"})
    )
    areas = {"core:thinking": 6, "core:reflection": 5}
    assert judge(hours(areas=areas), entry).state is MET
    divided = judge(hours(min=11, areas={"disjoint": areas}), entry)
    assert [child.have for child in divided.children] == [600, 400]
    assert divided.state is NOT_MET


def test_stated_split_binds_where_hours_must_be_divided() -> None:
    split = {"core:thinking": 300, "core:reflection": 700}
    areas = {"disjoint": {"core:thinking": 5, "core:reflection": 5}}
    verdict = judge(hours(areas=areas), training("a", 1000, split=split))
    assert [child.have for child in verdict.children] == [300, 500]


@pytest.mark.parametrize(
    ("need", "covered", "state", "have"),
    [
        ({"of": ["core:thinking", "core:reflection"]}, {"core:thinking"}, NOT_MET, 1),
        ({"of": ["core:thinking", "core:reflection"], "at_least": 1}, {"core:thinking"}, MET, 1),
        ({"of": ["core:thinking"]}, {"core:thinking.planning"}, MET, 1),
        ({"of": ["core:thinking.planning"]}, {"core:thinking"}, NOT_MET, 0),
        ({"of": ["core:thinking"], "items": 2}, {"core:thinking"}, NOT_MET, 0),
        ({"of": ["core:thinking"], "hours": 10}, {"core:thinking"}, MET, 1),
        ({"of": ["core:thinking"], "hours": "10.01"}, {"core:thinking"}, NOT_MET, 0),
    ],
)
def test_coverage_counts_areas(
    need: dict[str, Any], covered: set[str], state: State, have: int
) -> None:
    entry = training("a", 1000, covers=frozenset(covered))
    inside = judge(hours(coverage=need), entry).find("it.coverage")
    alone = judge({"coverage": need}, entry)
    assert (inside.state, inside.have) == (state, have)
    assert (alone.state, alone.have) == (state, have)


def test_coverage_names_the_areas_that_are_missing() -> None:
    need = {"of": ["core:thinking", "core:reflection", "core:systems"]}
    verdict = judge({"coverage": need}, training("a", 100, covers=frozenset({"core:reflection"})))
    assert verdict.reason is not None
    assert verdict.reason.params == {"areas": ("core:thinking", "core:systems")}
