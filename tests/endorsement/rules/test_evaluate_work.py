"""Work and education: months, families, levels; numbers in brackets are domain.md's checks."""

from datetime import date
from typing import Any

import pytest

from endorsement.rules.evaluate import State
from endorsement.rules.facts import (
    EducationLevel,
)
from tests.endorsement.rules.given import (
    LABEL,
    TODAY,
    education,
    judge,
    reasons,
    used,
    work,
)

MET, NOT_MET = State.MET, State.NOT_MET
DEGREE_OR_WORK: dict[str, Any] = {
    "any": [
        {"id": "degree", "label": LABEL, "education": {"level": "degree"}},
        {"id": "work", "label": LABEL, "work": {"months": 24, "paid": True}},
    ]
}


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
