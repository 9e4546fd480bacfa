"""The worked checks of the field (domain.md, 10.1), each against criteria that are data.

18 (a split between two reviewers) and 19 (a reviewer who is the applicant's provider) are moves and
assignments: tests/endorsement/services/test_review.py.
"""

from datetime import date
from typing import Any

import pytest

from endorsement.rules.documents import read_text
from endorsement.rules.evaluate import State, Tenure, evaluate
from endorsement.rules.facts import (
    EducationLevel,
    ExamResult,
    Holding,
    Portfolio,
    Provider,
    RscFocus,
    Standing,
)
from endorsement.rules.scheme import parse_edition
from tests.endorsement.rules.given import (
    TODAY,
    education,
    portfolio,
    reference,
    rsc,
    training,
    work,
)

EDITION = parse_edition(
    read_text("""
format: 2
scheme: alliance_shaped
name: {en: Worked checks}
edition: {code: "2024", effective_from: 2024-01-01}
frameworks: ["core@1"]
reference_roles: {supervisor: {en: Supervisor}}
renewal: {cycle: {kind: fixed_date, month_day: "12-31"}, window_opens: {days: 90}}
categories:
  fa:
    name: {en: Family Associate}
    award:
      all:
        - id: background
          label: {en: Education or work}
          any:
            - {id: degree, label: {en: Any degree}, education: {level: degree}}
            - {id: work, label: {en: Two years}, work: {years: 2, paid: true}}
        - {id: training, label: {en: Training}, hours: {kinds: [training], min: 30}}
  fs:
    name: {en: Family Specialist}
    award:
      all:
        - {id: degree, label: {en: Bachelor's}, education: {level: bachelor}}
        - {id: work, label: {en: Work}, work: {months: 24, paid: true, families: 10, within: {after: {degree: bachelor}}}}
        - {id: rsc, label: {en: RSC}, supervision: {min: 24, providers: [{bases: [mhs, vetted]}]}}
  mhm_c:
    name: {en: Clinical Mentor}
    award:
      all:
        - {id: training, label: {en: Training}, hours: {kinds: [training], min: 48, topics: {disjoint: {iecmh: 30, rsc_provision: 15, dei: 3}}}}
        - {id: rsc, label: {en: RSC}, supervision: {min: 50, focus: {provision: 25}, within: {any_months: 24}}}
        - {id: exam, label: {en: Exam}, exam: {parts: {choice: 80}}}
    renewal:
      all:
        - id: rsc
          label: {en: RSC of the year}
          when: {not: {held: {categories: [mhm_c], years: 3}}}
          supervision: {min: 12, within: cycle, providers: [{bases: [mhm_c]}]}
        - id: senior_rsc
          label: {en: RSC of a senior year}
          when: {held: {categories: [mhm_c], years: 3}}
          supervision: {min: 10, within: cycle, peers_count: true}
  one:
    name: {en: One reference}
    award: {all: [{id: references, label: {en: Reference}, references: {slots: [{roles: [supervisor]}], valid_months: 12}}]}
""")[0]
)
VETTED = Provider(ref="p", standings=(Standing(basis="vetted", from_on=date(2020, 1, 1)),))
DEGREE = education("school", EducationLevel.BACHELOR, date(2020, 6, 1))


def found(
    category: str, requirement: str, known: Portfolio, purpose: str = "award", **more: Any
) -> Any:
    tree = EDITION.categories[category].requirement(purpose)
    return evaluate(tree, known, TODAY, **more).find(requirement)


@pytest.mark.parametrize(
    ("last", "state", "missing"),
    [(date(2025, 12, 31), State.MET, 0), (date(2025, 11, 30), State.NOT_MET, 1)],
)
def test_checks_1_and_2_work_instead_of_a_degree(last: date, state: State, missing: int) -> None:
    known = portfolio(work("job", date(2024, 1, 1), last), training("t", 3000))
    assert found("fa", "background", known).state is state
    assert found("fa", "work", known).shortfall == missing
    assert found("fa", "training", known).met


@pytest.mark.parametrize(("families", "met"), [(9, False), (10, True)])
def test_check_3_families(families: int, met: bool) -> None:
    job = work("job", date(2021, 1, 1), date(2023, 12, 31), families=families)
    assert found("fs", "work", portfolio(DEGREE, job)).met is met


def test_check_4_peer_hours_are_excluded() -> None:
    known = portfolio(
        rsc("own", 1800, provider=VETTED), rsc("peers", 600, peer=True, provider=None)
    )
    verdict = found("fs", "rsc", known)
    assert (verdict.have, verdict.need, verdict.state) == (1800, 2400, State.NOT_MET)
    (left,) = verdict.left_out
    assert (left.key, left.amount, left.reason.code) == ("peers", 600, "peer")


def test_check_7_total_met_and_equity_not() -> None:
    known = portfolio(
        training("a", 3100, topics={"iecmh": 3100}),
        training("b", 1500, topics={"rsc_provision": 1500}),
        training("c", 200, topics={"dei": 200}),
    )
    verdict = found("mhm_c", "training", known)
    assert (verdict.have, verdict.state) == (4800, State.NOT_MET)
    assert [(one.subject, one.met) for one in verdict.children] == [
        ("topic.iecmh", True),
        ("topic.rsc_provision", True),
        ("topic.dei", False),
    ]


@pytest.mark.parametrize(("hours", "met"), [(2400, False), (2500, True)])
def test_check_8_hours_about_own_provision(hours: int, met: bool) -> None:
    known = portfolio(
        rsc("a", hours, date(2025, 3, 1), focus=RscFocus.PROVISION),
        rsc("b", 5000 - hours, date(2026, 3, 1)),
    )
    verdict = found("mhm_c", "rsc", known)
    assert (verdict.have, verdict.met) == (5000, met)


@pytest.mark.parametrize(
    ("held_from", "met"), [(date(2023, 11, 20), True), (date(2023, 11, 21), False)]
)
def test_check_10_senior_mentors_count_peers(held_from: date, met: bool) -> None:
    known = portfolio(
        rsc("a", 400, provider=VETTED),
        rsc("peers", 600, peer=True, provider=None),
        holdings=(Holding(category="mhm_c", from_on=held_from),),
    )
    tree = EDITION.categories["mhm_c"].requirement("renewal")
    period = (date(2026, 1, 1), date(2026, 12, 31))
    tenure = Tenure(endorsed_on=held_from, number=3)
    assert evaluate(tree, known, TODAY, period=period, tenure=tenure).met is met


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"not_enough_information": 6}, "void_not_enough_information"),  # 12
        ({"not_enough_information": 5}, None),
        ({"completed_on": date(2025, 10, 20)}, "expired"),  # 13: thirteen months before
        ({"completed_on": date(2025, 11, 21)}, None),
    ],
)
def test_checks_12_and_13_references(more: dict[str, Any], code: str | None) -> None:
    verdict = found("one", "references", portfolio(references=(reference("a", **more),)))
    assert verdict.met == (code is None)
    assert [one.reason.code for one in verdict.left_out] == ([code] if code else [])


@pytest.mark.parametrize(("points", "percent", "met"), [(48, 80, True), (47, 78, False)])
def test_check_17_pass_mark(points: int, percent: int, met: bool) -> None:
    attempt = ExamResult(part="choice", taken_on=date(2026, 3, 1), points=points * 100, out_of=6000)
    verdict = found("mhm_c", "exam.part.choice", portfolio(exams=(attempt,)))
    assert (verdict.have, verdict.need, verdict.met) == (percent, 80, met)
