"""Exams, panels, papers, memberships, raters, self-ratings, and choices among areas."""

from datetime import date
from typing import Any

import pytest

from endorsement.rules.evaluate import State
from endorsement.rules.facts import (
    Assessment,
    ExamResult,
    Membership,
    Recommendation,
    SelfRating,
    Upload,
)
from tests.endorsement.rules.given import judge, reasons, reference, training, work

MET, NOT_MET, OPEN = State.MET, State.NOT_MET, State.NOT_YET_ASSESSABLE


def attempt(on: date, points: int) -> ExamResult:
    return ExamResult(part="choice", taken_on=on, points=points * 100, out_of=6000)


@pytest.mark.parametrize(
    ("attempts", "state", "codes"),
    [
        ([attempt(date(2025, 1, 1), 48)], MET, []),
        ([attempt(date(2022, 1, 1), 60)], NOT_MET, ["expired"]),
        ([attempt(date(2025, 1, 1), 40), attempt(date(2026, 1, 1), 50)], MET, []),
        (
            [attempt(date(2025, 1, 1), 40), attempt(date(2025, 12, 31), 50)],
            NOT_MET,
            ["retaken_too_soon"],
        ),
        ([attempt(date(2025, 1, 1), 50), attempt(date(2025, 2, 1), 10)], MET, []),
        ([attempt(date(2027, 1, 1), 60)], NOT_MET, ["in_future"]),
    ],
)
def test_best_valid_attempt_counts(
    attempts: list[ExamResult], state: State, codes: list[str]
) -> None:
    body = {"exam": {"parts": {"choice": 80}, "valid_months": 36, "retake_after_months": 12}}
    verdict = judge(body, exams=tuple(attempts))
    assert (verdict.state, [code for _, code in reasons(verdict)]) == (state, codes)


@pytest.mark.parametrize(
    ("sitting", "state"),
    [
        ({"approvals": 2, "assessors": 3}, MET),
        ({"approvals": 1, "assessors": 3}, NOT_MET),
        ({"approvals": 1, "assessors": 3, "open": 1}, OPEN),
        ({"approvals": 2, "assessors": 2}, NOT_MET),
    ],
)
def test_panel_needs_enough_approvals(sitting: dict[str, int], state: State) -> None:
    body = {"assessment": {"step": "panel", "approvals": 2, "of": 3}}
    held = Assessment(step="panel", held_on=date(2026, 3, 1), **sitting)
    assert judge(body, assessments=(held,)).state is state


@pytest.mark.parametrize(
    ("more", "state", "codes"),
    [
        ({"confirmed": True}, MET, []),
        ({}, OPEN, ["not_yet_confirmed"]),
        ({"confirmed": False}, NOT_MET, ["not_confirmed"]),
        ({"confirmed": True, "through_on": date(2026, 11, 20)}, MET, []),
        ({"confirmed": True, "through_on": date(2026, 11, 19)}, NOT_MET, ["expired"]),
    ],
)
def test_paper_must_be_good_on_the_day(
    more: dict[str, Any], state: State, codes: list[str]
) -> None:
    body = {"uploads": {"documents": ["license"], "confirmed": True}}
    paper = Upload(document="license", dated_on=date(2024, 1, 1), **more)
    verdict = judge(body, uploads=(paper,))
    assert (verdict.state, [code for _, code in reasons(verdict)]) == (state, codes)


@pytest.mark.parametrize(
    ("through", "second", "state"),
    [
        (None, date(2026, 6, 2), MET),
        ({"months": 12}, date(2026, 6, 1), MET),
        ({"months": 12}, date(2026, 6, 2), NOT_MET),
    ],
)
def test_membership_on_the_day_or_without_a_gap(through: Any, second: date, state: State) -> None:
    body = {"membership": {"organizations": ["imh"], **({"through": through} if through else {})}}
    held = (
        Membership(organization="imh", from_on=date(2024, 1, 1), through_on=date(2026, 5, 31)),
        Membership(organization="imh", from_on=second),
        Membership(organization="other", from_on=date(2020, 1, 1)),
    )
    assert judge(body, memberships=held).state is state


