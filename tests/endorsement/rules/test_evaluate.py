"""Verdicts, requirement kind by requirement kind; numbers in brackets are domain.md's checks."""

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest

from endorsement.rules.evaluate import Decisions, State, evaluate
from endorsement.rules.facts import (
    EducationLevel,
    Holding,
    HoldingState,
    Provider,
    RscFocus,
    RscFormat,
    Signature,
    Standing,
    Verification,
)
from tests.endorsement.rules.given import (
    LABEL,
    TODAY,
    criterion,
    education,
    judge,
    portfolio,
    reasons,
    reference,
    rsc,
    training,
    used,
    work,
)

MET, NOT_MET, OPEN = State.MET, State.NOT_MET, State.NOT_YET_ASSESSABLE
DEGREE_OR_WORK: dict[str, Any] = {
    "any": [
        {"id": "degree", "label": LABEL, "education": {"level": "degree"}},
        {"id": "work", "label": LABEL, "work": {"months": 24, "paid": True}},
    ]
}
HOURS: dict[str, Any] = {"kinds": ["training"], "min": 10}


def hours(**more: Any) -> dict[str, Any]:
    return {"hours": {**HOURS, **more}}


def supervision(**more: Any) -> dict[str, Any]:
    return {"supervision": {"min": 24, "providers": [{"bases": ["vetted"]}], **more}}


# Work and education


@pytest.mark.parametrize(
    ("last_on", "state", "have", "shortfall"),
    [
        (date(2025, 12, 31), MET, 24, 0),  # [1]
        (date(2025, 12, 30), NOT_MET, 23, 1),
        (date(2025, 11, 30), NOT_MET, 23, 1),  # [2]
    ],
)
def test_work_may_stand_in_for_a_degree(
    last_on: date, state: State, have: int, shortfall: int
) -> None:
    verdict = judge(DEGREE_OR_WORK, work("w", date(2024, 1, 1), last_on))
    months = verdict.find("work")
    assert (verdict.state, months.have, months.shortfall) == (state, have, shortfall)


def test_degree_alone_meets_the_group() -> None:
    verdict = judge(DEGREE_OR_WORK, education("e", EducationLevel.ASSOCIATE))
    assert (verdict.state, verdict.have, verdict.need) == (MET, 1, 1)


@pytest.mark.parametrize(
    ("families", "state", "shortfall"), [(9, NOT_MET, 1), (10, MET, 0), (None, NOT_MET, 10)]
)  # [3]
def test_work_needs_enough_families(families: int | None, state: State, shortfall: int) -> None:
    verdict = judge(
        {"work": {"months": 24, "families": 10}},
        work("w", date(2023, 1, 1), None, families=families),
    )
    part = verdict.find("it.families")
    assert (verdict.state, part.state, part.shortfall) == (state, state, shortfall)
    assert verdict.shortfall == 0


def test_work_counts_overlapping_jobs_once_and_families_of_both() -> None:
    verdict = judge(
        {"work": {"months": 24, "families": 10}},
        work("a", date(2024, 1, 1), date(2024, 12, 31), families=4),
        work("b", date(2024, 7, 1), date(2025, 12, 31), families=6),
    )
    assert (verdict.state, verdict.have) == (MET, 24)
    assert used(verdict) == [("a", 12), ("b", 18)]
    assert verdict.find("it.families").have == 10


def test_work_leaves_out_what_does_not_fit_and_says_why() -> None:
    verdict = judge(
        {"work": {"months": 1, "paid": True, "roles": ["direct_service"]}},
        work("ahead", date(2026, 12, 1), None, roles=frozenset({"direct_service"})),
        work("role", date(2025, 1, 1), date(2025, 3, 31), roles=frozenset({"clerk"})),
        work("unpaid", date(2025, 1, 1), date(2025, 3, 31), paid=None),
    )
    assert reasons(verdict) == [
        ("role", "role_does_not_fit"),
        ("unpaid", "unpaid"),
        ("ahead", "in_future"),
    ]
    assert (verdict.state, verdict.have) == (NOT_MET, 0)


