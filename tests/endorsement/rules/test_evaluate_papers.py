"""References as a set, signatures, endorsements held; numbers in brackets are domain.md's checks."""

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest

from endorsement.rules.evaluate import State
from endorsement.rules.facts import (
    Holding,
    HoldingState,
    Signature,
)
from tests.endorsement.rules.given import (
    TODAY,
    judge,
    reasons,
    reference,
    used,
)

MET, NOT_MET, OPEN = State.MET, State.NOT_MET, State.NOT_YET_ASSESSABLE


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