def test_rater_must_hold_one_of_the_categories() -> None:
    body = {
        "references": {
            "slots": [{"roles": ["supervisor"]}],
            "endorsed_or_vetted": {"count": 1, "categories": ["mhs"], "vetted": False},
        }
    }
    for more, state in [
        ({"rater_categories": frozenset({"mhs"})}, MET),
        ({"rater_categories": frozenset({"fa"})}, NOT_MET),
        ({"rater_endorsed": True, "rater_vetted": True}, NOT_MET),
    ]:
        assert judge(body, references=(reference("a", **more),)).state is state


def test_waiver_must_be_answered_and_the_rating_recommend() -> None:
    body = {
        "references": {
            "slots": [{"roles": ["supervisor"]}],
            "waiver": True,
            "recommendations": ["recommend"],
        }
    }
    yes, no = Recommendation.RECOMMEND, Recommendation.NOT_RECOMMEND
    found = (
        reference("a", recommendation=yes),
        reference("b", recommendation=no, waived=True),
        reference("c", recommendation=yes, waived=False),
    )
    verdict = judge(body, references=found)
    assert (verdict.state, reasons(verdict)) == (
        MET,
        [("a", "waiver_open"), ("b", "not_recommended")],
    )


def test_competencies_at_a_level_or_above() -> None:
    body = {"self_assessment": {"of": ["uk:one", "uk:two"], "level": 2, "at_least": 2}}
    ratings = (
        SelfRating(competency="uk:one.a", level=1, rated_on=date(2026, 1, 1)),
        SelfRating(competency="uk:one.a", level=2, rated_on=date(2026, 2, 1)),
        SelfRating(competency="uk:one.b", level=1, rated_on=date(2026, 1, 1)),
        SelfRating(competency="uk:two.c", level=3, rated_on=date(2026, 1, 1), achieved=False),
    )
    verdict = judge(body, ratings=ratings)
    assert (verdict.state, verdict.have) == (MET, 2)
    assert reasons(verdict) == [("uk:one.b", "rated_below")]


def test_years_and_disciplines_are_counted() -> None:
    years = {"count": {"of": "years", "kinds": ["work"], "min": 2}}
    verdict = judge(years, work("a", date(2024, 1, 1), date(2025, 11, 30)))
    assert (verdict.have, verdict.need, verdict.unit) == (23, 24, "months")
    two = {"count": {"of": "disciplines", "kinds": ["work"], "min": 2}}
    jobs = [
        work("a", date(2024, 1, 1), None, disciplines=frozenset({"nursing"})),
        work("b", date(2025, 1, 1), None, disciplines=frozenset({"nursing", "education"})),
    ]
    assert (judge(two, *jobs[:1]).state, judge(two, *jobs).state) == (NOT_MET, MET)


def test_best_areas_are_chosen_when_hours_count_once() -> None:
    """Three of four areas are enough; the flexible hours must go where they complete one."""
    areas = ["core:a", "core:b", "core:c", "core:d"]
    body = {"coverage": {"of": areas, "at_least": 3, "hours": 2, "split": True}}
    found = [
        training("ab", 200, covers=frozenset({"core:a", "core:b"})),
        training("bc", 200, covers=frozenset({"core:b", "core:c"})),
        training("ac", 200, covers=frozenset({"core:a", "core:c"})),
        training("d", 100, covers=frozenset({"core:d"})),
    ]
    verdict = judge(body, *found)
    assert [(one.have, one.met) for one in verdict.children] == [
        *[(200, True)] * 3,
        (100, False),
    ]
    assert (verdict.state, judge(body, *found[1:]).have) == (MET, 2)