def test_ongoing_work_counts_through_the_day_and_inside_the_window_only() -> None:
    body = {"work": {"months": 12, "within": {"months": 12}}}
    verdict = judge(body, work("w", date(2020, 1, 1), None), as_of=date(2026, 6, 30))
    assert (verdict.state, verdict.have) == (MET, 12)
    ended = judge(body, work("w", date(2020, 1, 1), date(2025, 6, 30)), as_of=date(2026, 6, 30))
    assert (ended.have, reasons(ended)) == (0, [("w", "outside_window")])


@pytest.mark.parametrize(
    ("level", "on", "state", "why"),
    [
        (EducationLevel.MASTER, date(2020, 6, 1), MET, []),
        (EducationLevel.DOCTORATE, TODAY, MET, []),
        (EducationLevel.BACHELOR, date(2020, 6, 1), NOT_MET, [("e", "level_too_low")]),
        (EducationLevel.MASTER, None, NOT_MET, [("e", "not_finished")]),
        (EducationLevel.MASTER, date(2026, 11, 21), NOT_MET, [("e", "in_future")]),
    ],
)
def test_education_needs_the_level_and_an_end(
    level: EducationLevel, on: date | None, state: State, why: list[tuple[str, str]]
) -> None:
    verdict = judge({"education": {"level": "master"}}, education("e", level, on))
    assert (verdict.state, reasons(verdict)) == (state, why)


def test_education_needs_a_fitting_field() -> None:
    verdict = judge(
        {"education": {"level": "degree", "fields": ["social_work"]}},
        education("e", EducationLevel.MASTER),
    )
    assert (verdict.state, reasons(verdict)) == (NOT_MET, [("e", "field_does_not_fit")])


# Hours


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


def test_cap_limits_what_one_sort_may_give() -> None:
    body = supervision(min=20, caps={"format": {"group": 12}})
    verdict = judge(
        body,
        rsc("g1", 1000, date(2026, 1, 1), format=RscFormat.GROUP),
        rsc("g2", 500, date(2026, 2, 1), format=RscFormat.GROUP),
        rsc("i", 700, date(2026, 3, 1)),
    )
    assert (verdict.state, verdict.have) == (NOT_MET, 1900)
    assert used(verdict) == [("g1", 1000), ("g2", 200), ("i", 700)]
    assert [(one.key, one.amount) for one in verdict.left_out] == [("g2", 300)]
    assert verdict.left_out[0].reason.params == {"limit": "group", "most_hours": 1200}


# Reflective supervision/consultation


def test_peer_hours_are_left_out() -> None:  # [4]
    verdict = judge(
        supervision(),
        rsc("a", 1800),
        rsc("b", 600, peer=True, provider=None, format=RscFormat.GROUP),
    )
    assert (verdict.state, verdict.have, reasons(verdict)) == (NOT_MET, 1800, [("b", "peer")])


def test_peer_hours_count_where_the_scheme_says_so() -> None:
    verdict = judge(supervision(min=10, peers_count=True), rsc("b", 1000, peer=True, provider=None))
    assert verdict.state is MET


def test_too_few_hours_about_own_provision() -> None:  # [8]
    verdict = judge(
        supervision(min=50, focus={"provision": 25}),
        rsc("a", 2600),
        rsc("b", 2400, focus=RscFocus.PROVISION),
    )
    part = verdict.find("it.focus.provision")
    assert (verdict.state, verdict.have, verdict.shortfall) == (NOT_MET, 5000, 0)
    assert (part.have, part.need, part.shortfall) == (2400, 2500, 100)


@pytest.mark.parametrize(
    ("provider", "state", "reason"),
    [
        (None, OPEN, "provider_unknown"),
        (Provider(ref="p"), OPEN, "provider_unknown"),
        (Provider(ref="p", standings=()), NOT_MET, "provider_not_qualified_on_date"),
        (
            Provider(ref="p", standings=(Standing(basis="clerk", from_on=date(2020, 1, 1)),)),
            NOT_MET,
            "provider_not_qualified_on_date",
        ),
    ],
)
def test_provider_must_be_known_and_qualified(
    provider: Provider | None, state: State, reason: str
) -> None:
    verdict = judge(supervision(), rsc("a", 2400, provider=provider))
    assert (verdict.state, verdict.have, reasons(verdict)) == (state, 0, [("a", reason)])


@pytest.mark.parametrize(
    ("from_on", "through_on", "state"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), MET),
        (date(2026, 6, 2), None, NOT_MET),
        (date(2026, 1, 1), date(2026, 5, 31), NOT_MET),
    ],
)
def test_provider_is_looked_up_at_the_day_of_service(
    from_on: date, through_on: date | None, state: State
) -> None:
    standing = Standing(basis="vetted", from_on=from_on, through_on=through_on)
    provider = Provider(ref="p", standings=(standing,))
    assert judge(supervision(), rsc("a", 2400, provider=provider)).state is state


def test_changed_rule_applies_to_hours_from_its_first_day_on() -> None:
    providers = [
        {"bases": ["vetted"], "through": "2025-12-31"},
        {"bases": ["reflective_supervisor"], "from": "2026-01-01"},
    ]
    verdict = judge(
        supervision(providers=providers),
        rsc("before", 1200, date(2025, 12, 31)),
        rsc("after", 1200, date(2026, 1, 1)),
    )
    assert (verdict.have, reasons(verdict)) == (1200, [("after", "provider_not_qualified_on_date")])
    assert verdict.left_out[0].reason.params == {"on": "2026-01-01"}


def test_definite_reason_comes_before_an_open_one() -> None:
    verdict = judge(supervision(), rsc("a", 2400, provider=None, accepted=False))
    assert (verdict.state, reasons(verdict)) == (NOT_MET, [("a", "not_accepted")])
    body = supervision(only_accepted=True)
    peer = judge(body, rsc("a", 2400, accepted=None, peer=True))
    assert (peer.state, reasons(peer)) == (NOT_MET, [("a", "peer")])


def test_cap_holds_inside_a_quota_as_well() -> None:
    body = supervision(min=10, focus={"provision": 10}, caps={"format": {"group": 6}})
    group = {"format": RscFormat.GROUP, "focus": RscFocus.PROVISION}
    verdict = judge(body, rsc("a", 500, **group), rsc("b", 500, **group), rsc("c", 400))
    assert (verdict.have, verdict.find("it.focus.provision").have) == (1000, 600)


def test_open_question_keeps_a_quota_open_too() -> None:
    body = hours(only_accepted=True, topics={"dei": 1})
    sure = training("a", 1000)
    hoped = training("b", 100, accepted=None, topics={"dei": 100})
    verdict = judge(body, sure, hoped)
    assert (verdict.state, verdict.find("it.topic.dei").state) == (OPEN, OPEN)
    assert verdict.find("it.topic.dei").have == 0


# References, signatures, endorsements held


@pytest.mark.parametrize(
    ("count", "state", "why"),
    [(5, MET, []), (6, NOT_MET, [("r", "void_not_enough_information")])],
)  # [12]
def test_too_many_unanswered_lines_void_a_reference(
    count: int, state: State, why: list[tuple[str, str]]
) -> None:
    verdict = judge(
        {"references": {"slots": [{"roles": ["supervisor"]}]}},
        references=(reference("r", not_enough_information=count),),
    )
    assert (verdict.state, reasons(verdict)) == (state, why)


@pytest.mark.parametrize(
    ("completed_on", "state", "why"),
    [
        (date(2025, 10, 20), NOT_MET, [("r", "expired")]),  # [13]
        (date(2025, 11, 20), NOT_MET, [("r", "expired")]),
        (date(2025, 11, 21), MET, []),
        (TODAY, MET, []),
        (date(2026, 11, 21), NOT_MET, [("r", "in_future")]),
        (None, NOT_MET, [("r", "awaited")]),
    ],
)
def test_reference_is_good_for_a_year(
    completed_on: date | None, state: State, why: list[tuple[str, str]]
) -> None:
    verdict = judge(
        {"references": {"slots": [{"roles": ["supervisor"]}], "valid_months": 12}},
        references=(reference("r", completed_on=completed_on),),
    )
    assert (verdict.state, reasons(verdict)) == (state, why)


THREE = {
    "references": {
        "slots": [
            {"roles": ["supervisor"]},
            {"roles": ["rsc_provider"]},
            {"roles": ["supervisor", "colleague"]},
        ],
        "endorsed_or_vetted": 1,
    }
}


def test_references_fill_slots_in_the_best_way() -> None:
    rated = (
        reference("a", "supervisor", rater_endorsed=True),
        reference("b", "rsc_provider"),
        reference("c", "colleague"),
        reference("d", "colleague"),
        reference("e", "parent"),
    )
    for order in permutations(rated):
        verdict = judge(THREE, references=order)
        assert (verdict.state, verdict.have) == (MET, 3)
        assert [one.key for one in verdict.used] == ["a", "b", "c"]
        assert reasons(verdict) == [("d", "not_needed"), ("e", "role_does_not_fit")]


def test_rating_moves_to_another_slot_to_make_room() -> None:
    slots = [{"roles": ["supervisor", "colleague"]}, {"roles": ["supervisor"]}]
    rated = (reference("a", "supervisor"), reference("b", "colleague"))
    verdict = judge({"references": {"slots": slots}}, references=rated)
    assert (verdict.state, verdict.have) == (MET, 2)
    assert [used(child) for child in verdict.children] == [[("b", 1)], [("a", 1)]]


def test_endorsed_rater_displaces_another_in_the_same_slot() -> None:
    rated = (
        reference("a", "supervisor"),
        reference("b", "rsc_provider"),
        reference("c", "colleague"),
        reference("d", "colleague", rater_vetted=True),
    )
    verdict = judge(THREE, references=rated)
    assert (verdict.state, [one.key for one in verdict.used]) == (MET, ["a", "b", "d"])


@pytest.mark.parametrize(("vetted", "state"), [(None, OPEN), (False, NOT_MET), (True, MET)])
def test_vetting_not_decided_keeps_the_set_open(vetted: bool | None, state: State) -> None:
    rated = (
        reference("a", "supervisor"),
        reference("b", "rsc_provider", rater_vetted=vetted),
        reference("c", "colleague"),
    )
    verdict = judge(THREE, references=rated)
    assert (verdict.state, verdict.find("it.endorsed_or_vetted").state) == (state, state)


@pytest.mark.parametrize(
    ("through", "state", "why"),
    [
        (None, MET, []),
        (TODAY, MET, []),
        (TODAY - timedelta(days=1), NOT_MET, [("b", "vetting_ended")]),
    ],
)
def test_vetting_holds_through_its_last_day(
    through: date | None, state: State, why: list[tuple[str, str]]
) -> None:
    rated = (
        reference("a", "supervisor"),
        reference("b", "rsc_provider", rater_vetted=True, rater_vetted_through=through),
        reference("c", "colleague"),
    )
    part = judge(THREE, references=rated).find("it.endorsed_or_vetted")
    assert (part.state, reasons(part)) == (state, why)


def test_vetting_that_ended_does_not_matter_where_the_rater_is_endorsed() -> None:
    ended = TODAY - timedelta(days=1)
    rated = (
        reference("a", "supervisor"),
        reference("b", "rsc_provider", rater_endorsed=True, rater_vetted=True),
        reference("c", "colleague", rater_vetted=True, rater_vetted_through=ended),
    )
    assert judge(THREE, references=rated).state is MET


def test_signatures_name_what_is_missing() -> None:
    verdict = judge(
        {"signatures": {"documents": ["ethics", "agreement"]}},
        signatures=(
            Signature(document="ethics", signed_on=TODAY),
            Signature(document="agreement", signed_on=date(2026, 11, 21)),
        ),
    )
    assert (verdict.state, verdict.have, verdict.need) == (NOT_MET, 1, 2)
    assert verdict.reason is not None
    assert verdict.reason.params == {"documents": ("agreement",)}
    assert reasons(verdict) == [("agreement", "in_future")]


@pytest.mark.parametrize(
    ("holding", "why"),
    [
        ({}, []),
        ({"through_on": TODAY}, []),
        ({"through_on": date(2026, 11, 19)}, ["expired"]),
        ({"from_on": date(2026, 11, 21)}, ["in_future"]),
        ({"state": HoldingState.LAPSED}, ["state_does_not_count"]),
        ({"from_on": date(2026, 5, 21)}, ["held_too_short"]),
        ({"from_on": date(2026, 5, 20)}, []),
    ],
)
def test_endorsement_must_be_held_on_the_day(holding: dict[str, Any], why: list[str]) -> None:
    one = Holding(**{"category": "fs", "from_on": date(2024, 1, 1), **holding})
    verdict = judge({"holding": {"categories": ["fs"], "months": 6}}, holdings=(one,))
    assert [code for _, code in reasons(verdict)] == why
    assert verdict.state is (NOT_MET if why else MET)


# Groups, conditions, decisions


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


# Renewal


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
